"""A digest, and where it is kept."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import digests
from parley.reminders.reminder import Calendar, TooMany
from parley.reminders.rules import Weekly
from parley.when.zones import zone_of

Covers = Literal["day", "tomorrow", "week"]
MOST = 5  # of one person
type ZoneOf = Callable[[str], ZoneInfo]


@dataclass(frozen=True)
class Digest:
    """What somebody wants told, and when. `zone` is the one they named, None while it follows their own.

    `next_due` was found on the clocks of `zone_used`.
    """

    id: str
    calendar: Calendar
    rule: Weekly
    covers: Covers
    zone: str | None
    zone_used: str
    next_due: datetime


class Digests:
    """Keeps digests. `zone_of` returns a person's zone."""

    def __init__(self, database: Database, zone_of_person: ZoneOf, clock: Clock) -> None:
        self._database = database
        self._zone_of_person = zone_of_person
        self._clock = clock

    def add(self, calendar: Calendar, rule: Weekly, covers: Covers, zone: str | None = None) -> Digest:
        """Keep a new one, or return the very same one that is there already. TooMany beyond five."""
        made = self._planned(Digest(uuid.uuid4().hex, calendar, rule, covers, zone, "", self._clock()))
        with self._database.write() as connection:
            known = _of(connection, calendar.principal_id)
            if same := [one for one in known if (one.calendar, one.rule, one.covers) == (calendar, rule, covers)]:
                return same[0]
            if len(known) >= MOST:
                raise TooMany
            connection.execute(insert(digests).values(**_row(made), created_at=self._clock()))
        return made

    def of(self, principal_id: str) -> list[Digest]:
        """Return those of a person, in the order in which they were made."""
        with self._database.read() as connection:
            return _of(connection, principal_id)

    def get(self, digest_id: str, principal_id: str) -> Digest | None:
        """Return one of a person's, None when it is gone or somebody else's."""
        return next((one for one in self.of(principal_id) if one.id == digest_id), None)

    def change(self, digest: Digest, **changes: Any) -> Digest:
        """Give it another rule, or cover something else; return it as it is then."""
        changed = self._planned(replace(digest, **changes))
        self._update(digest.id, **_row(changed))
        return changed

    def remove(self, digest_ids: Collection[str], principal_id: str) -> int:
        """Forget those of a person; return how many there were."""
        mine = digests.c.id.in_(digest_ids), digests.c.principal_id == principal_id
        with self._database.write() as connection:
            return connection.execute(delete(digests).where(*mine)).rowcount

    def forget(self, principal_id: str, owners: Collection[str]) -> None:
        """Forget all that is about these accounts of a person."""
        mine = digests.c.owner.in_(owners), digests.c.principal_id == principal_id
        with self._database.write() as connection:
            connection.execute(delete(digests).where(*mine))

    def due(self, most: int) -> list[Digest]:
        """Return those whose time has come, the longest overdue first."""
        query = select(digests).where(digests.c.next_due <= self._clock()).order_by(digests.c.next_due).limit(most)
        with self._database.read() as connection:
            return [_digest(row) for row in connection.execute(query).mappings()]

    def last(self, digest: Digest) -> datetime:
        """Return the latest time up to now at which it was due: after a long while away, only that one counts."""
        last = digest.rule.last(self._clock(), zone_of(digest.zone_used))
        return max(digest.next_due, last.astimezone(UTC))

    def told(self, digest_id: str, due: datetime) -> None:
        """Note that it was told for that time, and plan the time after this moment."""
        with self._database.read() as connection:
            rows = connection.execute(select(digests).where(digests.c.id == digest_id)).mappings().all()
        for one in map(_digest, rows):
            if one.next_due <= due:
                self._plan_anew(one)

    def follow_zones(self) -> int:
        """Plan anew those whose people are in another zone by now, and return how many those were."""
        with self._database.read() as connection:
            rows = connection.execute(select(digests).where(digests.c.zone.is_(None))).mappings().all()
        moved = [one for one in map(_digest, rows) if self._zone(one).key != one.zone_used]
        for one in moved:
            if one.next_due > self._clock():  # What is due now is told as it was planned.
                self._plan_anew(one)
        return len(moved)

    def _plan_anew(self, digest: Digest) -> None:
        still = digests.c.id == digest.id, digests.c.next_due == digest.next_due
        planned = self._planned(digest)
        values = {"next_due": planned.next_due, "zone_used": planned.zone_used}
        with self._database.write() as connection:
            connection.execute(update(digests).where(*still).values(values))

    def _planned(self, digest: Digest) -> Digest:
        zone = self._zone(digest)
        return replace(digest, zone_used=zone.key, next_due=digest.rule.after(self._clock(), zone).astimezone(UTC))

    def _zone(self, digest: Digest) -> ZoneInfo:
        return zone_of(digest.zone) if digest.zone else self._zone_of_person(digest.calendar.principal_id)

    def _update(self, digest_id: str, **values: Any) -> None:
        with self._database.write() as connection:
            connection.execute(update(digests).where(digests.c.id == digest_id).values(**values))


def _of(connection: Connection, principal_id: str) -> list[Digest]:
    query = select(digests).where(digests.c.principal_id == principal_id).order_by(digests.c.created_at, digests.c.id)
    return [_digest(row) for row in connection.execute(query).mappings()]


def _row(one: Digest) -> dict[str, Any]:
    return {
        "id": one.id,
        "principal_id": one.calendar.principal_id,
        "conversation_id": one.calendar.conversation_id,
        "owner": one.calendar.owner,
        "weekdays": ",".join(map(str, one.rule.weekdays)),
        "wall": one.rule.wall,
        "covers": one.covers,
        "zone": one.zone,
        "zone_used": one.zone_used,
        "next_due": one.next_due,
    }


def _digest(row: RowMapping) -> Digest:
    calendar = Calendar(row["principal_id"], row["conversation_id"], row["owner"])
    rule = Weekly(tuple(int(day) for day in row["weekdays"].split(",")), row["wall"])
    return Digest(row["id"], calendar, rule, row["covers"], row["zone"], row["zone_used"], row["next_due"])
