"""The stretch of time that a request speaks of: read from its words, or chosen when they could mean several."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from actions.forms.which import Way, ask_which, kept_span
from actions.stretch import CLOCK as CLOCK
from actions.stretch import Stretch as Stretch
from actions.stretch import hours_of_days, stretch_of, whole_week
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.scheduling.common_words import EVENT
from parley.scheduling.parts import part_of_days
from parley.scheduling.ranges import days_later, following_days
from parley.scheduling.ruled_out import NOTHING, RuledOut, ruled_out, weekday_from
from parley.when import Span, without
from parley.when.spans import Reading
from parley.when.wall import day_start

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
# "Ten past ten" is no past.
_ON_THE_CLOCK = r"(?<!five )(?<!ten )(?<!quarter )(?<!half )(?<!twenty )(?<!twenty-five )(?<!minutes )(?<!\d )"
_PAST = re.compile(
    r"\b(?:did|had|was|were|been|happened|attended|met|previous(?:ly)?|earlier|ago|since|yesterday|so far)\b"
    rf"|\b{_ON_THE_CLOCK}past\b|\blast (?!one|name|{EVENT}s? (?:on|of|for|today|tomorrow|this|next)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:on|at|in|for|by)\s+", re.IGNORECASE)
# Words that may stand around a time and say nothing more.
_AROUND = re.compile(
    r"\b(?:and|ok(?:ay)?|so|then|what about|how about|on|in|at|for|the|please|rather|instead|no|nope|oh|wait|sorry"
    r"|actually|i mean(?:t)?|make (?:it|that))\b",
    re.IGNORECASE,
)
# What was had, as far as it is over.
_SO_FAR = re.compile(
    r"\b(?:did|have|had) (?:i|we) (?:\w+ )?(?:have|had|attend|take|meet|met|see|seen|do)\b|\bso far\b", re.I
)
# "Thursday and Friday", "next Monday, Tuesday and Friday".
_AND_DAYS = re.compile(r"\W*(?:\b(?:and|or|as well as|plus)\b)?\W*(?:on )?", re.IGNORECASE)
_NEXT_DAY = re.compile(r"\W*(?:on )?(?:next|the following)\b", re.IGNORECASE)
ANOTHER_WEEK = re.compile(r"\b(?:another|a different|the following) week\b|\bweek after\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Unclear:
    """Words that mean several times."""

    span: Span


def stretch_in(turn: Turn, account: Account) -> Stretch | Unclear | None:
    """Return the time that the request speaks of, without what it leaves out; None when it speaks of none."""
    left_out, stretch = turn.asked.left_out, _whole_stretch(turn, account)
    begin, zone = stretch.start if isinstance(stretch, Stretch) else None, turn.zone(account)
    times = turn.times(left_out, account, asked=False) if left_out else []
    ruled = ruled_out(left_out, [weekday_from(one, begin, zone) for one in times])
    if not ruled or isinstance(stretch, Unclear):
        return stretch
    whole = stretch or _coming_week(turn, account)
    return replace(whole, without=whole.without | ruled, left_out=left_out)


def _whole_stretch(turn: Turn, account: Account) -> Stretch | Unclear | None:
    chosen = turn.asked.chosen
    if isinstance(chosen, dict) and {"start", "end"} <= chosen.keys():
        grain, at_once = chosen.get("grain", "day"), bool(chosen.get("is_moment"))
        part = part_of_days(turn.asked.text)[0]
        return Stretch(_moment(chosen["start"]), _moment(chosen["end"]), grain, is_moment=at_once, part=part)
    spans = spans_in(turn, account)
    span = next(iter(spans), None)
    if span is None:
        return _each_day(turn, account)
    if span.question:
        return Unclear(span)
    text, all_days = turn.asked.text, all(one.start and one.end and not one.question for one in spans)
    if len(spans) > 1 and all_days and (both := _joined(text, spans)):
        return replace(both, part=part_of_days(text)[0])
    if days := hours_of_days(spans):
        return days
    stretch = _so_far(_bounded(_looking_back(whole_week(stretch_of(span)), turn), turn), turn)
    return replace(stretch, part=part_of_days(turn.asked.text)[0])


def spans_in(turn: Turn, account: Account | None = None) -> list[Span]:
    """Return the certain and the unclear times of the request; lengths and what comes again are none."""
    prefer = "past" if looks_back(turn.asked.text) else "future"
    text = part_of_days(turn.asked.text)[1]
    found = turn.times(text, account, asked=False, prefer=prefer)  # type: ignore[arg-type]
    return [one for one in found if one.kind in ("instant", "range", "open range") and not one.latent]


def says_only_a_time(turn: Turn) -> bool:
    """Return whether the words are no more than a time: `Q1`, `friday 9am`, `and on the weekend?`."""
    spans = [one for one in turn.times(turn.message.words, None, asked=False) if one.kind != "duration"]
    return bool(spans) and not _AROUND.sub("", without(turn.message.words, spans)).strip(" |?!.,")


def looks_back(text: str) -> bool:
    """Return whether the words speak of what has been."""
    return _PAST.search(text) is not None


def ask_which_time(turn: Turn, account: Account, unclear: Unclear, **more: Any) -> Events:
    """Ask which of the times is meant."""
    span = unclear.span
    if span.question is None:
        raise ValueError("there is nothing to ask")
    alive = [one for one in span.question.readings if one.start]
    ways = [_way(turn, account, span, one, more) for one in alive]
    return ask_which(turn, f"utter_which_{span.question.about}", ways, "time", words=_PREPOSITION.sub("", span.text))


def closed(turn: Turn, account: Account, stretch: Stretch | None) -> tuple[datetime, datetime]:
    """Return both ends of a stretch; a week from now on where none is named."""
    now, zone = turn.services.clock(), turn.zone(account)
    start = stretch.start if stretch and stretch.start else now
    if stretch and stretch.end:
        return start, stretch.end
    return start, day_start(max(start, now).astimezone(zone).date() + A_WEEK, zone)


def further(turn: Turn, account: Account, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return what "more", "another week" and "earlier" lead to behind a stretch: as many days, or a week, on."""
    zone = turn.zone(account)
    days = max(1, (end.astimezone(zone).date() - start.astimezone(zone).date()).days)
    step = 7 if days > 1 or ANOTHER_WEEK.search(turn.asked.text) else 1
    whole = days_later((start, end), -step if turn.asked.intent == "show_earlier" else step, zone)
    # On from whole days: the first look may have begun in the middle of one.
    return max(day_start(whole[0].date(), zone), turn.services.clock()) if days > 1 else whole[0], whole[1]


