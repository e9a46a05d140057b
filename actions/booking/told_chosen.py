"""One of the free times that were told right before, chosen by its place: "the first one please"."""

import re

from rasa_sdk.events import FollowupAction

from actions.forms.tasks import TASKS
from actions.told_before import FURTHER
from actions.turn import Events, Turn
from parley.scheduling.courtesies import WISHING, YES, led_by

_INTENT = "schedule_appointment"
_CHOOSES = re.compile(
    rf"{led_by(YES, WISHING)}(?:(?:take|have|get|do|book|i'?ll take) )?the (?:very )?"
    r"(?:first|second|third|fourth|fifth|sixth|last|earliest|latest|soonest)(?: (?:one|time|slot))?"
    r"(?: (?:you have|of (?:them|those|these)))?(?:[, ]+(?:please|pls|then|thanks))*\W*",
    re.IGNORECASE,
)


def books_a_told_time(turn: Turn) -> Events:
    """Return the events that begin to book the time that the words choose; none when they choose none."""
    words = turn.message.words
    if turn.intent == _INTENT or not turn.did_before(FURTHER["openings"]) or not _CHOOSES.fullmatch(words):
        return []
    form = TASKS[_INTENT]
    return [*turn.keep_request(form, _INTENT, words), FollowupAction(form)]
