"""Order: at most one turn of a conversation at a time over all gateways, and in the order in which messages arrived."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from sqlalchemy import Connection

from parley.db.locks import Locks
from parley.gateway.inbox import Waiting, open_until

MOST_WAITING = 20
# Between two looks whether another gateway is done with the conversation.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.005, 0.05


class TooManyAtOnce(Exception):
    """A conversation has too many messages under way."""


class Place:
    """One conversation's line in this gateway. asyncio's locks are fair: first come, first served."""

    def __init__(self) -> None:
        self.arriving = asyncio.Lock()
        self.turn = asyncio.Lock()
        self.length = 0


class Order:
    """Lets turns run one after the other."""

    def __init__(self, locks: Locks) -> None:
        self._locks = locks
        self._places: WeakValueDictionary[str, Place] = WeakValueDictionary()

    @asynccontextmanager
    async def place(self, conversation_id: str) -> AsyncIterator[Place]:
        """Give a place in the conversation's line, or raise TooManyAtOnce."""
        place = self._places.setdefault(conversation_id, Place())
        if place.length >= MOST_WAITING:
            raise TooManyAtOnce
        place.length += 1
        try:
            yield place
        finally:
            place.length -= 1

    @asynccontextmanager
    async def alone(self, conversation_id: str, last: int = 0) -> AsyncIterator[list[Waiting]]:
        """Keep other gateways out of the conversation, for whoever has the turn in this one.

        Gives the messages up to `last` that are to be worked now: this one, and before it those of gateways that are
        gone. A living gateway with an earlier one is let go first.
        """
        pause = SHORTEST_PAUSE
        while (waiting := await self._reached(conversation_id, last)) is None:
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        try:
            yield waiting
        finally:
            await asyncio.shield(self._locks.give_back(conversation_id))

    async def _reached(self, conversation_id: str, last: int) -> list[Waiting] | None:
        waiting = await self._taken(conversation_id, last)
        try:
            if waiting is None or not any([await self._goes_first(one, last) for one in waiting]):
                return waiting
        except BaseException:
            await asyncio.shield(self._locks.give_back(conversation_id))
            raise
        await self._locks.give_back(conversation_id)
        return None

    async def _taken(self, conversation_id: str, last: int) -> list[Waiting] | None:
        def look(connection: Connection) -> list[Waiting]:
            return open_until(connection, conversation_id, last) if last else []

        taking = asyncio.ensure_future(self._locks.take(conversation_id, look))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:  # Its thread goes on, and a lock that nobody waits for would stay.
            if await taking is not None:
                await self._locks.give_back(conversation_id)
            raise

    async def _goes_first(self, message: Waiting, last: int) -> bool:
        # What this gateway itself holds and has not worked when a later one has its turn, it never will.
        is_ours = message.holder == self._locks.holder
        return message.id < last and not is_ours and await self._locks.is_alive(message.holder)
