"""What was said, in order: for history, for answers not yet handed over, and for which buttons were offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import messages

HISTORY = 200  # messages shown again after a reload
OFFERS = 50  # messages with buttons, back from now, whose buttons still count


@dataclass(frozen=True)
class Said:
    """A message of the person ("user") or of the bot, in Rasa's form."""

    author: str
    body: dict[str, Any]
    at: datetime


class Transcript:
    """Keeps every message of every conversation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self, conversation_id: str, user: dict[str, Any] | None, bot: Sequence[dict[str, Any]], *, delivered: bool
    ) -> list[Said]:
        """Store one turn. When it is being handed over now, return the bot's waiting messages and then these."""
        return await self._database.run(self._add, conversation_id, user, bot, delivered)

    async def drop_waiting(self, conversation_id: str) -> None:
        """Forget what was not handed over yet and has been overtaken by what the person did."""
        await self._database.run(self._drop_waiting, conversation_id)

    async def history(self, conversation_id: str) -> list[Said]:
        """Return the last messages, the oldest first."""
        return await self._database.run(self._history, conversation_id)

    async def was_offered(self, conversation_id: str, payload: str) -> bool:
        """Return whether the bot offered a button with this very payload in this conversation."""
        return await self._database.run(self._was_offered, conversation_id, payload)

    def _add(
        self, conversation_id: str, user: dict[str, Any] | None, bot: Sequence[dict[str, Any]], delivered: bool
    ) -> list[Said]:
        now = self._clock()
        said = [Said("user", user, now)] if user else []
        said += [Said("bot", body, now) for body in bot]
        with self._database.write() as connection:
            waiting = self._take_waiting(connection, conversation_id, now) if delivered else []
            if said:
                rows = [_row(conversation_id, one, now if delivered or one.author == "user" else None) for one in said]
                connection.execute(insert(messages), rows)
        return [*waiting, *(one for one in said if one.author == "bot")]

    def _drop_waiting(self, conversation_id: str) -> None:
        is_waiting = (messages.c.conversation_id == conversation_id) & messages.c.delivered_at.is_(None)
        with self._database.write() as connection:
            connection.execute(delete(messages).where(is_waiting))

    def _take_waiting(self, connection: Connection, conversation_id: str, now: datetime) -> list[Said]:
        is_waiting = (messages.c.conversation_id == conversation_id) & messages.c.delivered_at.is_(None)
        rows = connection.execute(select(messages).where(is_waiting).order_by(messages.c.id)).all()
        if rows:
            connection.execute(update(messages).where(is_waiting).values(delivered_at=now))
        return [Said(row.author, row.body, row.created_at) for row in rows]

    def _history(self, conversation_id: str) -> list[Said]:
        query = select(messages).where(messages.c.conversation_id == conversation_id)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(messages.c.id.desc()).limit(HISTORY)).all()
        return [Said(row.author, row.body, row.created_at) for row in reversed(rows)]

    def _was_offered(self, conversation_id: str, payload: str) -> bool:
        query = (
            select(messages.c.body)
            .where(messages.c.conversation_id == conversation_id, messages.c.has_buttons)
            .order_by(messages.c.id.desc())
            .limit(OFFERS)
        )
        with self._database.read() as connection:
            bodies = connection.execute(query).scalars()
            return any(payload in payloads(body) for body in bodies)


def payloads(body: dict[str, Any]) -> set[str]:
    """Return the payloads that pressing a message's buttons sends."""
    buttons = body.get("buttons") or []
    return {button["payload"] for button in buttons if "payload" in button and button.get("type") != "connect"}


def _row(conversation_id: str, said: Said, delivered_at: datetime | None) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "author": said.author,
        "body": said.body,
        "has_buttons": said.author == "bot" and bool(payloads(said.body)),
        "created_at": said.at,
        "delivered_at": delivered_at,
    }
