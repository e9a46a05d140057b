"""What people ask of many events at once: the longest, the last, how many hours, which day is the busiest."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from parley.calendly.models import Invitee, ScheduledEvent
from parley.scheduling.common_words import CHANGED, EVENT

SATURDAY, MOST_DAYS = 5, 366
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
    QUIETEST = "quietest"
    BUSIER = "busier"
    PEOPLE = "people"
    # Whoever is met more than once.
    TWICE = "twice"
    # What is not worked out here.
    OTHER = "other"


def _extreme(word: str) -> str:
    """Return the pattern for one that takes more, or less, than all others."""
    return (
        rf"\b{word} (?:of (?:my|the) )?{_MANY}\b|\bwhich (?:\w+ )?{_MANY}\b.*\b{word}\b"
        rf"|\b(?:what|which)(?: one)?(?:'?s| is| was) (?:the )?{word}\W*$"
    )


_MY_DAY = r"(?:my|the|our) (?:work ?)?(?:day|week|meetings?|calls?)"
_OF_PEOPLE = r"(?:any(?:one|body)|some(?:one|body)|who(?:'?s| is| are)|of (?:those|them) (?:is|are)|people)"
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
        r"|\bhow (?:many hours|much time) (?:is|are|was|were) (?:that|those|these|they|it)\b"
        rf"|\b(?:total|sum of) (?:{EVENT} )?(?:hours|time)\b|\bhow long am i (?:in {EVENT}s|busy)\b",
    ),
    (
        Sum.BUSIEST,
        rf"\bbusiest\b|\bfullest day\b|\b(?:which|what) day\b.*\bmost (?:{EVENT}s|busy|full)\b"
        r"|\bmost (?:meetings|calls|events) (?:on|in) (?:a|one|which) day\b",
    ),
    (
        Sum.QUIETEST,
        r"\b(?:quietest|emptiest|lightest|least busy|slowest)\b(?! (?:room|place|time|hours?|moment))"
        r"|\b(?:which|what) day\b.*\b(?:fewest|least)\b",
    ),
    (
        Sum.BUSIER,
        r"\b(?:busier|quieter|fuller|emptier)\b|\bmore (?:meetings|calls|events)\b.*\bthan (?:this|next|last)\b"
        r"|\b(?:do|did|will) (?:i|we) have (?:more|fewer|less)\b(?! than).*\bor\b"
        r"|\bhow (?:does|do|did) (?:that|it|this|they) compare (?:to|with)\b"
        r"|\bcompared? (?:to|with) (?:this|next|last)\b",
    ),
    (
        Sum.TWICE,
        r"\b(?:anyone|anybody|someone|somebody|who|people|person)\b.*\b(?:twice|more than once|several times)\b"
        r"(?=(?: (?:in|on|this|next|last|over|during|today|tomorrow)\b.*)?\W*$)",
    ),
    (
        Sum.PEOPLE,
        r"\bhow many (?:different |other )?"
        r"(?:people|persons|guests|attendees|invitees|participants|clients|customers)\b"
        r"(?! (?:are|is|come|will|can|may)\b).*\b(?:meet\w*|met|see\w*|saw|talk\w*|have|had|speak\w*)\b"
        r"|\bhow many (?:different |other )?people (?:is|are|was|were) (?:that|those|they|in (?:that|those|them))\b",
    ),
    (
        Sum.OTHER,
        rf"\b(?:average|percent\w*|most often|how often)\b.*\b(?:{EVENT}s?|meet|week|day|busy|length)\b"
        r"|\bwho (?:do|did|have|has|am|is|are|will|comes?)\b.*\bmost(?: often| frequently)?\b(?! recent)"
        rf"|\b{_OF_PEOPLE} (?:for the )?first time\b|\bfirst[- ]?timers?\b|\bnewcomers?\b"
        rf"|\b{_OF_PEOPLE} new\b"
        r"|\b(?:how many|any|which|who)\b.*\bnew (?:people|faces?|clients?|customers?|ones|here)\b",
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


def quietest(events: Iterable[ScheduledEvent], start: datetime, end: datetime) -> tuple[list[date], int]:
    """Return the days of a stretch, of the weekend only where something is, on which fewest events start; how many."""
    zone = start.tzinfo
    counted = Counter(one.start_time.astimezone(zone).date() for one in events)
    first, days = start.date(), (end - timedelta(microseconds=1)).astimezone(zone).date() - start.date()
    every = [first + timedelta(days=one) for one in range(min(days.days, MOST_DAYS) + 1)]
    open_days = [one for one in every if one.weekday() < SATURDAY or counted[one]] or every
    fewest = min(counted[one] for one in open_days)
    return [one for one in open_days if counted[one] == fewest], fewest


def met_again(people: Iterable[Invitee]) -> list[tuple[str, int]]:
    """Return who is there more than once, by their addresses, and how often; the most often first."""
    everybody = list(people)
    counted, names = (
        Counter(one.email.casefold() for one in everybody),
        {one.email.casefold(): one for one in everybody},
    )
    return [(names[address].name, count) for address, count in counted.most_common() if count > 1]


def different(people: Iterable[Invitee]) -> int:
    """Return how many different people these are, by their addresses."""
    return len({one.email.casefold() for one in people})
