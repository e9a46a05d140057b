"""When somebody is free: working hours less what is in the calendar. What can be booked is another question."""

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from parley.accounts.access import Account
from parley.calendly.availability import LONGEST_FOR_BUSY
from parley.calendly.models import BusyTime
from parley.clock import Clock
from parley.scheduling.hours import open_hours, usual
from parley.scheduling.ranges import Range, in_parts, without
from parley.when.say import zone_of


class Standing(StrEnum):
    """What a range is like."""

    FREE = "free"
    PARTLY_FREE = "partly_free"
    BUSY = "busy"
    OUTSIDE_HOURS = "outside_hours"
    PAST = "past"


@dataclass(frozen=True)
class Block:
    """What takes time; `event_id` is there for events booked through Calendly, of which alone more can be told."""

    start: datetime
    end: datetime
    kind: str
    event_id: str | None = None


@dataclass(frozen=True)
class Free:
    """A range looked at: working hours in it, what is in the way, and what is left, each the earliest first, in UTC."""

    hours: list[Range]
    busy: list[Block]
    free: list[Range]
    standing: Standing


class Availability:
    """When the owner of one account works, is busy and is free."""

    def __init__(self, account: Account, clock: Clock, threads: Executor) -> None:
        self._account = account
        self._clock = clock
        self._threads = threads

    def look(self, start: datetime, end: datetime) -> Free:
        """Return how a range stands, as far as it is yet to come.

        `busy` is also what lies outside working hours. InvalidRequest with status 424 when Calendly cannot read the
        owner's own calendar.
        """
        start = max(start, self._clock())
        if start >= end:
            return Free([], [], [], Standing.PAST)
        hours = self._threads.submit(self.hours, start, end)
        busy = self.busy(start, end)
        return free_of(hours.result(), busy)

    def busy(self, start: datetime, end: datetime) -> list[Block]:
        """Return what takes time in a range that is yet to come."""
        user, whole = self._account.owner.uri, (max(start, self._clock()), end)
        parts = in_parts(whole, LONGEST_FOR_BUSY)
        asked = [self._threads.submit(self._account.calendly.availability.busy, user, *part) for part in parts]
        return joined(_block(one) for part in asked for one in part.result())

    def hours(self, start: datetime, end: datetime) -> list[Range]:
        """Return the working hours in a range, in UTC; past ones too."""
        schedule = usual(self._account.calendly.availability.schedules(self._account.owner.uri))
        return open_hours(schedule.rules, zone_of(schedule.timezone), (start, end)) if schedule else []


def free_of(hours: list[Range], busy: list[Block]) -> Free:
    """Return what is left of the working hours."""
    free = without(hours, [(block.start, block.end) for block in busy])
    return Free(hours, busy, free, _standing(hours, free))


def joined(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks in order; one that was told twice, or in pieces that meet, is one block."""
    found: list[Block] = []
    for block in sorted(blocks, key=lambda one: (one.kind, one.event_id or "", one.start, one.end)):
        last = found[-1] if found else None
        if last and (last.kind, last.event_id) == (block.kind, block.event_id) and block.start <= last.end:
            found[-1] = replace(last, end=max(last.end, block.end))
        else:
            found.append(block)
    return sorted(found, key=lambda one: (one.start, one.end))


def _standing(hours: list[Range], free: list[Range]) -> Standing:
    if not hours:
        return Standing.OUTSIDE_HOURS
    if free == hours:
        return Standing.FREE
    return Standing.PARTLY_FREE if free else Standing.BUSY


def _block(busy: BusyTime) -> Block:
    event = busy.event.uri.rsplit("/", 1)[-1] if busy.event else None
    return Block(busy.start_time.astimezone(UTC), busy.end_time.astimezone(UTC), busy.type, event)
