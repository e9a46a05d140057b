"""Stretches of time, from a moment until another that no longer belongs to it, and what can be done with them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

type Range = tuple[datetime, datetime]
# UNCONFIRMED whether Calendly's ranges include their bounds: with this overlap nothing between two parts is missed.
OVERLAP = timedelta(minutes=1)


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Return the same time as ranges that neither touch nor overlap, the earliest first; empty ones are left out."""
    joined: list[Range] = []
    for start, end in sorted((start, end) for start, end in ranges if start < end):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def common(ones: Iterable[Range], others: Iterable[Range]) -> list[Range]:
    """Return the time that both have."""
    others = merged(others)
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in merged(ones) for b in others)
    return merged(pairs)


def without(ones: Iterable[Range], others: Iterable[Range]) -> list[Range]:
    """Return the time of the first that none of the others takes."""
    left = merged(ones)
    for start, end in merged(others):
        left = [part for one in left for part in ((one[0], min(one[1], start)), (max(one[0], end), one[1]))]
        left = [part for part in left if part[0] < part[1]]
    return left


def in_parts(whole: Range, longest: timedelta) -> list[Range]:
    """Return the range in parts of at most `longest` that overlap a little, in UTC: a day there always has 24 hours."""
    start, end = whole[0].astimezone(UTC), whole[1].astimezone(UTC)
    parts: list[Range] = []
    while start < end:
        until = min(start + longest, end)
        parts.append((start, until))
        start = until if until == end else until - OVERLAP
    return parts


def days_later(whole: Range, days: int, zone: ZoneInfo) -> Range:
    """Return the same hours on the clocks of `zone`, so many days later: a clock change in between shifts nothing."""
    start, end = (moment.astimezone(zone) + timedelta(days=days) for moment in whole)
    return start, end


def following_days(days: Iterable[Range], *, of_next: bool) -> list[Range]:
    """Return days said together in order, those that touch as one.

    `of_next`: each is the first that follows the one said before, as in "next Monday and Tuesday".
    """
    said: list[Range] = []
    for start, end in days:
        later = timedelta()
        if of_next and said and start < said[-1][0]:
            later = timedelta(weeks=-((start - said[-1][0]) // timedelta(weeks=1)))
        said.append((start + later, end + later))
    return merged(said)


def within(day: Range, whole: Range) -> Range:
    """Return the same weekday so many weeks on or back that it lies in a stretch; the day itself where none does."""
    start, end = day
    weeks = (start - whole[0]) // timedelta(weeks=1)
    moved = start - timedelta(weeks=weeks), end - timedelta(weeks=weeks)
    return moved if moved[0] < whole[1] and not (whole[0] <= start < whole[1]) else day
