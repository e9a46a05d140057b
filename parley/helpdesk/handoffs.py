"""Requests for a person, kept until somebody was told."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from parley.accounts.people import is_current
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import conversations, handoffs, messages, principals

MOST_DUE = 100
MOST_MESSAGES = 20
# A second "yes" to the same question is the same request.
SAME = timedelta(minutes=1)


@dataclass(frozen=True)
class Handoff:
    """What the people behind the bot are told. `reach` and `sender` are there if the person agreed to tell them."""

    id: str
    conversation_id: str
    channel: str
    asked_at: datetime
    reach: str | None = field(repr=False)
    sender: str | None = field(repr=False)
    messages: list[dict[str, Any]] = field(repr=False)

    def told(self) -> dict[str, Any]:
        """Return it as the webhook gets it."""
        data = {
            "id": self.id,
            "conversation": self.conversation_id,
            "channel": self.channel,
            "reach": self.reach,
            "sender": self.sender,
            "messages": self.messages,
        }
        return {"type": "handoff.requested", "timestamp": self.asked_at.isoformat(), "data": data}


class Handoffs:
    """Keeps requests for a person."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def ask(self, conversation_id: str, reach: str | None, *, with_messages: bool) -> None:
        """Record that somebody asks for a person; once this returns it is passed on, whatever happens to this process.

        `reach` is what the person agreed to say about themselves, and `with_messages` whether the chat goes along.
        """
        now = self._clock()
        person = select(conversations.c.principal_id).where(conversations.c.id == conversation_id).scalar_subquery()
        again = (handoffs.c.conversation_id == conversation_id, handoffs.c.asked_at > now - SAME)
        with self._database.write() as connection:
            if connection.execute(select(handoffs.c.id).where(*again)).first():
                return
            values = {
                "id": uuid.uuid4().hex,
                "principal_id": person,
                "conversation_id": conversation_id,
                "reach": reach,
                "with_messages": with_messages,
                "asked_at": now,
            }
            connection.execute(insert(handoffs).values(values))

    def due(self) -> list[str]:
        """Return the ids of at most a hundred requests that nobody was told of yet, the oldest first."""
        waiting = select(handoffs.c.id).where(handoffs.c.settled_at.is_(None))
        with self._database.read() as connection:
            return list(connection.execute(waiting.order_by(handoffs.c.asked_at).limit(MOST_DUE)).scalars())

    def get(self, handoff_id: str) -> Handoff | None:
        """Return a request with all that may be told; None when it is gone or settled."""
        query = (
            select(handoffs, principals.c.channel, principals.c.address)
            .join(principals, principals.c.id == handoffs.c.principal_id)
            .where(handoffs.c.id == handoff_id, handoffs.c.settled_at.is_(None))
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            said = connection.execute(_before(row)).all() if row.with_messages else []
        # What the client of a channel calls somebody leads to them as well: it goes along with where to reach them.
        sender = row.address.partition(":")[2] or None if row.reach and row.channel != "web" else None
        lines = [_line(one) for one in reversed(said)]
        return Handoff(row.id, row.conversation_id, row.channel, row.asked_at, row.reach, sender, lines)

    def settle(self, handoff_id: str) -> None:
        """Note that somebody was told, or that it was given up; how to reach the person is kept no longer."""
        done = update(handoffs).where(handoffs.c.id == handoff_id)
        with self._database.write() as connection:
            connection.execute(done.values(settled_at=self._clock(), reach=None))


def _before(asked: Row[Any]) -> Any:
    mine = (is_current(asked.conversation_id, asked.asked_at), messages.c.created_at <= asked.asked_at)
    return select(messages).where(*mine).order_by(messages.c.id.desc()).limit(MOST_MESSAGES)


def _line(message: Row[Any]) -> dict[str, Any]:
    return {"from": message.author, "text": message.body.get("text", ""), "at": message.created_at.isoformat()}
