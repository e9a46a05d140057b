"""Yes or no to a question whether something is so with one event: its time, its length, how one meets."""

import re

from actions.stretches import spans_in
from actions.turn import Turn
from actions.whom import NOBODY_NOR_A_TIME
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.agenda import Attendance
from parley.scheduling.questions import asks_if_it_is, longer_asked
from parley.scheduling.sums import length_of
from parley.scheduling.ways import suits, way_in
from parley.scheduling.words import folded, words_of

_WHOSE = re.compile(r"\b([^\W\d_]+)['’]s\b(?= \w)")
_IS = words_of("what who when where how that there here she he let")


def say_if_so(turn: Turn, account: Account, one: Attendance) -> None:
    """Say yes or no first, where the question can be answered with that."""
    so = is_so(turn, account, one.event) if asks_if_it_is(turn.asked.text) else None
    if so is not None and not _is_of_another(turn.asked.text, one):
        turn.say("utter_yes" if so else "utter_no")


def _is_of_another(text: str, one: Attendance) -> bool:
    """Return whether the question is about something of somebody who is not in it: "is Ana's call on Friday?"."""
    owners = {folded(owner) for owner in _WHOSE.findall(text)} - NOBODY_NOR_A_TIME - _IS
    names = {word for who in one.coming for word in words_of(who.name)} | words_of(one.event.name or "")
    return bool(owners) and not owners & names


def is_so(turn: Turn, account: Account, event: ScheduledEvent) -> bool | None:
    """Return whether all is so that is asked of the event; None when nothing is that can be told."""
    text = turn.asked.text
    checks = [_is_as_long(turn, account, text, event), _is_then(turn, account, event)]
    way = way_in(text)[0]
    checks += [suits(way, event.location)] if way else []
    known = [one for one in checks if one is not None]
    return all(known) if known else None


def _is_as_long(turn: Turn, account: Account, text: str, event: ScheduledEvent) -> bool | None:
    asked = longer_asked(text)
    spans = turn.times(text, account, asked=False)
    lengths = [one.duration for one in spans if one.kind == "duration" and one.duration]
    if not asked or not lengths:
        return None
    return length_of(event) > lengths[0] if asked[1] else length_of(event) < lengths[0]


def _is_then(turn: Turn, account: Account, event: ScheduledEvent) -> bool | None:
    spans = [(one.start, one.end) for one in spans_in(turn, account) if one.start and not one.question]
    if not spans or longer_asked(turn.asked.text):
        return None
    return any(start <= event.start_time and (end is None or event.start_time < end) for start, end in spans)