def _way(turn: Turn, account: Account, span: Span, reading: Reading, more: dict[str, Any]) -> Way:
    start = reading.start
    if start is None:
        raise ValueError("a reading without a start")
    day = start.astimezone(turn.zone(account)).date()
    said = turn.said(start if span.grain in CLOCK else day, account)
    by_zone = span.question is not None and span.question.about == "zone"
    title = turn.part("utter_line_in_zone", name=reading.name, when=said) if by_zone else said
    end = reading.end.isoformat() if reading.end else None
    # In another form only words can carry the choice: the request, with the time said so that it means one thing.
    whole = turn.asked.text.replace(span.text, f" {said} ")
    return Way(title, {**kept_span(span), "start": start.isoformat(), "end": end, **more}, (reading.name,), whole)


def _looking_back(stretch: Stretch, turn: Turn) -> Stretch:
    """Take "what did I have on Monday" as the Monday before: weekdays look ahead by themselves."""
    ahead = stretch.start is not None and stretch.start > turn.now
    if not ahead or not stretch.start or not looks_back(turn.asked.text) or not _WEEKDAY.search(stretch.text):
        return stretch
    # On the wall: a clock change in between shifts nothing.
    return Stretch(stretch.start - A_WEEK, stretch.end - A_WEEK if stretch.end else None, stretch.grain, stretch.text)


def _joined(text: str, spans: list[Span]) -> Stretch | None:
    """Return several days said together, "Thursday and Friday", as one stretch without what lies between them."""
    between = [text[one.stop : other.begin] for one, other in pairwise(spans)]
    if not all(_AND_DAYS.fullmatch(one) for one in between) or any(one.grain in CLOCK for one in spans):
        return None
    days = following_days(
        [(one.start, one.end) for one in spans if one.start and one.end], of_next=bool(_NEXT_DAY.match(spans[0].text))
    )
    gaps = tuple((a[1], b[0]) for a, b in pairwise(days))
    said = text[spans[0].begin : spans[-1].stop]
    return Stretch(days[0][0], days[-1][1], text=said, without=RuledOut(ranges=gaps) if gaps else NOTHING)


def _so_far(stretch: Stretch, turn: Turn) -> Stretch:
    """Take "how many calls did I have this month" as what of it is over."""
    start, end = stretch.start, stretch.end
    is_long = start is not None and end is not None and end - start > A_DAY
    if not is_long or not start < turn.now < end or not _SO_FAR.search(turn.asked.text):  # type: ignore[operator]
        return stretch
    return replace(stretch, end=turn.now)


def _bounded(stretch: Stretch, turn: Turn) -> Stretch:
    """Take "after 3 pm tomorrow" as the rest of that day, and "before noon tomorrow" as its beginning."""
    if stretch.grain not in CLOCK or (stretch.start and stretch.end):
        return stretch
    if stretch.start:
        zone = stretch.start.tzinfo or turn.zone()
        return Stretch(stretch.start, day_start(stretch.start.date() + A_DAY, zone), stretch.grain, stretch.text)
    if stretch.end:
        zone = stretch.end.tzinfo or turn.zone()
        # "Before midnight" is the day that ends then.
        day = (stretch.end - timedelta(microseconds=1)).date() if stretch.end.time() == time() else stretch.end.date()
        return Stretch(day_start(day, zone), stretch.end, stretch.grain, stretch.text)
    return stretch


def _each_day(turn: Turn, account: Account) -> Stretch | None:
    """Return a week from now on where a part of several days is asked for, and no time."""
    part = part_of_days(turn.asked.text)[0]
    if part is None:
        return None
    return replace(_coming_week(turn, account), part=part)


def _coming_week(turn: Turn, account: Account) -> Stretch:
    now, zone = turn.now, turn.zone(account)
    return Stretch(now, day_start(now.astimezone(zone).date() + A_WEEK, zone))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
