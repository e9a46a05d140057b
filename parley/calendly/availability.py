"""Free and busy times over ranges of any length, and the schedules behind them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from parley.calendly.calls import Calls, in_query, part
from parley.calendly.models import (
    AvailabilitySchedule,
    BusyTime,
    EventTypeAvailabilitySchedule,
    NewAvailability,
    Opening,
    in_utc,
)

LONGEST_FOR_OPENINGS = timedelta(days=31)  # since 2026-07-09; 7 before
LONGEST_FOR_BUSY = timedelta(days=7)
# Both endpoints refuse a start that has passed when the request arrives.
AHEAD = timedelta(minutes=1)
# UNCONFIRMED whether a range includes its bounds: with this overlap nothing between two ranges is missed.
OVERLAP = timedelta(minutes=1)


class Availability:
    """When somebody is free."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def openings(self, event_type: str, start: datetime, end: datetime) -> list[Opening]:
        """Return the openings of an event type (URI) from `start` on and before `end`, the earliest first.

        Aware times; what has passed, or does within a minute, is not asked for. Ranges longer than 31 days are asked
        for in parts.
        """
        found: dict[datetime, Opening] = {}
        for first, last in self._ranges(start, end, LONGEST_FOR_OPENINGS):
            params = {"event_type": event_type, "start_time": in_query(first), "end_time": in_query(last)}
            for opening in self._calls.unpaged(Opening, "/event_type_available_times", params):
                found[opening.start_time] = opening
        return [found[moment] for moment in sorted(found) if in_utc(start) <= moment < in_utc(end)]

    def busy(self, user: str, start: datetime, end: datetime) -> list[BusyTime]:
        """Return what makes a user (URI) busy between `start` and `end`, the earliest first.

        Aware times; what has passed is not asked for. Ranges longer than 7 days are asked for in parts. InvalidRequest
        with status 424 when the user's own calendar cannot be read.
        """
        found: list[BusyTime] = []
        for first, last in self._ranges(start, end, LONGEST_FOR_BUSY):
            params = {"user": user, "start_time": in_query(first), "end_time": in_query(last)}
            found = _joined(found, self._calls.unpaged(BusyTime, "/user_busy_times", params))
        return sorted(found, key=lambda one: (one.start_time, one.end_time))

    def schedules(self, user: str) -> list[AvailabilitySchedule]:
        """Return a user's (URI) schedules."""
        return self._calls.unpaged(AvailabilitySchedule, "/user_availability_schedules", {"user": user})

    def schedule(self, schedule_id: str) -> AvailabilitySchedule:
        """Return one schedule."""
        return self._calls.one(AvailabilitySchedule, f"/user_availability_schedules/{part(schedule_id)}")

    def of_event_type(self, event_type: str) -> list[EventTypeAvailabilitySchedule]:
        """Return the schedules of an event type (URI), one for each host."""
        params = {"event_type": event_type}
        return self._calls.unpaged(EventTypeAvailabilitySchedule, "/event_type_availability_schedules", params)

    def set_for_event_type(self, event_type: str, wanted: NewAvailability) -> EventTypeAvailabilitySchedule:
        """Give an event type (URI) other hours, in place of all that it had, and return them."""
        path, params = "/event_type_availability_schedules", {"event_type": event_type}
        return self._calls.made(EventTypeAvailabilitySchedule, "PATCH", path, wanted, params)

    def _ranges(self, start: datetime, end: datetime, longest: timedelta) -> Iterator[tuple[datetime, datetime]]:
        """Yield the range in parts, from now on, in UTC, where a day always has 24 hours."""
        first, end = max(in_utc(start), in_utc(self._calls.now()) + AHEAD), in_utc(end)
        while first < end:
            last = min(first + longest, end)
            yield first, last
            first = last if last == end else last - OVERLAP


def _joined(earlier: list[BusyTime], later: list[BusyTime]) -> list[BusyTime]:
    """Return both; what runs over the bound between two ranges was told in each, whole or, UNCONFIRMED, cut there."""
    joined = list(earlier)
    for one in later:
        place = next((i for i, other in enumerate(joined) if _continues(other, one)), None)
        if place is None:
            joined.append(one)
        else:
            joined[place] = _longer(joined[place], one)
    return joined


def _continues(earlier: BusyTime, later: BusyTime) -> bool:
    same = (earlier.type, earlier.event) == (later.type, later.event)
    return same and earlier.start_time < later.end_time and later.start_time < earlier.end_time


def _longer(earlier: BusyTime, later: BusyTime) -> BusyTime:
    buffered = [one.buffered_end_time for one in (earlier, later) if one.buffered_end_time]
    return earlier.model_copy(
        update={
            "start_time": min(earlier.start_time, later.start_time),
            "end_time": max(earlier.end_time, later.end_time),
            "buffered_end_time": max(buffered, default=None),
        }
    )
