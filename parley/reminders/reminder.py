"""A reminder, and where it is kept."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime, tzinfo
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from parley.calendly.models import ScheduledEvent
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import reminders
from parley.reminders.rules import Lead

Kind = Literal["once", "every", "moment"]
MOST = 20  # of one person


class TooMany(Exception):
    """The person has as many as anybody may have."""


@dataclass(frozen=True)
class Calendar:
    """Whose calendar something is about: an account of the person's by its owner's URI, or (None) the house's."""

    principal_id: str
    conversation_id: str
    owner: str | None


@dataclass(frozen=True)
class Reminder:
    """What somebody wants to be reminded of: before one event, before every one, or at a moment of their own.

    Every one is every one of `event_type`, a URI, where there is any; `type_name` is what that is called.
    `starts_at` is when its event, or the next one of all, was last seen to start. `next_due` is None while nothing is
    to be told. Whatever was due up to `told_until` was told.
    """

    id: str
    calendar: Calendar
    kind: Kind
    lead: Lead
    event_id: str | None
    starts_at: datetime | None
    at: datetime | None
    told_until: datetime
    next_due: datetime | None
    event_type: str | None = None
    type_name: str | None = None

    @property
    def is_open(self) -> bool:
        """Return whether there is anything left to tell: what was told once stays a while, for events that move."""
        return self.kind == "every" or self.next_due is not None

    def is_of(self, event: ScheduledEvent) -> bool:
        """Return whether an event is of the type that it keeps to, if it keeps to any."""
        return self.event_type in (None, event.event_type)

    def due(self, start: datetime, zone: tzinfo) -> datetime:
        """Return when it is due for an event that starts then."""
        return self.at or self.lead.due(start, zone)


