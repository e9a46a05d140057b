"""When it shall be: words, buttons, "later" and "another week", until one opening is chosen."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.booking.calendar import account, the_offer
from actions.booking.drafted import put
from actions.booking.in_hand import day_in_hand, offered_times, time_in_hand
from actions.booking.offering import LATER, WEEK
from actions.booking.picker import openings
from actions.booking.typed import NONE_OF_THEM, typed_choice
from actions.booking.unsuited import as_offered, left_out_of, narrowed, on_a_day_that_suits, ruled_out_before
from actions.forms.answers import Answer, Reading, Wrong, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.openings import Part, lasts, part_of_day
from parley.scheduling.parts import part_of_days
from parley.scheduling.refusals import refused, refuses_the_offer
from parley.scheduling.ruled_out import NOTHING, RuledOut, names_a_day
from parley.when import Event, Span
from parley.when import Reading as When

_LATER = re.compile(
    r"\W*(?:(?:any(?:thing)?|something|show(?: me)?|a bit|what about)? ?(?:later|more|others?|else)"
    r"(?: (?:ones?|times?|days?|on))?"
    r"|other (?:times?|days?)|next (?:ones?|page)|none of (?:these|those|them)(?: works?)?)\W*",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"\W*(?:another|a (?:different|later)|the (?:following|one after)|the week after)(?: week)?\W*", re.I
)
_PART = re.compile(r"\W*(?:in )?(?:the )?(?:late |early )?(morning|afternoon|evening)s?(?: please)?\W*", re.IGNORECASE)
# What is meant by the day of the time talked about: "later that day".
SAME_DAY = re.compile(
    r"\b(?:(?:later|earlier)(?: on)?,? (?:(?:on |in )?(?:that|the)(?: same)?|same) day"
    r"|(?:that|the)? ?same day,?(?: but| just)? (?:a (?:bit|little) )?(?:later|earlier))\b",
    re.IGNORECASE,
)
# Words that may stand around a time and leave it a bare one.
_AROUND = re.compile(
    r"[^\w]|\b(?:at|on|in|for|by|the|and|to|please|maybe|perhaps|how|what|about|around|let'?s|say|do|make|it|is|good|ok"
    r"|okay|works?|then|instead|would|be|can|we|i|want|d|like|any ?time|sometime|that|fine|great|me|her|him|them|any"
    r"|anything|something|there|free|available|openings?|slots?|left|possible)\b",
    re.IGNORECASE,
)
# The rule of `parley.when` for an hour without a day.
DATELESS = "on the event's day"
# Readings of a message that may answer "when?".
ABOUT_TIMES = frozenset(
    {"inform", "change_answer", "schedule_appointment", "check_availability", "show_more", "affirm"}
)
LIKELY = 0.5
Wish = dict[str, Any]


class StartQuestion(Question):
    """The start."""

    name = "start"
    explained = "utter_explain_start"
    called = "utter_line_a_time"

    def ask(self, turn: Turn, task: Task) -> None:
        """Offer what is free, as buttons that lead to each opening."""
        offered = task.draft.get("offered") or {}
        kind, choices = offered.get("kind", "times"), offered.get("choices", [])
        buttons = [button(title, "inform", choice=chosen) for chosen, title in choices]
        if kind != "which":
            buttons += self._further(turn, offered)
        response = f"utter_offer_{kind}" if choices else "utter_offer_nothing"
        why = offered.pop("why", None)
        if why and offered["wished"] != task.draft.get("reasoned"):  # Once, however often the question is asked.
            task.draft["reasoned"] = offered["wished"]
            turn.say(f"utter_none_{why}", wished=offered["wished"])
        lines = turn.numbered(title for _, title in choices)
        turn.clocks.told += [(datetime.fromisoformat(start),) * 2 for start, _ in offered_times(task)]
        zone = turn.zone(account(turn)).key
        what = the_offer(turn, task).name
        day, parts = offered.get("day") or "", openings(turn, offered, lines)
        turn.say(response, what=what, day=day, events=lines, zone=zone, buttons=buttons, parts=parts)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the wish that the message is."""
        offered = task.draft.get("offered") or {}
        if message.pressed:
            return _chosen(turn, task, message.choice)
        if chosen := typed_choice(offered, message):
            return _chosen(turn, task, chosen)
        if chosen == NONE_OF_THEM:  # "The 20th" is a day, "the ninth one" a place.
            day = wished_in(turn, task, message, asked=True) if re.search(r"\d", message.text) else None
            return day or Wrong("utter_no_such_choice")
        if _WEEK.fullmatch(message.text):  # Which reads as "more", too.
            return _chosen(turn, task, WEEK)
        if _LATER.fullmatch(message.text) or message.intent == "show_more":
            return _chosen(turn, task, LATER)
        if yes_or_no(message):
            return Wrong("utter_say_which")
        if refuses_the_offer(message.text) or (yes_or_no(message) is False and offered.get("kind") == "one"):
            return _chosen(turn, task, LATER)
        if yes_or_no(message) is False:
            return Wrong(self.explained)
        # "Cancel my 2 pm call" names a time too: a message that asks for something else has to be nothing but a time.
        elsewhere = message.intent not in ABOUT_TIMES and message.confidence >= LIKELY
        return wished_in(turn, task, message, asked=True, bare=elsewhere)

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the time in a message, once a time or a wish is there: `no, Wednesday`."""
        if not message.words:
            return None
        if task.draft.get("start") and refuses_the_offer(message.text):
            return Answer(without_chosen(turn, task))
        return wished_in(turn, task, message, asked=refused(message.text) is not None, bare=bare)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Note the wish; whether it is free is settled before the next question."""
        put(task, start=None, offered=None, reasoned=None, wish=value)

    def _further(self, turn: Turn, offered: dict[str, Any]) -> list[dict[str, str]]:
        further = [button(turn.part("utter_line_later"), "inform", choice=LATER)] if offered.get("after") else []
        return [*further, button(turn.part("utter_line_another_week"), "inform", choice=WEEK)]


