"""What a visitor's words ask of the house, whatever they were taken for, and where that is answered."""

import re

from actions.forms.message import Message
from actions.forms.tasks import TASKS
from actions.told_before import free_time_told
from actions.turn import Turn
from parley.accounts.access import NeedsAccount
from parley.calendly.errors import CalendlyError
from parley.scheduling.house_questions import OfHouse, house_question
from parley.scheduling.parts import part_of_days

RECEPTION, OPENINGS = "action_answer_of_house", "action_list_openings"
SHORT = 5  # words: "only in the mornings"
_OF_THE_HOST = frozenset({"event_types:read"})
_LOOKS_UP = frozenset({"list_events", "list_events_in_range", "event_details", "out_of_scope", "nlu_fallback"})
# What is about bookings that stand, rather than about times to book.
_OWN = re.compile(
    r"\b(?:my|mine|booked|bookings?|have i|i have|i'?ve|am i|cancel\w*|calendar|remind\w*)\b", re.IGNORECASE
)


def asked_of_house(turn: Turn, message: Message) -> OfHouse | None:
    """Return what a visitor asks of the house; None when it is nothing of the kind, or they are no visitor."""
    if not message.words or not turn.visiting:
        return None
    return house_question(message.words, turn.once("host", lambda: _host(turn)))


def house_answers(turn: Turn) -> tuple[str, str] | None:
    """Return the action that answers a visitor's question of the house, and the intent it has there; else None.

    Another time, right after free times were told, asks for those of that time.
    """
    asked = asked_of_house(turn, turn.message)
    if asked and asked is not OfHouse.TIMES:
        return RECEPTION, "event_details"
    may_look = turn.intent in _LOOKS_UP or (turn.intent not in TASKS and len(turn.message.words.split()) <= SHORT)
    goes_on = asked is None and may_look and _looks_further(turn)
    return (OPENINGS, "check_availability") if asked or goes_on else None


def _looks_further(turn: Turn) -> bool:
    words = turn.message.words
    if not turn.visiting or free_time_told(turn) != OPENINGS or _OWN.search(words):
        return False
    said_parts = part_of_days(words)[0] is not None
    return said_parts or any(one.kind != "duration" for one in turn.times(words, None, asked=False))


def _host(turn: Turn) -> str:
    """Return whom one visits, "" while that cannot be read; it is asked of every message, often in a turn."""
    try:
        # Read aside: what the turn itself works with is for its own question to say.
        return turn.services.calendars.account(turn.conversation_id, _OF_THE_HOST).owner.name
    except (CalendlyError, NeedsAccount):
        return ""
