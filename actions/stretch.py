"""A stretch of time: from its words, and with the hours of each day that are said beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from parley.scheduling.openings import Part
from parley.scheduling.ruled_out import ELAPSED, NOTHING, RuledOut, all_but_hours, names_a_day, part_in
from parley.when import Span
from parley.when.spans import Grain
from parley.when.wall import day_start

CLOCK = ("hour", "minute", "second")
A_DAY = timedelta(days=1)
HOUR_OF_A_CHANGE = timedelta(hours=1)  # by which a day may be longer, when the clocks go back
SUNDAY = 6
_REST_OF_WEEK = re.compile(r"\brest of (?:the|this|my) week\b", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|now)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stretch:
    """From when, inclusive, until when, exclusive; None where it is open. `text` are the words that said it."""

    start: datetime | None
    end: datetime | None
    grain: Grain = "day"
    text: str = ""
    # One time of day rather than a while: what is going on then is meant too.
    is_moment: bool = False
    # Only this part of each day.
    part: Part | None = None
    # But not at these times, in the words that said them; or only at the hours of each day that `hours` say.
    without: RuledOut = NOTHING
    left_out: str = ""
    hours: str = ""


def stretch_of(span: Span) -> Stretch:
    """Return the stretch that a time is."""
    return Stretch(span.start, span.end, span.grain, span.text, span.kind == "instant" and span.grain in CLOCK)


def whole_week(stretch: Stretch) -> Stretch:
    """Return the rest of a week with its Sunday."""
    if not _REST_OF_WEEK.search(stretch.text) or not stretch.end or stretch.end.weekday() != SUNDAY:
        return stretch
    return replace(stretch, end=day_start(stretch.end.date() + A_DAY, stretch.end.tzinfo))  # type: ignore[arg-type]


def hours_of_each(days: Stretch, hours: Span) -> Stretch:
    """Return only these hours, or this part, of each day."""
    if part := part_in(hours.text):
        return replace(days, part=part)
    return replace(days, without=days.without | all_but_hours(hours), hours=hours.text.strip(" ,."))


def is_of_any_day(span: Span) -> bool:
    """Return whether these are hours without a day: "before 9", "in the morning"."""
    placed = ELAPSED in span.rules or names_a_day(span.text) or _THIS.search(span.text)
    return span.grain in CLOCK and not placed


def hours_of_days(spans: Sequence[Span]) -> Stretch | None:
    """Return the hours of several days that are said beside them: "before 9 any day this week"."""
    hours = [one for one in spans if is_of_any_day(one) and one.kind != "instant"]
    days = [one for one in spans if one not in hours]
    if len(hours) != 1 or len(days) != 1 or days[0].question or days[0].grain in CLOCK:
        return None
    whole = whole_week(stretch_of(days[0]))
    several = whole.start and whole.end and whole.end - whole.start > A_DAY + HOUR_OF_A_CHANGE
    return hours_of_each(whole, hours[0]) if several else None
