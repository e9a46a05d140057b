"""A wish about who is booked that comes after the booking: it cannot be changed, and what can be done is said."""

import re

from actions.taking_back import done_last
from actions.turn import Events, Turn, button
from parley.scheduling.guest_changes import guest_change
from parley.scheduling.parts_said import part_said

TELLS = "action_not_understood"
_BOOKED = ("utter_booked", "utter_moved")
_FIXED = ("name", "email", "guests", "place")  # what Calendly keeps as it was booked
_ADDRESS = re.compile(r"\S@\S")
_CHANGES_IT = re.compile(r"\b(?:change|correct|fix|set|use|make|switch|update|it'?s|should be|wrong)\b", re.IGNORECASE)
_IS_WRONG = re.compile(
    r"\b(?:name|e-?mail|mail|address)\b[^.?!]{0,20}\b(?:is|was|'s)(?: all)? (?:wrong|incorrect|misspel\w+|not right)"
    r"|\bwrong (?:name|e-?mail|mail|address|person)\b|\bmisspel\w+ (?:the|his|her|their|my) (?:name|e-?mail|mail)",
    re.IGNORECASE,
)
_COMES_TOO = re.compile(
    r"\b(?:too|as well|also|join|come|coming|attend)\b|\bto (?:it|that|this|the (?:meeting|call|booking|invit\w+))\b",
    re.IGNORECASE,
)
LONGEST = 14  # words


def wants_what_is_fixed(turn: Turn) -> bool:
    """Return whether the message wants name, address or guests of what was booked last to be others."""
    words = turn.message.words
    if not words or len(words.split()) > LONGEST or not _is_about_people(words):
        return False
    done = done_last(turn)
    return done is not None and done.told in _BOOKED and done.event is not None


def told_as_fixed(turn: Turn, action: str) -> Events:
    """Return the events that leave the message to what tells that; none when it wants nothing of the kind."""
    return turn.hand_over(TELLS) if action != TELLS and wants_what_is_fixed(turn) else []


def tell_what_is_fixed(turn: Turn) -> None:
    """Say that it cannot be changed, and offer to cancel it and to book anew."""
    done = done_last(turn)
    cancel = [button(turn.part("utter_line_cancel"), "cancel_event", event=done.event)] if done and done.event else []
    buttons = [*cancel, button(turn.part("utter_line_book_anew"), "schedule_appointment")]
    turn.say("utter_people_are_fixed", buttons=buttons)


def _is_about_people(words: str) -> bool:
    said = part_said(words, strict=True)
    if (said and said.part in _FIXED) or _IS_WRONG.search(words):
        return True
    if _ADDRESS.search(words) and _CHANGES_IT.search(words):
        return len(words.split()) <= LONGEST // 2
    change = guest_change(words, ()) if _COMES_TOO.search(words) else None
    return bool(change and (change.added or change.named))
