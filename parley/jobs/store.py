"""Where DBOS keeps its books: a SQLite file beside the bot's own, or a schema of its own in the same PostgreSQL."""

from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

NAME = "parley"
# The same for every release: what one left unfinished, the next one takes up.
VERSION = "1"
SCHEMA = "parley_jobs"
FILE = "jobs.db"
# DBOS writes `UPDATE … FROM` and JSON that older ones do not have.
OLDEST_SQLITE = (3, 42, 0)
MEMORY = ("", ":memory:")


class NoStore(RuntimeError):
    """No store for jobs; the message says what to do."""


def is_embedded(database_url: str) -> bool:
    """Return whether the bot's database is a SQLite file, and so the jobs' is one, too."""
    return make_url(database_url).get_backend_name() == "sqlite"


def store_of(database_url: str) -> dict[str, Any]:
    """Return DBOS's settings for its store; NoStore when this machine has no SQLite for it."""
    if not is_embedded(database_url):
        plain = make_url(database_url).set(drivername="postgresql")
        return {
            "system_database_url": plain.render_as_string(hide_password=False),
            "dbos_system_schema": SCHEMA,
            # An error's text ends in a log: what was being stored is none of its business.
            "db_engine_kwargs": {"hide_parameters": True},
            "sys_db_pool_size": 8,
        }
    path = _beside(database_url)
    return {"system_database_url": f"sqlite:///{path}", "system_database_engine": _sqlite(path)}


def engine_of(database_url: str) -> Engine:
    """Return a few connections to the store, for a process that only asks for jobs. NoStore as above."""
    if is_embedded(database_url):
        return _sqlite(_beside(database_url))
    address = make_url(database_url).set(drivername="postgresql+psycopg")
    return create_engine(address, hide_parameters=True, pool_size=2, max_overflow=2, pool_pre_ping=True)


def _beside(database_url: str) -> Path:
    database = make_url(database_url).database or ""
    if database in MEMORY:
        raise NoStore("PARLEY_DATABASE_URL must name a file: jobs are kept in another one beside it.")
    folder = Path(database).parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder / FILE


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", module=_new_enough(), hide_parameters=True, connect_args={"timeout": 30}
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # As DBOS does with engines of its own making; WAL so that its readers do not wait for its writer.
    connection.isolation_level = "IMMEDIATE"
    for pragma in ("busy_timeout=30000", "foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _new_enough() -> ModuleType:
    import sqlite3

    if sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return sqlite3
    # Debian 12 has 3.40. The driver is handed to this one engine: nothing else in the process changes its SQLite.
    try:
        from pysqlite3 import dbapi2  # type: ignore[import-untyped]
    except ImportError:
        raise NoStore(
            f"Jobs need SQLite 3.42 or newer, and Python here has {sqlite3.sqlite_version}: install the package "
            "pysqlite3-binary, or use PostgreSQL (PARLEY_DATABASE_URL)."
        ) from None
    return dbapi2  # type: ignore[no-any-return]
