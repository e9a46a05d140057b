"""The inbox: what a person said is recorded before it is worked, so that no kill loses it and no repeat doubles it."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from parley.clock import Clock
from parley.db.engine import Database
from parley.db.locks import one_arrival
from parley.db.tables import inbox

# After so long a person has gone on without an answer: their words are no longer worked behind their back.
TOO_LATE = timedelta(minutes=15)
# How long a message is known again by the client's id.
REMEMBER = timedelta(days=30)
BATCH = 500
_IS_OPEN = inbox.c.worked_at.is_(None) & inbox.c.withdrawn_at.is_(None)
# What every turn needs, put together once.
_INSERT = insert(inbox).returning(inbox.c.id)
_WAITING = (
    select(inbox.c.id, inbox.c.holder)
    .where(inbox.c.conversation_id == bindparam("conversation"), _IS_OPEN, inbox.c.id <= bindparam("last"))
    .order_by(inbox.c.id)
)
_WORK_OFF = (
    update(inbox)
    .where(inbox.c.id == bindparam("message"), inbox.c.worked_at.is_(None))
    .values(worked_at=bindparam("now"), body={}, payload=None)
)


@dataclass(frozen=True)
class Received:
    """A message of a person, as the inbox has it."""

    id: int
    conversation_id: str
    turn: str
    holder: int
    received_at: datetime
    body: dict[str, Any] = field(repr=False)
    message_id: str | None = None
    payload: str | None = field(default=None, repr=False)
    is_worked: bool = False
    is_withdrawn: bool = False
    is_late: bool = False
    # Whether this very call recorded it.
    is_new: bool = False
    # Whether it was withdrawn before that, and has been sent again.
    is_again: bool = False

    @property
    def is_first_try(self) -> bool:
        """Return whether it is worked for the first time, by whoever took it, at the moment it was said."""
        return self.is_new and not self.is_again

    @property
    def text(self) -> str:
        """Return what was typed, or a pressed button's payload."""
        return str(self.body["text"])

    @property
    def said(self) -> dict[str, Any]:
        """Return the message as the transcript keeps it."""
        known = {"id": self.message_id} if self.message_id else {}
        return {"text": self.body.get("title") or self.text, **known}


class Waiting(NamedTuple):
    """A message neither worked nor withdrawn, and the gateway that holds it."""

    id: int
    holder: int


class Inbox:
    """Keeps what people say; `holder` is the gateway that records it."""

    def __init__(self, database: Database, clock: Clock, holder: int) -> None:
        self._database = database
        self._clock = clock
        self.holder = holder

    async def record(self, conversation_id: str, text: str, title: str | None, message_id: str | None) -> Received:
        """Return the message as recorded now, or as it was under the same id before.

        One whose sender was told that it failed arrives anew: behind what came meanwhile, but as the same turn.
        """
        body = {"text": text, **({"title": title} if title else {})}
        return await self._database.run(self._record, conversation_id, body, message_id)

    async def find(self, message: int) -> Received | None:
        """Return a message by its id here, None when it is gone."""
        return await self._database.run(self._find, message)

    async def decide(self, message: int, payload: str) -> None:
        """Note what the message stands for, to be kept when it is worked again."""
        await self._database.run(self._update, message, payload=payload)

    async def withdraw(self, message: int) -> None:
        """Let the message rest until it is sent again, unless it was worked: its sender is told that it failed."""
        await self._database.run(self._update, message, withdrawn_at=self._clock(), body={})

    async def holders(self) -> set[int]:
        """Return the other gateways that hold messages not worked yet."""
        return await self._database.run(self._holders)

    async def held_by(self, holder: int) -> list[Received]:
        """Return the messages not worked yet that a gateway holds, in order."""
        return await self._database.run(self._held_by, holder)

    def sweep(self) -> int:
        """Forget at most 500 messages that no repeat can come of any more, and return how many."""
        old = select(inbox.c.id).where(~_IS_OPEN, inbox.c.received_at < self._clock() - REMEMBER).limit(BATCH)
        with self._database.write() as connection:
            return connection.execute(delete(inbox).where(inbox.c.id.in_(old.scalar_subquery()))).rowcount

    def _record(self, conversation_id: str, body: dict[str, Any], message_id: str | None) -> Received:
        with self._database.write() as connection:
            one_arrival(connection, conversation_id)
            before = self._before(connection, conversation_id, message_id) if message_id else None
            if before and not before.is_withdrawn:
                return before
            if before:
                connection.execute(delete(inbox).where(inbox.c.id == before.id))
            new: dict[str, Any] = {
                "conversation_id": conversation_id,
                "message_id": message_id,
                "turn": before.turn if before else uuid.uuid4().hex,
                "body": body,
                "payload": before.payload if before else None,
                "holder": self.holder,
                "received_at": self._clock(),
            }
            made = connection.execute(_INSERT, new).scalar_one()
        return Received(id=made, is_new=True, is_again=before is not None, **new)

    def _before(self, connection: Connection, conversation_id: str, message_id: str) -> Received | None:
        same = (inbox.c.conversation_id == conversation_id) & (inbox.c.message_id == message_id)
        row = connection.execute(select(inbox).where(same)).one_or_none()
        return self._received(row) if row else None

    def _find(self, message: int) -> Received | None:
        with self._database.read() as connection:
            row = connection.execute(select(inbox).where(inbox.c.id == message)).one_or_none()
        return self._received(row) if row else None

    def _update(self, message: int, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(update(inbox).where(inbox.c.id == message, _IS_OPEN).values(values))

    def _holders(self) -> set[int]:
        query = select(inbox.c.holder).where(_IS_OPEN, inbox.c.holder != self.holder).distinct()
        with self._database.read() as connection:
            return set(connection.execute(query).scalars())

    def _held_by(self, holder: int) -> list[Received]:
        query = select(inbox).where(_IS_OPEN, inbox.c.holder == holder).order_by(inbox.c.id).limit(BATCH)
        with self._database.read() as connection:
            return [self._received(row) for row in connection.execute(query)]

    def _received(self, row: Row[Any]) -> Received:
        return Received(
            row.id,
            row.conversation_id,
            row.turn,
            row.holder,
            row.received_at,
            row.body,
            row.message_id,
            row.payload,
            is_worked=row.worked_at is not None,
            is_withdrawn=row.withdrawn_at is not None,
            is_late=row.received_at < self._clock() - TOO_LATE,
        )


def open_until(connection: Connection, conversation_id: str, last: int) -> list[Waiting]:
    """Return the conversation's messages up to that id that are neither worked nor withdrawn, in order."""
    rows = connection.execute(_WAITING, {"conversation": conversation_id, "last": last})
    return [Waiting(row.id, row.holder) for row in rows]


def work_off(connection: Connection, message: Received, now: datetime) -> bool:
    """Mark the message as worked, in the transaction that stores its answers; False when somebody else has done so."""
    return connection.execute(_WORK_OFF, {"message": message.id, "now": now}).rowcount == 1
