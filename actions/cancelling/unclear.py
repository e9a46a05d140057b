"""What begins like a cancelling and may be none: a day that does not suit, somebody who is not to be minded."""

import re
from dataclasses import replace

from rasa_sdk.events import SlotSet

from actions.attendances import candidate_of
from actions.cancelling.reviewed import MOST_AT_ONCE
from actions.cancelling.which import which
from actions.event_titles import line_of
from actions.surely import DETAILS, LIST
from actions.turn import Events, Turn, button
from parley.scheduling.common_words import CHANGED
from parley.scheduling.courtesies import NO, YES, led_by
from parley.scheduling.kept import as_json
from parley.scheduling.mentions import Why
from parley.scheduling.questions import look_up_in
from parley.scheduling.ruled_out import names_a_day
from parley.scheduling.words import words_of
from parley.when import without

_CANNOT = re.compile(
    rf"{led_by(NO, YES, 'unfortunately')}(?:(?:i|we)(?: really)? )?"
    r"(?:can'?t|can ?not|won'?t be able to|(?:am|are|'m|'re) not able to|will not be able to)(?: really)?"
    r" (?:do|make|manage|come|work)\b(?P<rest>.*)",
    re.IGNORECASE,
)
# What may be said beside the day, and names none of its events.
_ALL_THE_SAME = words_of(
    "it on in for at the any more anymore no longer after all at now then sorry unfortunately myself either too today "
    "what s is there have i do got"
)
_NEVER_MIND = re.compile(rf"{led_by(NO)}(?:never ?mind|nvm)\b(?P<whom>[^,;.!?–—-]*)(?P<rest>.*)", re.IGNORECASE)
_CHANGES = re.compile(rf"\b{CHANGED}\b", re.IGNORECASE)
_WHEN = re.compile(r"\W*(?:when|where|who)\b", re.IGNORECASE)


def not_minded(turn: Turn) -> Events:
    """Return the events that answer what follows "never mind him"; none where that is not said, or changes something.

    Whoever is not to be minded is left alone, and nothing of theirs is cancelled.
    """
    said = _NEVER_MIND.fullmatch(turn.message.words)
    if not said or _CHANGES.search(said[0]):
        return []
    rest = said["rest"].strip(" ,;.!–—-")
    if not rest:
        turn.say("utter_fine")
        return [SlotSet("focus_event", None)]
    turn.asked = replace(turn.asked, text=rest)
    intent = look_up_in(rest) or ("event_details" if _WHEN.match(rest) else "list_events_in_range")
    return turn.hand_over(DETAILS if intent == "event_details" else LIST, intent)


def asked_what_to_do(turn: Turn, words: str) -> Events:
    """Return the events that keep a day's events as those talked about, once it is asked what shall become of them.

    None where the words do more than say that one can't do that day: "I can't do Thursday any more".
    """
    day = _day_that_cannot_be(turn, words)
    found = which.found(turn, f"cancel everything {day}") if day else None
    if found is None or found.why is not Why.FOUND:
        return []
    events = found.attendances[:MOST_AT_ONCE]
    lines = "\n".join(line_of(turn, one, place) for place, one in enumerate(events, start=1))
    cancel, move = turn.part("utter_line_cancel"), turn.part("utter_line_move")
    buttons = [
        button(cancel, "cancel_event", said="cancel all of them"),
        button(move, "reschedule_event", said="move one of these"),
    ]
    turn.say("utter_cancel_or_move", events=lines, buttons=buttons)
    shown = [as_json(replace(candidate_of(one), people=())) for one in events]
    return [SlotSet("shown_events", shown), SlotSet("focus_event", events[0].event.id if len(events) == 1 else None)]


def _day_that_cannot_be(turn: Turn, words: str) -> str | None:
    said = _CANNOT.fullmatch(words)
    times = turn.times(said["rest"], which.account(turn), asked=False) if said else []
    if not said or len(times) != 1 or not names_a_day(times[0].text):
        return None
    return times[0].text if words_of(without(said["rest"], times)) <= _ALL_THE_SAME else None
