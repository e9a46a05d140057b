"""The wish for a time that words are, in the middle of a booking or a move."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.booking.calendar import account
from actions.booking.drafted import wish_of
from actions.booking.in_hand import day_in_hand, offered_times, time_in_hand
from actions.booking.on_offer import offered
from actions.booking.unsuited import (
    as_offered,
    left_out_of,
    narrowed,
    on_a_day_that_suits,
    ruled_out_before,
)
from actions.forms.answers import Answer, Reading
from actions.forms.message import Message
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.courtesies import NO, WISHING, YES, led_by
from parley.scheduling.openings import Part
from parley.scheduling.parts import part_of_days
from parley.scheduling.ruled_out import ELAPSED, NOTHING, RuledOut, all_but_hours, names_a_day
from parley.scheduling.wish import A_MINUTE, Time, Wish
from parley.when import Event, Span, without
from parley.when.draft import CLOCK

_PART = re.compile(r"\W*(?:in )?(?:the )?(?:late |early )?(morning|afternoon|evening)s?(?: please)?\W*", re.IGNORECASE)
# What is meant by the day of the time talked about: "later that day".
SAME_DAY = re.compile(
    r"\b(?:(?:later|earlier)(?: on)?,? (?:(?:on |in )?(?:that|the)(?: same)?|same) day"
    r"|(?:that|the)? ?same day,?(?: but| just)? (?:a (?:bit|little) )?(?:later|earlier))\b",
    re.IGNORECASE,
)
# Of the time that was chosen: "make it a bit later".
_A_BIT = re.compile(
    rf"{led_by(NO, YES, WISHING)}(?:(?:make|do|have) (?:it|that)(?: be)? )?(?:(?:maybe|slightly|somewhat|much|rather|"
    r"an? (?:bit|little(?: bit)?|tad|touch|lot)) )*(?P<way>later|earlier|sooner)(?: (?:on )?(?:that|the same) day)?"
    r"(?:[,. ]+(?:please|instead|then|if possible))*[\s.!?]*",
    re.IGNORECASE,
)
# The one after the week talked about: "the week after that", and not "the week after next".
_WEEK_AFTER = re.compile(
    r"\b(?:the|a) (?:(?:following|next) week(?: after(?: that)?)?|week (?:after|later)(?: that| this)?)\b"
    r"(?! (?:next|that \w))",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\s*(?:,|/|&|\b(?:and|or|either|maybe|possibly|on)\b|\s)+", re.IGNORECASE)
_THIS = re.compile(r"(?:(?:in|on|during|for) )?(?:this|tonight)\b", re.IGNORECASE)
# Words that may stand around a time and leave it a bare one.
_AROUND = re.compile(
    r"[^\w]|\b(?:at|on|in|for|by|the|and|to|please|maybe|perhaps|how|what|about|around|let'?s|say|do|make|it|is|good|ok"
    r"|okay|works?|then|instead|would|be|can|we|i|want|d|like|any ?time|sometime|that|fine|great|me|her|him|them|any"
    r"|anything|something|there|free|available|openings?|slots?|left|possible)\b",
    re.IGNORECASE,
)
# The rule of `parley.when` for an hour without a day.
DATELESS = "on the event's day"
# Its rules for what is counted from the time talked about.
_LEADING = {"a day after the event", "same time", "by a length"}


def wished_in(turn: Turn, task: Task, message: Message, *, asked: bool, bare: bool = False) -> Reading:
    """Return the time that words speak of, as a wish; in the middle of a day, an hour alone is one of that day."""
    before = ruled_out_before(task)
    after = week_after(turn, task) if _WEEK_AFTER.search(message.text) else None
    kept, ruled = left_out_of(turn, task, message.text, asked=asked, begin=after.start if after else None)
    if hours := _hours_of_each_day(turn, task, kept):
        kept, ruled = "", ruled | hours
    wished = _wished(turn, task, replace(message, text=kept), after, asked=asked, bare=bare and not ruled)
    if ruled and wished is None:
        return Answer(narrowed(turn, _range_in_hand(task), before, ruled))
    if wished is None:
        return None
    wish = wished if names_a_day(kept) else on_a_day_that_suits(turn, wished, before)
    return Answer(narrowed(turn, wish, before, ruled))


def _hours_of_each_day(turn: Turn, task: Task, text: str) -> RuledOut:
    """Return all but the hours that are named without a day, while several days are on offer: "anything after 2?"."""
    zone = turn.zone(account(turn))
    days = {start.astimezone(zone).date() for start, _ in offered(turn, task)}
    spans = turn.times(text, account(turn), asked=False) if len(days) > 1 and not task.draft.get("start") else []
    if len(spans) != 1 or names_a_day(spans[0].text) or _is_exact(spans[0]) or spans[0].grain not in CLOCK:
        return NOTHING
    return all_but_hours(spans[0]) if _is_bare(text, spans) else NOTHING


def _range_in_hand(task: Task) -> Wish:
    now = wish_of(task)
    return Wish() if now.exact or now.among else now


def _wished(turn: Turn, task: Task, message: Message, after: Wish | None, *, asked: bool, bare: bool) -> Wish | None:
    zone = turn.zone(account(turn))
    if part := _PART.fullmatch(message.text):
        day = day_in_hand(turn, task)
        return replace(Wish.on(day, Part(part[1].lower()), zone), text=message.text) if day else None
    in_hand = time_in_hand(turn, task)
    if in_hand and (beside := SAME_DAY.search(message.text)):
        return _rest_of_day(in_hand, zone, later="later" in beside[0].lower())
    if in_hand and task.draft.get("start") and (bit := _A_BIT.fullmatch(message.text)):
        # Begun a minute off, so that the next opening counts though the chosen one would not be over.
        return _rest_of_day(Event(in_hand.start, in_hand.start + A_MINUTE), zone, later=bit["way"].lower() == "later")
    each_day, text = part_of_days(message.text)
    # It may be what does not suit: "not the week after that".
    if after and in_hand and _WEEK_AFTER.search(text):
        return replace(after, part=each_day)
    spans = [one for one in turn.times(text, account(turn), asked=asked, about=in_hand) if one.start]
    if not spans or (bare and not _is_bare(text, spans)):
        return None
    spans[0] = _on_the_day_in_hand(turn, task, spans[0])
    together = [as_offered(turn, task, one) for one in _listed(text, spans)]
    wish = _offered_then(turn, task, spans[0]) or _of_several(together) or _of_span(together[0])
    return replace(wish, part=each_day)


def _on_the_day_in_hand(turn: Turn, task: Task, span: Span) -> Span:
    """Return hours without a day, such as "after lunch", as those of the day that is talked about."""
    day, begin = day_in_hand(turn, task), span.start
    is_placed = {DATELESS, ELAPSED} & set(span.rules) or names_a_day(span.text) or _THIS.match(span.text)
    if day is None or begin is None or is_placed or span.question or _is_exact(span) or span.grain not in CLOCK:
        return span
    on = day - begin.astimezone(turn.zone(account(turn))).date()
    return replace(span, start=begin + on, end=span.end + on if span.end else None)


def week_after(turn: Turn, task: Task) -> Wish:
    """Return the wish for the week after the one that is talked about, or after this one."""
    zone = turn.zone(account(turn))
    in_hand = time_in_hand(turn, task)
    start = (in_hand.start if in_hand else turn.services.clock()).astimezone(zone)
    monday = start.date() + timedelta(days=7 - start.weekday())
    begin = datetime.combine(monday, time(), zone)
    return Wish.between(begin, datetime.combine(monday + timedelta(days=7), time(), zone))


def _listed(text: str, spans: list[Span]) -> list[Span]:
    """Return the first time, and those that are listed right behind it: "Tuesday, Wednesday or Friday"."""
    listed = spans[:1]
    for span in spans[1:]:
        if not _EITHER.fullmatch(text[listed[-1].stop : span.begin]):
            break
        listed.append(span)
    return listed


def _of_several(spans: list[Span]) -> Wish | None:
    """Return the wish for one of several days, at the hour said behind the last: "Tuesday or Thursday at 3"."""
    if len(spans) < 2 or any(one.question or not one.start or not one.end for one in spans):
        return None
    *days, last = spans
    if any(one.grain != "day" for one in days):
        return None
    starts = [one.start for one in days]
    if _is_exact(last) and last.start:
        at = last.start.timetz()
        among = sorted({datetime.combine(start.date(), at) for start in (*starts, last.start) if start})
        return Wish(among=tuple((one,) for one in among), text=last.text)
    only = sorted((one.start, one.end) for one in spans if one.start and one.end)
    return Wish(only[0][0], only[-1][1], last.text, only=tuple(only))


def _offered_then(turn: Turn, task: Task, span: Span) -> Wish | None:
    """Return the time on offer that an hour without a day means: "at 11", when 11 on Monday is offered."""
    zone = turn.zone(account(turn))
    if DATELESS not in span.rules or span.start is None or span.question:
        return None
    said = span.start.astimezone(zone).time()
    for start, _ in offered_times(task):
        if datetime.fromisoformat(start).astimezone(zone).time() == said:
            return Wish.at(datetime.fromisoformat(start), span.text)
    return None


def _of_span(span: Span) -> Wish:
    among, exact = _readings(span), _is_exact(span)
    if len(among) > 1:
        return Wish(among=among, text=span.text)
    return Wish(span.start, span.end, span.text, exact=exact, unnamed=bool(_LEADING & set(span.rules)))


def _is_exact(span: Span) -> bool:
    return span.kind == "instant" and span.grain in CLOCK


def _readings(span: Span) -> tuple[Time, ...]:
    """Return when each of several readings begins and, unless it is one moment, when it ends."""
    exact, readings = _is_exact(span), span.question.readings if span.question else ()
    return tuple((one.start,) if exact or not one.end else (one.start, one.end) for one in readings if one.start)


def _is_bare(text: str, spans: list[Span]) -> bool:
    return not _AROUND.sub("", without(text, spans))


def _rest_of_day(in_hand: Event, zone: ZoneInfo, *, later: bool) -> Wish:
    """Return what of its day lies behind, or before, the time talked about."""
    day = Wish.on(in_hand.start.astimezone(zone).date(), None, zone)
    return replace(day, start=in_hand.end) if later else replace(day, end=in_hand.start)
