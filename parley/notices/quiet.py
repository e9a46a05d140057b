"""Quiet hours on a person's own clocks."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from parley.when.wall import land

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class QuietHours:
    """From one time of day to another, over midnight when the second is the earlier one."""

    start: time
    end: time

    def until(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Return when the quiet that holds now is over (in UTC), None when it is not quiet.

        By the wall clock, whatever that does meanwhile: a time that a day skips is when the clocks have jumped over
        it, one that comes twice is its first for the beginning and its second for the end.
        """
        local = now.astimezone(zone)
        for begins_on in (local.date() - _DAY, local.date()):
            ends_on = begins_on + (_DAY if self.end <= self.start else timedelta())
            begins = land(datetime.combine(begins_on, self.start), zone).choices[0].astimezone(UTC)
            ends = land(datetime.combine(ends_on, self.end), zone).choices[-1].astimezone(UTC)
            if begins <= now < ends:
                return ends
        return None
