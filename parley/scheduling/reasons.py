"""Why there is no opening: found from the type, the hosts' hours, what takes their time, and what opens next."""

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from itertools import chain

from parley.accounts.access import Account
from parley.calendly.errors import InvalidRequest, NotAllowed, NotFound
from parley.calendly.models import EventType, EventTypeAvailabilitySchedule, Opening
from parley.clock import Clock
from parley.scheduling.hours import open_hours, usual
from parley.scheduling.openings import FAR, Openings, lasts
from parley.scheduling.ranges import Range, common, merged, without
from parley.when.say import zone_of

BUFFERS = timedelta(hours=6)  # three at most after one event and three before the next
LONGEST_LOOK = timedelta(days=62)  # of a longer range the first part tells enough


class NoOpening(StrEnum):
    """Why a range has no opening."""

    INACTIVE = "inactive"
    PAST = "past"
    OUTSIDE_HOURS = "outside_hours"
    FULL = "full"
    BETWEEN = "between"  # free, and no event begins then
    UNSUITED = "unsuited"  # free, and all of it was said not to suit
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Times:
    """The openings of a range; when there are none, why, and the nearest one before and after it."""

    openings: list[Opening]
    why: NoOpening | None = None
    before: Opening | None = None
    after: Opening | None = None

    def nearest(self, wished: datetime) -> Opening | None:
        """Return the one of `before` and `after` that is nearer to a wished time; as near, the later."""
        near = [one for one in (self.after, self.before) if one]
        return min(near, key=lambda one: abs(one.start_time - wished), default=None)


class Finder:
    """Finds openings, and the reason where there are none."""

    def __init__(self, account: Account, clock: Clock, threads: Executor) -> None:
        self._account = account
        self._clock = clock
        self.openings = Openings(account, clock, threads)

    def find(self, event_type: EventType, start: datetime, end: datetime) -> Times:
        """Return the openings that start in a range, or why there are none and what is nearest."""
        if not event_type.active or event_type.deleted_at:
            return Times([], NoOpening.INACTIVE)
        found = self.openings.between(event_type.uri, start, end)
        if found:
            return Times(found)
        before, after = self._around(event_type, start, end)
        return Times([], self._why(event_type, (start, end), before, after), before, after)

    def _around(self, event_type: EventType, start: datetime, end: datetime) -> tuple[Opening | None, Opening | None]:
        """Return the last opening before a range and the first one after it."""
        now = self._clock()
        earlier = self.openings.between(event_type.uri, max(now, start - FAR), start)
        later = self.openings.later(event_type.uri, max(now, end) - timedelta(microseconds=1), 1)
        return earlier[-1] if earlier else None, later[0] if later else None

    def _why(self, event_type: EventType, span: Range, before: Opening | None, after: Opening | None) -> NoOpening:
        start, end = max(span[0], self._clock()), min(span[1], span[0] + LONGEST_LOOK)
        if start >= end:
            return NoOpening.PAST
        # An event that begins in the range may end after it.
        looked = (start, end + lasts(event_type))
        hours = self._hours(event_type, looked)
        if hours is None:
            return NoOpening.UNKNOWN
        if not _room(hours, (start, end), lasts(event_type)):
            return NoOpening.OUTSIDE_HOURS
        if not _room(without(hours, self._taken(event_type, looked)), (start, end), lasts(event_type)):
            return NoOpening.FULL
        return _by_limits(before, after)

    def _hours(self, event_type: EventType, span: Range) -> list[Range] | None:
        """Return when the type's hosts can be booked; None when that may not be read."""
        try:
            told = self._account.calendly.availability.of_event_type(event_type.uri)
            each = [hours for one in told if (hours := _of_host(one, span)) is not None]
            if not each and event_type.profile.type == "User":
                each = [self._own_hours(event_type.profile.owner, span)]
        except (NotAllowed, NotFound, InvalidRequest):
            return None
        if not each:
            return None
        return reduce(common, each) if event_type.pooling_type == "collective" else merged(chain.from_iterable(each))

    def _own_hours(self, owner: str, span: Range) -> list[Range]:
        schedule = usual(self._account.calendly.availability.schedules(owner))
        return open_hours(schedule.rules, zone_of(schedule.timezone), span) if schedule else []

    def _taken(self, event_type: EventType, span: Range) -> list[Range]:
        """Return what takes the account owner's time; of other hosts it may not be read, and one of them may do."""
        if event_type.pooling_type not in (None, "collective"):
            return []
        try:
            around = (span[0] - BUFFERS, span[1] + BUFFERS)
            busy = self._account.calendly.availability.busy(self._account.owner.uri, *around)
        except (NotAllowed, NotFound, InvalidRequest):
            return []
        # The type's own buffers must stay free of them too.
        before, after = timedelta(minutes=event_type.before_buffer), timedelta(minutes=event_type.after_buffer)
        spans = [(one.buffered_start_time or one.start_time, one.buffered_end_time or one.end_time) for one in busy]
        return [(start - after, end + before) for start, end in spans]


def _of_host(told: EventTypeAvailabilitySchedule, span: Range) -> list[Range] | None:
    rule = told.availability_rule
    if rule is None or rule.rules is None or not rule.timezone:
        return None
    return open_hours(rule.rules, zone_of(rule.timezone), span)


def _room(free: list[Range], span: Range, length: timedelta) -> bool:
    """Return whether something of this length fits in that begins in the range."""
    begins = ((max(start, span[0]), end) for start, end in free)
    return any(start + length <= end and start < span[1] for start, end in begins)


def _by_limits(before: Opening | None, after: Opening | None) -> NoOpening:
    """Tell the type's notice from its furthest day, neither of which Calendly tells, by where openings are."""
    if after and not before:
        return NoOpening.TOO_SOON
    if before and not after:
        return NoOpening.TOO_FAR
    # Between openings: another host's time, a limit of events a day, or a start that is not on the grid.
    return NoOpening.FULL if before and after else NoOpening.UNKNOWN
