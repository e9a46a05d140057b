"""Whether the message asks what a time is elsewhere, whatever it was taken for."""

import re

from actions.elsewhere.words import Elsewhere, elsewhere_in
from actions.forms.message import Message
from actions.told_times import TOLD_TIMES
from actions.turn import Turn

ELSEWHERE = "action_tell_elsewhere"
_NAMES_A_PLACE = re.compile(r"\bin\b|\btime\b", re.IGNORECASE)
_NEVER_AN_ANSWER = re.compile(r"\band (?:what about )?in\b.*\?\W*$", re.IGNORECASE)
# Readings of a place alone that lead nowhere else.
_NOTHING_ELSE = frozenset({"out_of_scope", "nlu_fallback", "set_time_zone"})


def asks_elsewhere(turn: Turn, message: Message) -> Elsewhere | None:
    """Return what is asked; None when nothing of the kind is.

    No more than "and New York?" asks it right after such a question; "in New York?" after any time that was told,
    unless a question is open, which may well ask for a place: no answer begins with "and".
    """
    asked = elsewhere_in(message.words) if message.words else None
    if asked is None or not asked.goes_on:
        return asked
    sure = message.intent in _NOTHING_ELSE or _NAMES_A_PLACE.search(message.words)
    told = turn.slot(TOLD_TIMES) and asked.zones and (not turn.form or _NEVER_AN_ANSWER.search(message.words))
    return asked if (sure and told) or elsewhere_in(turn.words_before) else None
