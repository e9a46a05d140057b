"""Messages that a client asks for: given to it until it says that it has them, and meanwhile not with an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update

from parley.accounts.people import Conversation
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import conversations, messages, principals
from parley.gateway.said import Said


@dataclass(frozen=True)
class Picked:
    """A message for somebody, and the id that it is known by."""

    id: int
    conversation: Conversation
    said: Said


@dataclass(frozen=True)
class Batch:
    """Messages in the order in which they came up, and whether there are more."""

    messages: Sequence[Picked]
    more: bool


class Pickup:
    """Hands waiting messages to whoever asks for them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def take(self, client: str, sender: str | None, after: int | None, most: int) -> Batch:
        """Return what waits for a client's people, or for one of them, at most `most` messages.

        What was picked up before counts as arrived up to `after`, and comes again where it is later than that.
        """
        return await self._database.run(self._take, client, sender, after, most)

    def _take(self, client: str, sender: str | None, after: int | None, most: int) -> Batch:
        now, theirs = self._clock(), _of(client, sender)
        waits = (messages.c.author == "bot") & messages.c.delivered_at.is_(None)
        query = (
            select(messages, conversations.c.principal_id, principals.c.address)
            .join(conversations, messages.c.conversation_id == conversations.c.id)
            .join(principals, conversations.c.principal_id == principals.c.id)
            .where(waits, theirs)
            .order_by(messages.c.id)
        )
        with self._database.write() as connection:
            if after is not None:
                # Only what was picked up: an earlier one may have come to light since.
                arrived = waits & messages.c.picked_at.is_not(None) & (messages.c.id <= after)
                whose = select(conversations.c.id).join(principals).where(theirs)
                mine = arrived & messages.c.conversation_id.in_(whose)
                connection.execute(update(messages).where(mine).values(delivered_at=now))
            rows = connection.execute(query.limit(most + 1)).all()
            if chosen := [row.id for row in rows[:most]]:
                connection.execute(update(messages).where(messages.c.id.in_(chosen)).values(picked_at=now))
        return Batch([_picked(row) for row in rows[:most]], len(rows) > most)


def _of(client: str, sender: str | None) -> ColumnElement[bool]:
    # No LIKE: to SQLite, `Acme:` would be like `acme:`.
    address, begin = principals.c.address, f"{client}:"
    whose = func.substr(address, 1, len(begin)) == begin if sender is None else address == begin + sender
    return (principals.c.channel == "rest") & whose


def _picked(row: Row[Any]) -> Picked:
    conversation = Conversation(row.conversation_id, row.principal_id, "rest", row.address)
    return Picked(row.id, conversation, Said(row.author, row.body, row.created_at, row.id))
