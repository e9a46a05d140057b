"""What people ask of many events at once: the longest, the last, how many hours, which day is the busiest."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from parley.calendly.models import Invitee, ScheduledEvent
from parley.scheduling.common_words import CHANGED, EVENT

_MANY = rf"(?:{EVENT}|one|thing)s?"


class Sum(StrEnum):
    """What is asked for."""

    LONGEST = "longest"
    SHORTEST = "shortest"
    FIRST = "first"
    LAST = "last"
    HOURS = "hours"
    BACK_TO_BACK = "back_to_back"
    BUSIEST = "busiest"
    BUSIER = "busier"
    PEOPLE = "people"
    # What is not worked out here.
    OTHER = "other"


def _extreme(word: str) -> str:
    """Return the pattern for one that takes more, or less, than all others."""
    return (
        rf"\b{word} (?:of (?:my|the) )?{_MANY}\b|\bwhich (?:\w+ )?{_MANY}\b.*\b{word}\b"
        rf"|\b(?:what|which)(?: one)?(?:'?s| is| was) (?:the )?{word}\W*$"
    )


_MY_DAY = r"(?:my|the|our) (?:work ?)?(?:day|week|meetings?|calls?)"
_PATTERNS = (
    (Sum.LONGEST, _extreme("longest")),
    (Sum.SHORTEST, _extreme("shortest")),
    (Sum.BACK_TO_BACK, r"\bback[- ]to[- ]back\b"),
    (
        Sum.LAST,
        rf"\b(?:when|what time|how late) (?:does|do|is|are|will) {_MY_DAY} (?:end|over|done|finish\w*|be over)\b"
        r"|\b(?:when|what time) (?:do|am|will|can) i (?:be )?(?:finish\w*|done|through|get off)\b"
        rf"|\blast {_MANY} (?:of (?:the|my) (?:day|week)|(?:on|for) (?:\w+ )?\w+day|today|tomorrow|this|next \w+day)\b",
    ),
    (
        Sum.FIRST,
        rf"\b(?:when|what time|how early) (?:does|do|will) {_MY_DAY} (?:start|begin)\b"
        rf"|\b(?:when|what time) (?:do|will) i start\b|\bfirst {_MANY} of (?:the|my) (?:day|week)\b"
        rf"|\b(?:what|when|what time)(?:'?s| is| does) (?:my|the) first {_MANY}(?: start)?"
        r" (?:today|tomorrow|this|next|on (?:\w+ )?\w+day)\b",
    ),
    (
        Sum.HOURS,
        rf"\bhow (?:many|much) (?:hours?|minutes|time)\b.*\b(?:{EVENT}s|in (?:a )?{EVENT})\b"
        r"|\bhow (?:many|much) (?:hours?|time) (?:am i|do i spend|did i spend|have i spent|will i spend|was i)\b"
        rf"|\b(?:total|sum of) (?:{EVENT} )?(?:hours|time)\b|\bhow long am i (?:in {EVENT}s|busy)\b",
    ),
    (
        Sum.BUSIEST,
        rf"\bbusiest\b|\bfullest day\b|\b(?:which|what) day\b.*\bmost (?:{EVENT}s|busy|full)\b"
        r"|\bmost (?:meetings|calls|events) (?:on|in) (?:a|one|which) day\b",
    ),
    (Sum.BUSIER, r"\bbusier\b|\bmore (?:meetings|calls|events)\b.*\bthan (?:this|next|last)\b"),
    (
        Sum.PEOPLE,
        r"\bhow many (?:different |other )?"
        r"(?:people|persons|guests|attendees|invitees|participants|clients|customers)\b"
        r"(?! (?:are|is|come|will|can|may)\b).*\b(?:meet\w*|met|see\w*|saw|talk\w*|have|had|speak\w*)\b",
    ),
    (
        Sum.OTHER,
        rf"\b(?:average|percent\w*|quietest|least busy|most often|how often)\b.*\b(?:{EVENT}s?|meet|week|day|busy)\b"
        r"|\bwho do i meet (?:the )?most\b",
    ),
)
_COMPILED = tuple((which, re.compile(words, re.IGNORECASE)) for which, words in _PATTERNS)
# "Cancel my longest meeting" asks for more, "the busiest day for bookings" and free time are others' to tell.
_ELSE = re.compile(
    rf"\b(?:{CHANGED}|book|schedule (?:an?|the)|remind|notify|free|available|availab\w+|types?|slots?|openings?)\b",
    re.I,
)


def sum_in(text: str) -> Sum | None:
    """Return what is asked of many events at once; None when nothing of the kind is."""
    if _ELSE.search(text):
        return None
    return next((which for which, pattern in _COMPILED if pattern.search(text)), None)


def length_of(event: ScheduledEvent) -> timedelta:
    """Return how long an event takes."""
    return event.end_time - event.start_time


def total(events: Iterable[ScheduledEvent]) -> timedelta:
    """Return how long they take together, each for itself."""
    return sum(map(length_of, events), timedelta())


def longest(events: Sequence[ScheduledEvent], *, shortest: bool = False) -> list[ScheduledEvent]:
    """Return those that take longest, all that take as long; or the shortest."""
    most = (min if shortest else max)(map(length_of, events), default=None)
    return [one for one in events if length_of(one) == most]


def back_to_back(events: Sequence[ScheduledEvent]) -> list[ScheduledEvent]:
    """Return those that begin when another ends or before, and these others, in order of time."""
    ordered = sorted(events, key=lambda one: (one.start_time, one.id))
    found = {one.id for first, then in pairwise(ordered) if then.start_time <= first.end_time for one in (first, then)}
    return [one for one in ordered if one.id in found]


def busiest(events: Iterable[ScheduledEvent], zone: ZoneInfo) -> tuple[list[date], int]:
    """Return the days on which most events start, and how many."""
    counted = Counter(one.start_time.astimezone(zone).date() for one in events)
    most = max(counted.values(), default=0)
    return sorted(day for day, count in counted.items() if count == most), most


def different(people: Iterable[Invitee]) -> int:
    """Return how many different people these are, by their addresses."""
    return len({one.email.casefold() for one in people})
