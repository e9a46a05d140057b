"""Locks that all gateways on one database share, taken back the moment the process that holds them is gone.

On PostgreSQL they are advisory locks of one session: one connection carries all that a gateway holds, and trying one is
one round trip. SQLite serves one gateway, which needs none.
"""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, TextClause, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

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

    async def take(self, conversation_id: str) -> bool:
        """Take a conversation's lock, and return whether it was free."""

    async def give_back(self, conversation_id: str) -> None:
        """Give a conversation's lock back."""

    async def is_alive(self, holder: int) -> bool:
        """Return whether the gateway known by that number still runs."""

    def close(self) -> None:
        """Give everything back."""


class OneGateway:
    """No locks: there is no other gateway."""

    def __init__(self) -> None:
        self.holder = _number()

    async def take(self, conversation_id: str) -> bool:
        """Return True."""
        return True

    async def give_back(self, conversation_id: str) -> None:
        """Do nothing."""

    async def is_alive(self, holder: int) -> bool:
        """Return whether it is this one."""
        return holder == self.holder

    def close(self) -> None:
        """Do nothing."""


class PostgresLocks:
    """Advisory locks of one session."""

    def __init__(self, database_url: str) -> None:
        address = make_url(database_url).set(drivername="postgresql+psycopg")
        self._engine: Engine = create_engine(
            address, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="locks")
        self._session: Connection | None = None
        self.holder = _number()

    async def take(self, conversation_id: str) -> bool:
        """Take a conversation's lock, and return whether it was free; taken twice here, it is given back twice."""
        return bool(await self._ask(_TAKE, kind=_CONVERSATION, conversation=conversation_id))

    async def give_back(self, conversation_id: str) -> None:
        """Give a conversation's lock back; one that went with a broken connection is nobody's already."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._unlock, conversation_id)

    async def is_alive(self, holder: int) -> bool:
        """Return whether the gateway known by that number still runs."""
        return holder == self.holder or not await self._ask(_IS_GONE, kind=_ALIVE, holder=holder)

    def close(self) -> None:
        """Give everything back, and with it the sign that this gateway runs."""
        self._thread.shutdown()
        self._leave()
        self._engine.dispose()

    async def _ask(self, query: TextClause, **values: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, query, values)

    def _answer(self, query: TextClause, values: dict[str, Any]) -> Any:
        try:
            return self._here().execute(query, values).scalar_one()
        except DBAPIError:
            self._leave()  # PostgreSQL was started anew, perhaps: with another connection it may be well.
            return self._here().execute(query, values).scalar_one()

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


def locks_of(database_url: str) -> Locks:
    """Return the locks of the gateways on this database; they are to be closed."""
    return OneGateway() if make_url(database_url).get_backend_name() == "sqlite" else PostgresLocks(database_url)


def one_arrival(connection: Connection, conversation_id: str) -> None:
    """Let no other transaction record what arrives in the conversation until this one ends: ids then grow in order."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ARRIVE, {"kind": _ARRIVING, "conversation": conversation_id})


def _number() -> int:
    return secrets.randbits(31)
