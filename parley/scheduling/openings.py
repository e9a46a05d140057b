"""When an event type can be booked: all its openings over any span, by day, and the nearest to a wish."""

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from parley.accounts.access import Account
from parley.calendly.availability import LONGEST_FOR_OPENINGS
from parley.calendly.models import EventType, Opening
from parley.clock import Clock
from parley.scheduling.ranges import Range, in_parts, merged

NOON, EVENING = 12, 17  # o'clock
AROUND = timedelta(days=10)  # as far as a first look for the nearest goes
FAR = timedelta(days=93)  # three calls; few hosts let anybody book further ahead


class Part(StrEnum):
    """A part of the day, on the clocks of whoever asks."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True)
class Day:
    """One day's openings, the earliest first."""

    day: date
    openings: list[Opening] = field(default_factory=list)

    def in_part(self, part: Part, zone: ZoneInfo) -> list[Opening]:
        """Return those of a part of the day."""
        return [one for one in self.openings if part_of(one.start_time, zone) is part]


class Openings:
    """When others can book one account's event types."""

    def __init__(self, account: Account, clock: Clock, threads: Executor) -> None:
        self._account = account
        self._clock = clock
        self._threads = threads

    def between(self, event_type: str, start: datetime, end: datetime) -> list[Opening]:
        """Return every opening of an event type (URI) that starts in a range of any length, the earliest first.

        What has passed is not asked for. Long ranges are asked for in parts, side by side.
        """
        parts = in_parts((max(start, self._clock()), end), LONGEST_FOR_OPENINGS)
        if len(parts) == 1:
            return self._account.calendly.availability.openings(event_type, *parts[0])
        asked = [
            self._threads.submit(self._account.calendly.availability.openings, event_type, *part) for part in parts
        ]
        found = {opening.start_time: opening for part in asked for opening in part.result()}
        return [found[moment] for moment in sorted(found)]

    def at(self, event_type: str, start: datetime) -> Opening | None:
        """Return the opening that starts at this very moment, or None."""
        found = self.between(event_type, start, start + timedelta(minutes=1))
        return next((one for one in found if one.start_time == start), None)

    def nearest(self, event_type: str, wished: datetime, count: int = 3) -> list[Opening]:
        """Return the openings nearest to a wished time, the earliest first; of two as near, the later one."""
        around = self.between(event_type, wished - AROUND, wished + AROUND)
        if not around:
            earliest = max(self._clock(), wished - FAR)
            around = self.between(event_type, earliest, max(earliest, wished) + FAR)
        return nearest(around, wished, count)

    def later(self, event_type: str, after: datetime, count: int) -> list[Opening]:
        """Return the next openings that start after a moment."""
        after += timedelta(microseconds=1)
        soon = self.between(event_type, after, after + AROUND)
        return (soon if len(soon) >= count else self.between(event_type, after, after + FAR))[:count]


def nearest(openings: Iterable[Opening], wished: datetime, count: int) -> list[Opening]:
    """Return the openings nearest to a wished time, the earliest first; of two as near, the later one."""
    ranked = sorted(openings, key=lambda one: (abs(one.start_time - wished), one.start_time < wished))
    return sorted(ranked[:count], key=lambda one: one.start_time)


def is_between(openings: Iterable[Opening], start: datetime, length: timedelta) -> bool:
    """Return whether all the time of an event from `start` on is free, though none can begin just then."""
    free = merged((one.start_time, one.start_time + length) for one in openings)
    return any(begin < start and start + length <= end for begin, end in free)


def lasts(event_type: EventType) -> timedelta:
    """Return how long an event booked at an opening takes. There is no choice of lengths through the API."""
    return timedelta(minutes=event_type.duration)


def by_day(openings: Iterable[Opening], zone: ZoneInfo) -> list[Day]:
    """Return the openings day by day, on the clocks of `zone`; days without any are not among them."""
    days: dict[date, Day] = {}
    for one in openings:
        day = one.start_time.astimezone(zone).date()
        days.setdefault(day, Day(day)).openings.append(one)
    return [days[day] for day in sorted(days)]


def part_of(moment: datetime, zone: ZoneInfo) -> Part:
    """Return the part of the day that a moment is in, on the clocks of `zone`."""
    hour = moment.astimezone(zone).hour
    return Part.MORNING if hour < NOON else Part.AFTERNOON if hour < EVENING else Part.EVENING


def parts_between(span: Range, part: Part, zone: ZoneInfo) -> list[Range]:
    """Return this part of every day that a range touches, on the clocks of `zone`."""
    first, last = (moment.astimezone(zone).date() for moment in span)
    days = (first + timedelta(days=days) for days in range((last - first).days + 1))
    return [part_of_day(day, part, zone) for day in days]


def part_of_day(day: date, part: Part, zone: ZoneInfo) -> Range:
    """Return from when to when a part of a day is."""
    hours = {Part.MORNING: (0, NOON), Part.AFTERNOON: (NOON, EVENING), Part.EVENING: (EVENING, 24)}[part]
    midnight = datetime.combine(day, time(), zone)
    return midnight + timedelta(hours=hours[0]), midnight + timedelta(hours=hours[1])


def within(openings: Iterable[Opening], span: Range) -> list[Opening]:
    """Return those that start in a range."""
    return [one for one in openings if span[0] <= one.start_time < span[1]]
