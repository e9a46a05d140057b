"""Whether a message in the middle of a form is no answer to it but a request of its own, as one that begins a task."""

import re
from collections.abc import Container

from actions.forms.commands import (
    LIKELY,
    SURE,
    asks_for_a_person,
    command_in,
    is_off_topic,
    is_question,
)
from actions.forms.message import Message
from parley.scheduling.courtesies import led_by

# Readings that say nothing of their own in the middle of a form.
_ANSWERS = frozenset({"inform", "change_answer", "affirm", "deny", "nlu_fallback", "show_more", "show_earlier", ""})
_TASKS = re.compile(r"\b(?:book|schedule|set up|arrange|new|meeting|cancel|move|re-?schedule|mark)\b", re.IGNORECASE)
# Another task, begun by its own verb: it is no name of an event, whatever else it says.
_OTHER_TASK = {
    "cancel_event": re.compile(rf"{led_by()}(?:cancel|call off|scrap)\b", re.IGNORECASE),
    "schedule_appointment": re.compile(rf"{led_by()}(?:book|schedule|set up|arrange)\b", re.IGNORECASE),
}
LONGEST_SLIP = 3  # words: an answer to another question, said too early


def is_likely_request(message: Message) -> bool:
    """Return whether a message was taken for one that says something of its own, and with some certainty."""
    return message.intent not in _ANSWERS and message.confidence >= LIKELY


def is_another_request(message: Message, begun_by: Container[str]) -> bool:
    """Return whether a message is a request of another kind than those that begin the form, which answers nothing."""
    if message.intent in _ANSWERS or message.intent in begun_by or command_in(message, anything_is_an_answer=False):
        return False
    return message.pressed or message.confidence >= LIKELY


def is_surely_else(message: Message, begun_by: Container[str], *, takes_anything: bool) -> bool:
    """Return whether a message surely is no answer, before it is read as one.

    `takes_anything` says that any text can be the answer, so that a verb alone begins no other task.
    """
    if message.pressed:
        return message.intent not in _ANSWERS
    if takes_anything:
        return any(is_one(message) for is_one in (is_question, asks_for_a_person, is_off_topic))
    verb = None if message.intent in begun_by else _OTHER_TASK.get(message.intent)
    return bool(verb and message.confidence >= SURE and verb.match(message.words))


def is_slip(message: Message) -> bool:
    """Return whether what was taken for no business of the bot's may be an answer to another question."""
    is_short = len(message.words.split()) <= LONGEST_SLIP and "?" not in message.words
    return message.intent == "out_of_scope" and is_short


def names_a_task(words: str) -> bool:
    """Return whether words say what they would have done: "book", "a new meeting"."""
    return _TASKS.search(words) is not None
