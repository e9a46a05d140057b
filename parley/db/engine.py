"""The database: SQLite when embedded, PostgreSQL when scaled, reached the same way."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

POSTGRES_THREADS = 16
# Gateway, actions and the jobs' own pools must fit into PostgreSQL's usual hundred connections.
POSTGRES_SPARE = 8
BUSY = 30.0  # seconds that a writer waits for the one before it


class Database:
    """Connections to one database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite has one writer at a time, and waits for it by sleeping: a queue of our own is faster and fair.
        threads = 1 if engine.dialect.name == "sqlite" else POSTGRES_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a transaction that holds the write lock from its start."""
        with self.engine.connect().execution_options(begin_immediate=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection in a transaction for reading."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    async def run[**P, T](self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `work` returns, worked in a thread so that the event loop stays free."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Give back every connection and thread."""
        self._threads.shutdown()
        self.engine.dispose()


def connect(url: str) -> Database:
    """Return the database at `url`, with SQLite's files set up for several processes."""
    address = make_url(_with_driver(url))
    if address.get_backend_name() != "sqlite":
        return Database(_engine(address, pool_size=POSTGRES_THREADS, max_overflow=POSTGRES_SPARE, pool_pre_ping=True))
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = _engine(address, connect_args={"timeout": BUSY})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _engine(address: URL, **options: Any) -> Engine:
    # An error's text ends in a log: what was being stored is none of its business.
    return create_engine(address, hide_parameters=True, **options)


def _with_driver(url: str) -> str:
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # BEGIN is ours to send: the driver's own comes too late for a transaction that reads before it writes.
    connection.isolation_level = None
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    # On a new file, this is a write that SQLite does not wait for its turn with, whatever the timeout says.
    patiently = Retrying(
        retry=retry_if_exception(_is_busy), wait=wait_random(0.01, 0.1), stop=stop_after_delay(BUSY), reraise=True
    )
    patiently(connection.execute, "PRAGMA journal_mode=WAL")


def _is_busy(problem: BaseException) -> bool:
    # The low byte is the code, the rest says more about it.
    code = getattr(problem, "sqlite_errorcode", None) or 0
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("begin_immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
