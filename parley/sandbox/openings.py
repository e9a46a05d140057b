"""The times at which an event type can be booked, computed as Calendly does.

From the hosts' hours, in steps, less what takes their time with the buffers of both sides, not before the notice and
not beyond the days ahead. Booking asks the same question as listing, so that neither ever contradicts the other.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

from parley.sandbox.busy import busy
from parley.sandbox.schedules import Span, common, hours_of, merged, windows
from parley.sandbox.things import Event, EventType, Person
from parley.sandbox.times import parse
from parley.sandbox.world import World

LONGEST = timedelta(days=1)

type Hosts = tuple[Person, ...]


@dataclass(frozen=True)
class Opening:
    """`choices`: who could come, each a complete set of hosts; `joins`: the group event that still has seats."""

    start: datetime
    remaining: int
    choices: tuple[Hosts, ...]
    joins: Event | None = None


def openings(world: World, event_type: EventType, start: datetime, end: datetime, now: datetime) -> list[Opening]:
    """Those from `start` on and before `end`, earliest first."""
    first, last = _bounds(event_type, start, end, now)
    found = {opening.start: opening for opening in _new(world, event_type, first, last)}
    found |= {opening.start: opening for opening in _joinable(world, event_type, first, last)}
    return [found[moment] for moment in sorted(found)]


def opening_at(world: World, event_type: EventType, start: datetime, now: datetime) -> Opening | None:
    found = openings(world, event_type, start, start + timedelta(microseconds=1), now)
    return found[0] if found else None


def _bounds(event_type: EventType, start: datetime, end: datetime, now: datetime) -> Span:
    earliest = max(start, now + timedelta(minutes=event_type.sample.notice))
    zone = event_type.owner.zone
    day = now.astimezone(zone).date() + timedelta(days=event_type.sample.days_ahead + 1)
    return earliest, min(end, datetime.combine(day, time(), zone).astimezone(UTC))


def _new(world: World, event_type: EventType, first: datetime, last: datetime) -> list[Opening]:
    """Every time at which one of the host sets is free."""
    if first >= last:
        return []
    apart = event_type.sample.pooling == "round_robin"
    choices = [(host,) for host in event_type.hosts] if apart else [event_type.hosts]
    found: dict[datetime, list[Hosts]] = {}
    for hosts in choices:
        for moment in _free(world, event_type, hosts, (first, last)):
            found.setdefault(moment, []).append(hosts)
    return [Opening(moment, event_type.sample.seats, tuple(able)) for moment, able in found.items()]


def _free(world: World, event_type: EventType, hosts: Hosts, within: Span) -> Iterator[datetime]:
    sample = event_type.sample
    length, before = timedelta(minutes=sample.minutes), timedelta(minutes=sample.before_buffer)
    after = length + timedelta(minutes=sample.after_buffer)
    around = (within[0] - LONGEST, within[1] + LONGEST)
    taken = merged([entry.span for host in hosts for entry in busy(world, host, *around)])
    ends = [span[1] for span in taken]
    for start in _grid(event_type, _windows(world, event_type, hosts, within), within):
        place = bisect_right(ends, start - before)
        if place == len(taken) or taken[place][0] >= start + after:
            yield start


def _grid(event_type: EventType, open_: list[Span], within: Span) -> Iterator[datetime]:
    """Steps begin where a window begins and count elapsed minutes, so that a clock change inside shifts nothing."""
    length = timedelta(minutes=event_type.sample.minutes)
    step = timedelta(minutes=event_type.sample.increment or event_type.sample.minutes)
    for opens, closes in open_:
        start = opens + max(-((opens - within[0]) // step), 0) * step
        while start + length <= closes and start < within[1]:
            if start >= within[0]:
                yield start
            start += step


def _windows(world: World, event_type: EventType, hosts: Hosts, within: Span) -> list[Span]:
    """When all of these hosts can be booked for this type."""
    first, last = within[0] - LONGEST, within[1] + LONGEST
    dates = event_type.dates
    if dates and dates["type"] == "spots":
        return merged([span for spot in dates["spots"] if (span := _spot(spot))])
    each = [windows(hours_of(world, event_type, host), first, last) for host in hosts]
    open_ = reduce(common, each)
    return _dated(event_type, dates, open_) if dates else open_


def _spot(spot: dict[str, str]) -> Span | None:
    start, end = parse(spot["start_time"]), parse(spot["end_time"])
    return (start, end) if start and end else None


def _dated(event_type: EventType, dates: dict[str, Any], open_: list[Span]) -> list[Span]:
    """What falls on the days of a one-off type, in its own zone."""
    zone = ZoneInfo(event_type.zone) if event_type.zone else event_type.owner.zone
    if dates["type"] == "date_range":
        first, last = date.fromisoformat(dates["start_date"]), date.fromisoformat(dates["end_date"])
    else:
        first = event_type.created.astimezone(zone).date()
        last = first + timedelta(days=dates["days"])
    return [span for span in open_ if first <= (day := span[0].astimezone(zone).date()) <= last and _wanted(dates, day)]


def _wanted(dates: dict[str, Any], day: date) -> bool:
    return not dates.get("only_weekdays") or day.weekday() < 5


def _joinable(world: World, event_type: EventType, first: datetime, last: datetime) -> list[Opening]:
    """Group events of this type that have begun to fill and have seats left."""
    events = world.events_of(event_type.owner) if event_type.sample.seats > 1 else ()
    return [
        Opening(event.start, event.kind.seats - event.taken, (event.hosts,), event)
        for event in events
        if event.type_id == event_type.id
        and event.cancellation is None
        and event.taken < event.kind.seats
        and first <= event.start < last
    ]
