"""The board: notices that wait to be told, those told together, and what became of them."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import notices
from parley.notices.happened import Happened, Kind

# What was handed over, or put off because Calendly was away, and is not settled by then is tried again.
TRIED_AGAIN = timedelta(minutes=10)
POINTLESS = timedelta(days=3)
KEPT = timedelta(days=30)
MOST = 200


@dataclass(frozen=True)
class Addressee:
    """Who has to hear: a person, where, and with which account; None stands for the house's, seen by a visitor."""

    principal_id: str
    conversation_id: str
    grant_id: str | None


@dataclass(frozen=True)
class Notice:
    """One piece of news for one person."""

    id: str
    principal_id: str
    conversation_id: str
    grant_id: str | None
    kind: Kind
    invitee: str
    before: str | None
    heard_at: datetime


class Board:
    """Keeps notices."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def put(self, to: Addressee, happened: Happened) -> str | None:
        """Keep a notice and return its id; None when this person has had it already."""
        values = {
            "id": happened.id_for(to.principal_id),
            "principal_id": to.principal_id,
            "conversation_id": to.conversation_id,
            "grant_id": to.grant_id,
            "kind": happened.kind.value,
            "invitee": happened.invitee,
            "before": happened.before,
            "heard_at": self._clock(),
        }
        try:
            with self._database.write() as connection:
                connection.execute(insert(notices).values(values))
        except IntegrityError:
            return None
        return str(values["id"])

    def waiting(self, conversation_id: str) -> list[Notice]:
        """Return what waits in a conversation, the first heard first."""
        query = select(notices).where(notices.c.conversation_id == conversation_id, self._waits())
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(notices.c.heard_at, notices.c.id)).mappings().all()
        return [_notice(row) for row in rows]

    def overdue(self, before: datetime) -> list[str]:
        """Return the conversations in which something has waited since before a moment, and was not told."""
        query = select(notices.c.conversation_id).where(self._waits(), notices.c.heard_at <= before)
        with self._database.read() as connection:
            return list(connection.execute(query.distinct().limit(MOST)).scalars())

    def bind(self, batch: str, ids: Collection[str]) -> None:
        """Let notices be told together."""
        change = update(notices).where(notices.c.id.in_(ids), notices.c.settled_at.is_(None))
        with self._database.write() as connection:
            connection.execute(change.values(batch=batch, batched_at=self._clock()))

    def batch(self, batch: str, principal_id: str) -> list[Notice]:
        """Return what of a batch a person is still to be told, the first heard first."""
        wanted = (notices.c.batch == batch, notices.c.principal_id == principal_id, notices.c.settled_at.is_(None))
        with self._database.read() as connection:
            query = select(notices).where(*wanted).order_by(notices.c.heard_at, notices.c.id)
            return [_notice(row) for row in connection.execute(query).mappings().all()]

    def has(self, batch: str) -> bool:
        """Return whether anything of a batch is still to be told."""
        query = select(notices.c.id).where(notices.c.batch == batch, notices.c.settled_at.is_(None)).limit(1)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def touch(self, batch: str) -> None:
        """Note that a batch is being told at this moment: it is not to be told another way meanwhile."""
        mine = update(notices).where(notices.c.batch == batch, notices.c.settled_at.is_(None))
        with self._database.write() as connection:
            connection.execute(mine.values(batched_at=self._clock()))

    def put_off(self, ids: Collection[str]) -> None:
        """Take notices that cannot be told now out of their batch, which is settled without them; they wait on."""
        self.bind(uuid.uuid4().hex, ids)

    def settle(self, ids: Iterable[str]) -> None:
        """Note that these are told, or are nothing to tell any more."""
        change = update(notices).where(notices.c.id.in_(list(ids)), notices.c.settled_at.is_(None))
        with self._database.write() as connection:
            connection.execute(change.values(settled_at=self._clock()))

    def settle_batch(self, batch: str) -> None:
        """Note that all of a batch are told."""
        change = update(notices).where(notices.c.batch == batch, notices.c.settled_at.is_(None))
        with self._database.write() as connection:
            connection.execute(change.values(settled_at=self._clock()))

    def sweep(self) -> int:
        """Give up what is days old, forget what is weeks old, and return how much was forgotten."""
        now = self._clock()
        late = (notices.c.settled_at.is_(None), notices.c.heard_at < now - POINTLESS)
        with self._database.write() as connection:
            connection.execute(update(notices).where(*late).values(settled_at=now))
            return connection.execute(delete(notices).where(notices.c.heard_at < now - KEPT)).rowcount

    def _waits(self) -> ColumnElement[bool]:
        tried = and_(notices.c.batch.is_not(None), notices.c.batched_at < self._clock() - TRIED_AGAIN)
        return and_(notices.c.settled_at.is_(None), or_(notices.c.batch.is_(None), tried))


def _notice(row: RowMapping) -> Notice:
    names = Notice.__dataclass_fields__
    return Notice(**{**{name: row[name] for name in names}, "kind": Kind(row["kind"])})
