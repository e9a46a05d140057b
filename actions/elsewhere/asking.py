"""Whether the message asks what a time is elsewhere, whatever it was taken for."""

import re

from actions.elsewhere.words import Elsewhere, elsewhere_in
from actions.forms.message import Message
from actions.told_times import TOLD_TIMES
from actions.turn import Turn

ELSEWHERE = "action_tell_elsewhere"
_NAMES_A_PLACE = re.compile(r"\bin\b|\btime\b", re.IGNORECASE)
# Readings of a place alone that lead nowhere else.
_NOTHING_ELSE = frozenset({"out_of_scope", "nlu_fallback", "set_time_zone"})


def asks_elsewhere(turn: Turn, message: Message) -> Elsewhere | None:
    """Return what is asked; None when nothing of the kind is.

    No more than "and in New York?" asks it right after such a question; "in New York?" after any time that was told,
    unless a question is open, which may well ask for a place.
    """
    asked = elsewhere_in(message.words) if message.words else None
    if asked is None or not asked.goes_on:
        return asked
    sure = message.intent in _NOTHING_ELSE or _NAMES_A_PLACE.search(message.words)
    told = turn.slot(TOLD_TIMES) and not turn.form and asked.zones
    return asked if (sure and told) or elsewhere_in(turn.words_before) else None