class Reminders:
    """Keeps reminders."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        calendar: Calendar,
        kind: Kind,
        lead: Lead,
        *,
        event_id: str | None = None,
        starts_at: datetime | None = None,
        at: datetime | None = None,
        next_due: datetime | None = None,
        event_type: str | None = None,
        type_name: str | None = None,
    ) -> Reminder:
        """Keep a new one, or return the very same one that is there already. TooMany beyond twenty."""
        now = self._clock()
        new = uuid.uuid4().hex
        made = Reminder(new, calendar, kind, lead, event_id, starts_at, at, now, next_due, event_type, type_name)
        with self._database.write() as connection:
            known = _open(connection, calendar.principal_id)
            if same := [one for one in known if _same(one) == _same(made)]:
                return same[0]
            if len(known) >= MOST:
                raise TooMany
            connection.execute(insert(reminders).values(**_row(made), created_at=now, look_at=now))
        return made

    def of(self, principal_id: str) -> list[Reminder]:
        """Return those of a person that are still to be told, in the order in which they were made."""
        with self._database.read() as connection:
            return _open(connection, principal_id)

    def get(self, reminder_id: str, principal_id: str) -> Reminder | None:
        """Return one of a person's, None when it is gone or somebody else's."""
        with self._database.read() as connection:
            mine = (reminders.c.id == reminder_id) & (reminders.c.principal_id == principal_id)
            return next(map(_reminder, _rows(connection, mine)), None)

    def change(self, reminder: Reminder, lead: Lead, next_due: datetime | None, at: datetime | None = None) -> Reminder:
        """Give it another lead, or a moment; what was told already is not told again by the new one."""
        kind: Kind = "every" if reminder.kind == "every" else "moment" if at else "once"
        changed = replace(reminder, kind=kind, lead=lead, at=at, told_until=self._clock(), next_due=next_due)
        self._update(reminder.id, **_row(changed), look_at=self._clock())
        return changed

    def remove(self, reminder_ids: Collection[str], principal_id: str) -> int:
        """Forget those of a person; return how many there were."""
        mine = reminders.c.id.in_(reminder_ids), reminders.c.principal_id == principal_id
        with self._database.write() as connection:
            return connection.execute(delete(reminders).where(*mine)).rowcount

    def forget(self, principal_id: str, owners: Collection[str]) -> None:
        """Forget all that is about these accounts of a person."""
        mine = reminders.c.owner.in_(owners), reminders.c.principal_id == principal_id
        with self._database.write() as connection:
            connection.execute(delete(reminders).where(*mine))

    def follow(self, principal_id: str, event_id: str, moved_to: str) -> None:
        """Let what was about an event be about the one that took its place, as soon as it is looked at."""
        mine = reminders.c.event_id == event_id, reminders.c.principal_id == principal_id
        with self._database.write() as connection:
            connection.execute(update(reminders).where(*mine).values(event_id=moved_to, look_at=self._clock()))

    def plan(self, reminder_id: str, *, look_at: datetime, **seen: Any) -> None:
        """Note what was seen of its event: `event_id`, `starts_at` and `next_due`, as far as given."""
        self._update(reminder_id, look_at=look_at, **seen)

    def told(self, reminder_id: str, due: datetime) -> None:
        """Note that what was due then is told, unless it was planned anew meanwhile; what is next is looked for."""
        still = reminders.c.id == reminder_id, reminders.c.next_due == due
        values = {"told_until": due, "next_due": None, "look_at": self._clock()}
        with self._database.write() as connection:
            connection.execute(update(reminders).where(*still).values(values))

    def due(self, most: int) -> list[Reminder]:
        """Return those whose time has come, the longest overdue first."""
        with self._database.read() as connection:
            return [_reminder(row) for row in _rows(connection, reminders.c.next_due <= self._clock(), most)]

    def to_look_at(self, most: int) -> list[Calendar]:
        """Return the calendars that have to be looked into, the longest overdue first."""
        whose = reminders.c.principal_id, reminders.c.conversation_id, reminders.c.owner
        query = select(*whose).where(reminders.c.look_at <= self._clock()).group_by(*whose)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(func.min(reminders.c.look_at)).limit(most)).all()
        return [Calendar(*row) for row in rows]

    def within(self, calendar: Calendar) -> list[Reminder]:
        """Return all that is about one calendar, what was told too."""
        about = reminders.c.owner.is_not_distinct_from(calendar.owner)
        mine = about & (reminders.c.conversation_id == calendar.conversation_id)
        with self._database.read() as connection:
            return [_reminder(row) for row in _rows(connection, mine)]

    def _update(self, reminder_id: str, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(update(reminders).where(reminders.c.id == reminder_id).values(**values))


def _open(connection: Connection, principal_id: str) -> list[Reminder]:
    known = map(_reminder, _rows(connection, reminders.c.principal_id == principal_id))
    return [one for one in known if one.is_open]


def _same(one: Reminder) -> object:
    return one.calendar, one.kind, one.lead, one.event_id, one.event_type, one.at


def _rows(connection: Connection, chosen: Any, most: int | None = None) -> list[RowMapping]:
    order = (reminders.c.next_due, reminders.c.created_at) if most else (reminders.c.created_at, reminders.c.id)
    return list(connection.execute(select(reminders).where(chosen).order_by(*order).limit(most)).mappings())


def _row(one: Reminder) -> dict[str, Any]:
    own = {field.name: getattr(one, field.name) for field in fields(one) if field.name not in ("calendar", "lead")}
    whose = {field.name: getattr(one.calendar, field.name) for field in fields(one.calendar)}
    return own | whose | {field.name: getattr(one.lead, field.name) for field in fields(one.lead)}


def _reminder(row: RowMapping) -> Reminder:
    calendar = Calendar(row["principal_id"], row["conversation_id"], row["owner"])
    lead = Lead(row["minutes"], row["days"], row["wall"])
    return Reminder(
        row["id"], calendar, row["kind"], lead, row["event_id"], row["starts_at"], row["at"], row["told_until"],
        row["next_due"], row["event_type"], row["type_name"],
    )  # fmt: skip
