"""Locks that all gateways on one database share, taken back the moment the process that holds them is gone.

On PostgreSQL they are advisory locks of one session: one connection carries all that a gateway holds, and trying one is
one round trip. SQLite serves one gateway, which needs none.
"""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from parley.db.engine import Database

type Look[T] = Callable[[Connection], T]

# The first halves of the locks' keys, beside the one of the jobs' seats.
_ALIVE, _CONVERSATION, _ARRIVING = 0x70_61_72_6D, 0x70_61_72_6E, 0x70_61_72_6F
# Shared, so that a gateway whose connection broke can come back before the old one is given up.
_LIVE = text("SELECT pg_advisory_lock_shared(:kind, :holder)")
_IS_GONE = text("SELECT pg_try_advisory_xact_lock(:kind, :holder)")
_TAKE = text("SELECT pg_try_advisory_lock(:kind, hashtext(:conversation))")
_GIVE_BACK = text("SELECT pg_advisory_unlock(:kind, hashtext(:conversation))")
_ARRIVE = text("SELECT pg_advisory_xact_lock(:kind, hashtext(:conversation))")


class Locks(Protocol):
    """The locks as one gateway sees them; `holder` is what it is known by, another number for each start."""

    holder: int

    async def take[T](self, conversation_id: str, look: Look[T]) -> T | None:
        """Take a conversation's lock, and return what `look` finds under it; None when the lock is not free."""

    async def give_back(self, conversation_id: str) -> None:
        """Give a conversation's lock back."""

    async def is_alive(self, holder: int) -> bool:
        """Return whether the gateway known by that number still runs."""

    def close(self) -> None:
        """Give everything back."""


class OneGateway:
    """No locks: there is no other gateway."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.holder = _number()

    async def take[T](self, conversation_id: str, look: Look[T]) -> T | None:
        """Return what `look` finds."""
        return await self._database.run(self._look, look)

    async def give_back(self, conversation_id: str) -> None:
        """Do nothing."""

    async def is_alive(self, holder: int) -> bool:
        """Return whether it is this one."""
        return holder == self.holder

    def close(self) -> None:
        """Do nothing."""

    def _look[T](self, look: Look[T]) -> T:
        with self._database.read() as connection:
            return look(connection)


class PostgresLocks:
    """Advisory locks of one session."""

    def __init__(self, address: URL) -> None:
        self._engine: Engine = create_engine(
            address, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="locks")
        self._session: Connection | None = None
        self.holder = _number()

    async def take[T](self, conversation_id: str, look: Look[T]) -> T | None:
        """Take a conversation's lock, and return what `look` finds under it; None when the lock is not free.

        Taken twice here, it is given back twice.
        """
        values = {"kind": _CONVERSATION, "conversation": conversation_id}
        return await self._run(lambda session: look(session) if session.execute(_TAKE, values).scalar_one() else None)

    async def give_back(self, conversation_id: str) -> None:
        """Give a conversation's lock back; one that went with a broken connection is nobody's already."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._unlock, conversation_id)

    async def is_alive(self, holder: int) -> bool:
        """Return whether the gateway known by that number still runs."""
        values = {"kind": _ALIVE, "holder": holder}
        return holder == self.holder or not await self._run(lambda session: session.execute(_IS_GONE, values).scalar())

    def close(self) -> None:
        """Give everything back, and with it the sign that this gateway runs."""
        self._thread.shutdown()
        self._leave()
        self._engine.dispose()

    async def _run[T](self, work: Look[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._patiently, work)

    def _patiently[T](self, work: Look[T]) -> T:
        try:
            return work(self._here())
        except DBAPIError:
            self._leave()  # PostgreSQL was started anew, perhaps: with another connection it may be well.
            return work(self._here())

    def _unlock(self, conversation_id: str) -> None:
        try:
            if self._session is not None:
                self._session.execute(_GIVE_BACK, {"kind": _CONVERSATION, "conversation": conversation_id})
        except DBAPIError:
            self._leave()

    def _here(self) -> Connection:
        if self._session is None:
            session = self._engine.connect()
            session.execute(_LIVE, {"kind": _ALIVE, "holder": self.holder})
            self._session = session
        return self._session

    def _leave(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            session.close()


def locks_of(database: Database) -> Locks:
    """Return the locks of the gateways on this database; they are to be closed."""
    return OneGateway(database) if database.engine.dialect.name == "sqlite" else PostgresLocks(database.engine.url)


def one_arrival(connection: Connection, conversation_id: str) -> None:
    """Let no other transaction record what arrives in the conversation until this one ends: ids then grow in order."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ARRIVE, {"kind": _ARRIVING, "conversation": conversation_id})


def _number() -> int:
    return secrets.randbits(31)