def without_chosen(turn: Turn, task: Task) -> Wish:
    """Return the wish for any other time than the one that is chosen."""
    start = datetime.fromisoformat(task.draft["start"])
    ruled = RuledOut(ranges=((start, start + lasts(the_offer(turn, task).event_type)),))
    return narrowed(turn, None, ruled_out_before(task), ruled)


def _chosen(turn: Turn, task: Task, choice: str | None) -> Reading:
    """Return the wish that a button or a place stands for: it says what to look for, and never that it is free."""
    zone = turn.zone(account(turn))
    try:
        match (choice or "").split(" "):
            case ["later"]:
                wish = _later(task)
                return Answer(_as_before(turn, task, wish)) if wish else Wrong("utter_nothing_later")
            case ["week"]:
                return Answer(_as_before(turn, task, _another_week(turn, task)))
            case ["day", day]:
                part = (task.draft.get("wish") or {}).get("part")
                return Answer(_as_before(turn, task, _of_day(date.fromisoformat(day), part, zone)))
            case ["span", start, end]:
                return Answer(range_wished(datetime.fromisoformat(start), datetime.fromisoformat(end)))
            case [("morning" | "afternoon" | "evening") as part, day]:
                wish = range_wished(*part_of_day(date.fromisoformat(day), Part(part), zone))
                return Answer(_as_before(turn, task, wish))
            case [start]:
                return Answer({"start": datetime.fromisoformat(start).isoformat(), "exact": True, "text": ""})
    except ValueError:
        return None
    return None


def _as_before(turn: Turn, task: Task, wish: Wish) -> Wish:
    return narrowed(turn, wish, ruled_out_before(task), NOTHING)


def _later(task: Task) -> Wish | None:
    """Return what comes behind the times on offer: the rest of the range, or what follows it."""
    offered, wish = task.draft.get("offered") or {}, task.draft.get("wish") or {}
    if after := offered.get("after"):
        return {"start": after, "end": wish.get("end"), "text": "", "exact": False}
    return {"start": wish["end"], "end": None, "text": "", "exact": False} if wish.get("end") else None


def _another_week(turn: Turn, task: Task) -> Wish:
    zone = turn.zone(account(turn))
    wish = task.draft.get("wish") or {}
    start = datetime.fromisoformat(wish["start"]).astimezone(zone) if wish else turn.services.clock().astimezone(zone)
    monday = start.date() + timedelta(days=7 - start.weekday())
    begin = datetime.combine(monday, time(), zone)
    return range_wished(begin, datetime.combine(monday + timedelta(days=7), time(), zone))


