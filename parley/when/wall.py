"""Local wall-clock time and moments: hours that a day does not have, and hours that it has twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from dateutil.relativedelta import relativedelta

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Landing:
    """Where a wall-clock time lands: one moment, or two in order of time that a person may choose from.

    In an overlap they are the first and the second. In a gap they are the wall time by the clocks of after the change,
    which lies before it, and by those of before, which lies after it.
    """

    kind: Literal["normal", "gap", "overlap"]
    choices: tuple[datetime, ...]

    @property
    def certain(self) -> bool:
        """Return whether there is nothing to ask."""
        return self.kind == "normal"

    @property
    def moment(self) -> datetime:
        """Return the moment, or the one taken when nobody can be asked (RFC 5545 §3.3.5): after a gap, first of two."""
        return self.choices[-1] if self.kind == "gap" else self.choices[0]

    @property
    def offsets(self) -> tuple[timedelta, ...]:
        """Return the offset from UTC of each choice."""
        return tuple(offset_of(choice) for choice in self.choices)


@dataclass(frozen=True)
class Transition:
    """A change of a zone's clocks: the moment (in UTC), and the offsets before it and from it on."""

    at: datetime
    before: timedelta
    after: timedelta


def offset_of(moment: datetime) -> timedelta:
    """Return an aware moment's offset from UTC. ValueError for a naive one."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without a zone")
    return offset


def land(wall: datetime, zone: tzinfo) -> Landing:
    """Return where a naive wall-clock time lands in a zone (PEP 495: `fold` tells the two sides of a change apart)."""
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if offset_of(early) == offset_of(late):
        return Landing("normal", (early,))
    if offset_of(early) > offset_of(late):
        return Landing("overlap", (early, late))
    return Landing("gap", (_real(late, zone), _real(early, zone)))


def add(moment: datetime, by: relativedelta | timedelta, zone: tzinfo) -> Landing:
    """Return the moment later (or earlier) by `by`.

    A timedelta is time that passes ("24 hours later"). A relativedelta keeps the wall clock for its years to days ("the
    same time tomorrow"), and only they can land in a gap or an overlap; its hours to seconds then pass from each
    choice. It makes a day of 24 hours by itself, so hours that are to pass are better given as a timedelta.
    """
    local = moment.astimezone(zone)
    if isinstance(by, timedelta):
        return Landing("normal", (later(local, by),))
    days = relativedelta(years=by.years, months=by.months, days=by.days)
    passing = timedelta(hours=by.hours, minutes=by.minutes, seconds=by.seconds)
    landing = land(local.replace(tzinfo=None) + days, zone) if days else Landing("normal", (local,))
    return Landing(landing.kind, tuple(later(choice, passing) for choice in landing.choices))


def later(moment: datetime, by: timedelta) -> datetime:
    """Return the moment after `by` has passed, in the moment's own zone. `moment + by` would move the wall clock."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def day_start(day: date, zone: tzinfo) -> datetime:
    """Return a day's first moment: midnight, or the end of the gap where the clocks skip midnight."""
    landing = land(datetime.combine(day, time()), zone)
    if landing.kind != "gap":
        return landing.choices[0]
    changes = transitions(zone, landing.choices[0], later(landing.choices[-1], _SECOND))
    return changes[0].at.astimezone(zone)


def day_length(day: date, zone: tzinfo) -> timedelta:
    """Return how long a day is: 24 hours, or less or more when the clocks change in it."""
    return day_start(day + _DAY, zone).astimezone(UTC) - day_start(day, zone).astimezone(UTC)


def transitions(zone: tzinfo, start: datetime, end: datetime) -> list[Transition]:
    """Return the changes of a zone's offset after `start` up to and including `end`, in order.

    Two changes that undo each other within a day are not seen.
    """
    return list(_transitions(zone, start.astimezone(UTC), end.astimezone(UTC)))


def _transitions(zone: tzinfo, start: datetime, end: datetime) -> Iterator[Transition]:
    while start < end:
        stop = min(start + _DAY, end)
        before, after = (offset_of(moment.astimezone(zone)) for moment in (start, stop))
        if before != after:
            yield Transition(_change(zone, start, stop), before, after)
        start = stop


def _change(zone: tzinfo, start: datetime, stop: datetime) -> datetime:
    before = offset_of(start.astimezone(zone))
    low, high = 0, int((stop - start).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        changed = offset_of((start + middle * _SECOND).astimezone(zone)) != before
        low, high = (low, middle) if changed else (middle, high)
    return start + high * _SECOND


def _real(wall: datetime, zone: tzinfo) -> datetime:
    return wall.astimezone(UTC).astimezone(zone)
