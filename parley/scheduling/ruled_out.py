"""Times that do not suit somebody: "not Monday", "no mornings", "nothing before ten"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from parley.scheduling.kept import of_json
from parley.scheduling.openings import Part, part_of_day
from parley.scheduling.parts import part_of_days
from parley.scheduling.ranges import Range, without
from parley.when import Span
from parley.when.draft import CLOCK
from parley.when.wall import day_start

A_DAY, A_YEAR = timedelta(days=1), timedelta(days=366)
DAY_MINUTES = 24 * 60
# The rule of `parley.when` for what is counted from now on: "within two hours".
ELAPSED = "elapsed time"
# Words that name a day; an hour without one is ruled out on every day.
_A_DAY = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)|\b(?:to-?day|to-?morrow|tonight|weekend|week|month)\b|\d(?:st|nd|rd|th)\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)|\d[./-]\d",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:(?:on|about|for|to) )?(?:mon|tue|wed|thu|fri|sat|sun)\w*\W*", re.IGNORECASE)
_ANY_WEEKDAY = re.compile(r"\b(?:an?|any) \w+day\W*$", re.IGNORECASE)
_PARTS = re.compile(r"\b(morning|afternoon|evening)s\b", re.IGNORECASE)
_PART = re.compile(r"(?:in |during |on )?(?:the )?(morning|afternoon|evening)s?", re.IGNORECASE)

_NOT_SO = r",?\s*\b(?:but )?(?:just )?not (?:too|so|that) {} ?(?:in the (?:morning|day|evening)\b)?"
_UNUSUAL = (
    (re.compile(_NOT_SO.format("early"), re.IGNORECASE), (0, 10 * 60)),
    (re.compile(_NOT_SO.format("late"), re.IGNORECASE), (17 * 60, DAY_MINUTES)),
)
_LATER_THAN = re.compile(r"(?:any )?later than\b", re.IGNORECASE)


@dataclass(frozen=True)
class RuledOut:
    """Single stretches (aware, end exclusive), days of every week (0 = Monday), and parts and minutes of every day."""

    ranges: tuple[Range, ...] = ()
    weekdays: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    minutes: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is ruled out."""
        return bool(self.ranges or self.weekdays or self.parts or self.minutes)

    def __or__(self, other: "RuledOut") -> "RuledOut":
        """Return what either rules out."""
        both = ((mine, theirs) for mine, theirs in zip(self._all, other._all, strict=True))
        return RuledOut(*(tuple(dict.fromkeys((*mine, *theirs))) for mine, theirs in both))  # type: ignore[arg-type]

    @property
    def _all(self) -> tuple[tuple[object, ...], ...]:
        return self.ranges, self.weekdays, self.parts, self.minutes

    @property
    def minutes_left(self) -> int:
        """Return how many minutes of each day are not ruled out."""
        return DAY_MINUTES - len({minute for begin, end in self.minutes for minute in range(begin, end)})

    def between(self, whole: Range, zone: ZoneInfo) -> list[Range]:
        """Return what of a stretch is ruled out, on the clocks of `zone`."""
        first, last = (moment.astimezone(zone).date() for moment in whole)
        days = [first + timedelta(days=days) for days in range((last - first).days + 1)]
        found = list(self.ranges)
        found += [
            (day_start(day, zone), day_start(day + A_DAY, zone)) for day in days if day.weekday() in self.weekdays
        ]
        found += [part_of_day(day, part, zone) for day in days for part in self.parts]
        for day in days:
            midnight = datetime.combine(day, time(), zone)
            found += [(midnight + timedelta(minutes=a), midnight + timedelta(minutes=b)) for a, b in self.minutes]
        return found

    def suits(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Return whether a moment is not ruled out."""
        return not any(start <= moment < end for start, end in self.between((moment, moment), zone))

    def takes_all(self, whole: Range, zone: ZoneInfo) -> bool:
        """Return whether nothing of a stretch is left."""
        return not without([whole], self.between(whole, zone))


NOTHING = RuledOut()


def ruled_out_of(kept: object) -> RuledOut:
    """Return what was kept as JSON, nothing where none was. ValueError for anything else."""
    return of_json(RuledOut, kept) if kept else NOTHING


def ruled_out(text: str, spans: Iterable[Span]) -> RuledOut:
    """Return what a text rules out, whose times are `spans`; a time that could be several is ruled out as each."""
    part = part_of_days(text)[0]
    parts = [Part(found[1].lower()) for found in _PARTS.finditer(text)]
    ruled = RuledOut(parts=tuple(dict.fromkeys([*parts, part] if part else parts)))
    for span in spans:
        any_week = span.grain == "day" and _ANY_WEEKDAY.search(text[: span.stop])
        ruled |= RuledOut(weekdays=(span.start.weekday(),)) if any_week and span.start else _of(span)
    return ruled


def _of(span: Span) -> RuledOut:
    if span.recurrence and span.start and span.grain == "day":
        return RuledOut(weekdays=span.recurrence.weekdays or (span.start.weekday(),))
    if part := part_in(span.text):
        return RuledOut(parts=(part,))
    if span.question:
        readings = [(one.start, one.end or one.start + A_DAY) for one in span.question.readings if one.start]
        return RuledOut(ranges=tuple(readings))
    if span.grain in CLOCK and not names_a_day(span.text):
        return _every_day(span)
    start = span.start or (span.end - A_YEAR if span.end else None)  # "until Wednesday"
    if start is None:
        return NOTHING
    end = span.end or day_start(start.date() + A_DAY, start.tzinfo)  # type: ignore[arg-type]
    return RuledOut(ranges=((start, end),)) if start < end else NOTHING


def hours_that_suit(text: str) -> tuple[RuledOut, str]:
    """Return the hours of each day that "not too early" or "not so late" rules out, and the text with blanks there."""
    ruled = NOTHING
    for pattern, minutes in _UNUSUAL:
        if found := pattern.search(text):
            ruled |= RuledOut(minutes=(minutes,))
            text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    return ruled, text


def all_but_hours(span: Span) -> RuledOut:
    """Return what is ruled out of each day by hours that are wanted: "after 2", "between 10 and 12"."""
    if ELAPSED in span.rules or not (span.start or span.end):
        return NOTHING
    begin = _minute(span.start) if span.start else 0
    end = (_minute(span.end) or DAY_MINUTES) if span.end else DAY_MINUTES
    around = ((0, begin), (end, DAY_MINUTES))
    return RuledOut(minutes=tuple(one for one in around if one[0] < one[1])) if begin < end else NOTHING


def weekday_from(span: Span, begin: datetime | None, zone: ZoneInfo) -> Span:
    """Return a weekday as the first one that is not over when what it is about begins: "next week, not Thursday"."""
    if not begin or not span.start or not span.end or span.grain != "day" or not _WEEKDAY.fullmatch(span.text):
        return span
    days = (begin.astimezone(zone).date() - span.end.astimezone(zone).date()).days + 1
    on = timedelta(weeks=max(0, -(-days // 7)))
    return replace(span, start=span.start + on, end=span.end + on)


def part_in(text: str) -> Part | None:
    """Return the part of the day that words are: "in the morning"; None when they are anything else."""
    found = _PART.fullmatch(text.strip(" ,.?!"))
    return Part(found[1].lower()) if found else None


def names_a_day(text: str) -> bool:
    """Return whether a time in words says which day it is on."""
    return _A_DAY.search(text) is not None


def _every_day(span: Span) -> RuledOut:
    # At three is no later than three.
    begin = _minute(span.start) + bool(_LATER_THAN.match(span.text)) if span.start else 0
    end = (_minute(span.end) or DAY_MINUTES) if span.end else DAY_MINUTES
    return RuledOut(minutes=((begin, end),)) if begin < end else NOTHING


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
