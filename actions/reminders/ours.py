"""Whether words are about reminders or digests although they were taken for something else."""

import re
from typing import Any

from rasa_sdk.events import SlotSet

from actions.reminders.wording import Plan
from actions.turn import Events, Turn
from parley.reminders.digest import Digest
from parley.reminders.words import is_errand, lead_in, speaks_of_digests, speaks_of_reminders
from parley.scheduling.common_words import EVENT
from parley.scheduling.courtesies import NO, led_by

# The reminder or digest talked about last.
IN_HAND = "plan_in_hand"
REMIND, DIGEST = "action_remind", "action_digest"
_STOPS_IT = re.compile(
    rf"{led_by(NO, 'never ?mind')}"
    r"(?:stop|cancel|delete|remove|drop|forget|undo|turn off) (?:it|that|this|them)(?: again)?(?:[, ]+please)?[\s.!]*"
    r"|(?:please )?(?:turn|switch) (?:it|that|them) off[\s.!]*",
    re.IGNORECASE,
)
_STOPS_ALL = re.compile(
    rf"{led_by(NO)}"
    r"(?:stop|cancel|delete|remove|drop|turn off) "
    r"(?:all|both|everything)(?: of (?:it|them|that|these|those))?(?:[, ]+please)?[\s.!]*",
    re.IGNORECASE,
)
_CHANGES_IT = re.compile(
    r"\b(?:make|change|set|move|push|put|shift) (?:it|that|this|them)\b|\binstead\b|\brather\b"
    r"|\bbefore\b|\bearlier\b|\blater\b"
    r"|^\W*(?:no|actually|sorry|oops)\b",
    re.IGNORECASE,
)
_NAMES_EVENT = re.compile(rf"\b(?:{EVENT}|one)s?\b", re.IGNORECASE)


def whose(turn: Turn) -> str | None:
    """Return the action that the message is for when it is about reminders or digests, None when it is not.

    Right after one was set, words such as "make it 20 minutes" or "cancel it" are about that.
    """
    words = turn.message.words
    if not words:
        return None
    if speaks_of_reminders(words):
        return REMIND
    if speaks_of_digests(words):
        return DIGEST
    return _following(turn, words)


def is_errand_here(turn: Turn) -> bool:
    """Return whether the message asks to be reminded of something that is no meeting."""
    return is_errand(turn.message.words)


def in_hand(turn: Turn) -> str | None:
    """Return the id of the reminder or digest talked about last."""
    kept: Any = turn.slot(IN_HAND)
    return str(kept["id"]) if isinstance(kept, dict) and "id" in kept else None


def take_in_hand(plan: Plan | None) -> Events:
    """Return the events that make it the one talked about."""
    kind = DIGEST if isinstance(plan, Digest) else REMIND
    return [SlotSet(IN_HAND, {"id": plan.id, "action": kind} if plan else None)]


def _following(turn: Turn, words: str) -> str | None:
    kept: Any = turn.slot(IN_HAND)
    if _STOPS_ALL.fullmatch(words) and turn.did_before(REMIND, DIGEST):
        return REMIND
    if not isinstance(kept, dict) or not turn.did_before(REMIND, DIGEST):
        return None
    if _STOPS_IT.fullmatch(words):
        return str(kept.get("action"))
    if not _CHANGES_IT.search(words) or _NAMES_EVENT.search(words):
        return None
    times, action = turn.times(words, None, asked=True), str(kept.get("action"))
    # "Move it to Friday" is about the meeting, "make it 20 minutes" about its reminder.
    is_change = bool(times) if action == DIGEST else lead_in(words, times) is not None
    return action if is_change else None
