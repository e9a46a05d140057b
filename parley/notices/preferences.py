"""What each person wants to be told of their calendar, and when not."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, tzinfo

from sqlalchemy import delete, insert, select

from parley.db.engine import Database
from parley.db.tables import notice_settings
from parley.notices.happened import Kind
from parley.notices.quiet import QuietHours

# What people tell apart: no-shows are one thing to them.
GROUPS: dict[str, frozenset[Kind]] = {
    "bookings": frozenset({Kind.BOOKED}),
    "cancellations": frozenset({Kind.CANCELED}),
    "moves": frozenset({Kind.MOVED}),
    "no_shows": frozenset({Kind.NO_SHOW, Kind.NO_SHOW_UNDONE}),
}


@dataclass(frozen=True)
class Wanted:
    """What one person wants to hear; everything, at any time, until they say otherwise."""

    off: frozenset[str] = field(default_factory=frozenset)
    quiet: QuietHours | None = None
    paused_until: datetime | None = None

    def wants(self, kind: Kind) -> bool:
        """Return whether news of this kind are wanted at all."""
        return not any(kind in GROUPS[name] for name in self.off)

    def waits_until(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Return until when everything waits, None when it can be told now."""
        paused = self.paused_until if self.paused_until and self.paused_until > now else None
        quiet = self.quiet.until(max(now, paused) if paused else now, zone) if self.quiet else None
        return quiet or paused

    def only(self, groups: frozenset[str]) -> "Wanted":
        """Return the same with these groups on and all others off."""
        return replace(self, off=frozenset(GROUPS) - groups)

    def switched(self, groups: frozenset[str], *, on: bool) -> "Wanted":
        """Return the same with these groups on, or off; whatever is asked for also ends a pause."""
        return replace(
            self,
            off=self.off - groups if on else self.off | groups,
            paused_until=None if on else self.paused_until,
        )


class Preferences:
    """Keeps what people want."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, principal_id: str) -> Wanted:
        """Return what a person wants."""
        query = select(notice_settings).where(notice_settings.c.principal_id == principal_id)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return Wanted()
        hours = (row.quiet_from, row.quiet_to)
        quiet = QuietHours(*map(time.fromisoformat, hours)) if all(hours) else None
        return Wanted(frozenset(row.off.split()) & frozenset(GROUPS), quiet, row.paused_until)

    def keep(self, principal_id: str, wanted: Wanted) -> None:
        """Keep what a person wants from now on."""
        quiet = wanted.quiet
        values = {
            "principal_id": principal_id,
            "off": " ".join(sorted(wanted.off)),
            "quiet_from": f"{quiet.start:%H:%M}" if quiet else None,
            "quiet_to": f"{quiet.end:%H:%M}" if quiet else None,
            "paused_until": wanted.paused_until,
        }
        with self._database.write() as connection:
            connection.execute(delete(notice_settings).where(notice_settings.c.principal_id == principal_id))
            connection.execute(insert(notice_settings).values(values))
