"""The database: SQLite when embedded, PostgreSQL when scaled, reached the same way."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

POSTGRES_THREADS = 16


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
        return Database(_engine(address, pool_size=POSTGRES_THREADS, max_overflow=64, pool_pre_ping=True))
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = _engine(address, connect_args={"timeout": 30})
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
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("begin_immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