def _of_day(day: date, part: str | None, zone: ZoneInfo) -> Wish:
    start = datetime.combine(day, time(), zone)
    return range_wished(*part_of_day(day, Part(part), zone)) if part else range_wished(start, start + timedelta(days=1))


def _rest_of_day(in_hand: Event, zone: ZoneInfo, *, later: bool) -> Wish:
    """Return what of its day lies behind, or before, the time talked about."""
    day = _of_day(in_hand.start.astimezone(zone).date(), None, zone)
    return day | ({"start": in_hand.end.isoformat()} if later else {"end": in_hand.start.isoformat()})


def range_wished(start: datetime, end: datetime, text: str = "") -> Wish:
    """Return the wish for a time between two moments, or at one that is both."""
    return {"start": start.isoformat(), "end": end.isoformat(), "text": text, "exact": start == end}


def wished_in(turn: Turn, task: Task, message: Message, *, asked: bool, bare: bool = False) -> Reading:
    """Return the time that words speak of, as a wish; in the middle of a day, an hour alone is one of that day."""
    before = ruled_out_before(task)
    kept, ruled = left_out_of(turn, task, message.text, asked=asked)
    wished = _wished(turn, task, replace(message, text=kept), asked=asked, bare=bare and not ruled)
    if ruled and wished is None:
        now = task.draft.get("wish") or {}
        return Answer(narrowed(turn, None if now.get("exact") or now.get("among") else now, before, ruled))
    if not isinstance(wished, Answer):
        return wished
    wish = wished.value if names_a_day(kept) else on_a_day_that_suits(turn, wished.value, before)
    return Answer(narrowed(turn, wish, before, ruled))


def _wished(turn: Turn, task: Task, message: Message, *, asked: bool, bare: bool) -> Answer | None:
    zone = turn.zone(account(turn))
    if part := _PART.fullmatch(message.text):
        day = day_in_hand(turn, task)
        return Answer(range_wished(*part_of_day(day, Part(part[1].lower()), zone), text=message.text)) if day else None
    in_hand = time_in_hand(turn, task)
    if in_hand and (beside := SAME_DAY.search(message.text)):
        return Answer(_rest_of_day(in_hand, zone, later="later" in beside[0].lower()))
    each_day, text = part_of_days(message.text)
    spans = [one for one in turn.times(text, account(turn), asked=asked, about=in_hand) if one.start]
    if not spans or (bare and not _is_bare(text, spans)):
        return None
    wish = _offered_then(turn, task, spans[0]) or _of_span(as_offered(turn, task, spans[0]))
    return Answer(wish | {"part": each_day.value} if each_day else wish)


def _offered_then(turn: Turn, task: Task, span: Span) -> Wish | None:
    """Return the time on offer that an hour without a day means: "at 11", when 11 on Monday is offered."""
    zone = turn.zone(account(turn))
    if DATELESS not in span.rules or span.start is None or span.question:
        return None
    said = span.start.astimezone(zone).time()
    for start, _ in offered_times(task):
        if datetime.fromisoformat(start).astimezone(zone).time() == said:
            return {"start": start, "exact": True, "text": span.text}
    return None


def _of_span(span: Span) -> Wish:
    start, end = span.start, span.end
    exact = span.kind == "instant" and span.grain in ("hour", "minute", "second")
    if span.question:
        among = [_reading(one, exact=exact) for one in span.question.readings if one.start]
        if len(among) > 1:
            return {"among": among, "text": span.text}
    return {
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "text": span.text,
        "exact": exact,
    }


def _reading(reading: When, *, exact: bool) -> list[str]:
    """Return when a reading begins and, unless it is one moment, when it ends."""
    ends = () if exact or not reading.end else (reading.end,)
    return [one.isoformat() for one in (reading.start, *ends) if one]


def _is_bare(text: str, spans: list[Span]) -> bool:
    rest = text
    for span in reversed(spans):
        rest = rest[: span.begin] + rest[span.stop :]
    return not _AROUND.sub("", rest)
