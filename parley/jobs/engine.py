"""The durable engine, DBOS Transact, inside the gateway's process."""

import logging
import threading

import structlog
from dbos import DBOS, DBOSConfig
from dbos._serialization import DBOSPortableJSON

from parley.jobs import calendars, chores, erasing, handoffs, news, operations
from parley.jobs.homes import Home, leave, settle
from parley.jobs.lookers import Lookers
from parley.jobs.seats import Seats
from parley.jobs.store import NAME, VERSION, is_embedded, store_of

ALONE = "gateway"
log = structlog.get_logger(__name__)

_lock = threading.Lock()
_users = 0
_seats: Seats | None = None
_lookers: Lookers | None = None


def start(home: Home, database_url: str) -> None:
    """Let the jobs of this home run, and take up what was left unfinished; blocks for a moment.

    DBOS is one for the whole process: a second home in the same process shares the first one's books. NoStore or NoSeat
    when it cannot run here.
    """
    global _users
    with _lock:
        settle(home)
        try:
            if _users == 0:
                _launch(database_url)
        except BaseException:
            leave(home)
            raise
        _users += 1


def stop(home: Home) -> None:
    """Stop; what is unfinished goes on at the next start. Blocks for a moment."""
    global _users
    with _lock:
        leave(home)
        _users -= 1
        if _users == 0:
            _end()


def adopt() -> int:
    """Take up what gateways that are gone left unfinished, and return how much that was."""
    if _seats is None:
        return 0
    if not _seats.keep():
        log.error("another gateway took this one's seat: restart this one", executor=_seats.name)
    with _seats.empty() as names:
        return len(DBOS._recover_pending_workflows(names))


def _launch(database_url: str) -> None:
    global _seats, _lookers
    if not is_embedded(database_url):
        _seats = Seats(database_url)
        _seats.take()
    _quiet()
    try:
        dbos = DBOS(config=_config(database_url, _seats.name if _seats else ALONE))
        # Ours look at the queues.
        DBOS.listen_queues([])
        DBOS.launch()
        news.prepare()
        handoffs.prepare()
        erasing.prepare()
        operations.prepare()
        calendars.prepare()
        chores.prepare(shared=_seats is not None)
        _lookers = Lookers(dbos, DBOS.list_queues())
    except BaseException:
        _end()
        raise
    log.info("jobs run", executor=DBOS.executor_id)


def _end() -> None:
    global _seats, _lookers
    if _lookers:
        _lookers.end()
        _lookers = None
    DBOS.destroy()
    if _seats:
        _seats.leave()
        _seats = None


def _config(database_url: str, executor: str) -> DBOSConfig:
    config: DBOSConfig = DBOSConfig(
        name=NAME,
        application_version=VERSION,
        executor_id=executor,
        log_level="WARNING",
        # It stays in this process and its database: no conductor, no traces, no address to send anything to.
        enable_otlp=False,
        # Not pickle: whoever could write to the books could run code here.
        serializer=DBOSPortableJSON,
        max_executor_threads=32,
        **store_of(database_url),  # type: ignore[typeddict-item]
    )
    return config


def _quiet() -> None:
    # With a handler of its own the library would write past the one that scrubs.
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
