"""When reminders and digests are due. What is said by the clock on the wall stays there when the clocks change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.rrule import WEEKLY, rrule

from parley.when.wall import day_start, land, later

A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
type Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Lead:
    """How long before an event: minutes that pass; or, with `days`, so many days before on the calendar.

    `wall` is then the minute of that day, None for the event's own time of day.
    """

    minutes: int = 0
    days: int | None = None
    wall: int | None = None

    def due(self, start: datetime, zone: tzinfo) -> datetime:
        """Return the moment that lies so long before an event's start. A time on its own day is never behind it."""
        if self.days is None:
            return later(start, -A_MINUTE * self.minutes)
        local = start.astimezone(zone)
        wall = local.hour * 60 + local.minute if self.wall is None else self.wall
        due = at_wall(local.date() - A_DAY * self.days, wall, zone)
        return due if due < start else later(start, -AN_HOUR)

    def starts(self, due: datetime, zone: tzinfo) -> Stretch:
        """Return the stretch, end exclusive, in which every event starts whose reminder may be due at this moment."""
        if self.days is None:
            start = later(due, A_MINUTE * self.minutes)
            return start, start + timedelta(seconds=1)
        day = due.astimezone(zone).date() + A_DAY * self.days
        # An hour more on both sides: a time that the clocks skip or an early event moves the moment.
        return day_start(day, zone) - AN_HOUR, day_start(day + A_DAY, zone) + AN_HOUR


@dataclass(frozen=True)
class Weekly:
    """Days of the week (0 = Monday) and a minute of the day, on some zone's wall."""

    weekdays: tuple[int, ...]
    wall: int

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return the first time after a moment. A skipped time is taken after the gap, of two the first."""
        day = moment.astimezone(zone).date()
        return next(one for one in self._times(day - A_DAY, day + 8 * A_DAY, zone) if one > moment)

    def last(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return the latest time up to and including a moment."""
        day = moment.astimezone(zone).date()
        return [one for one in self._times(day - 8 * A_DAY, day + A_DAY, zone) if one <= moment][-1]

    def _times(self, first: date, last: date, zone: tzinfo) -> Iterator[datetime]:
        days = rrule(WEEKLY, byweekday=self.weekdays, dtstart=_midnight(first), until=_midnight(last))
        return (at_wall(day.date(), self.wall, zone) for day in days)


def at_wall(day: date, wall: int, zone: tzinfo) -> datetime:
    """Return the moment of a day's minute on a zone's wall."""
    return land(_midnight(day) + A_MINUTE * wall, zone).moment


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
