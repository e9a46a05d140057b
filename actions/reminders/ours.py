"""Whether words are about reminders or digests although they were taken for something else."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import SlotSet

from actions.reminders.following import DIGEST, IN_HAND, REMIND, went_on
from actions.reminders.wording import Plan
from actions.turn import Events, Turn
from parley.reminders.digest import Digest
from parley.reminders.words import is_errand, speaks_of_digests, speaks_of_reminders


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
    return went_on(turn)


def is_errand_here(turn: Turn) -> bool:
    """Return whether the message asks to be reminded of something that is no meeting."""
    return is_errand(turn.message.words)


def in_hand(turn: Turn) -> str | None:
    """Return the id of the reminder or digest talked about last."""
    kept: Any = turn.slot(IN_HAND)
    return str(kept["id"]) if isinstance(kept, dict) and "id" in kept else None


def take_in_hand(plan: Plan | None) -> Events:
    """Return the events that make it the one talked about."""
    return [SlotSet(IN_HAND, _kept(plan) if plan else None)]


def take_listed(plans: Sequence[Plan]) -> Events:
    """Return the events that make these the ones listed; one alone is the one talked about too."""
    listed = {"listed": [_kept(one) for one in plans]}
    return [SlotSet(IN_HAND, {**listed, **(_kept(plans[0]) if len(plans) == 1 else {})})]


def _kept(plan: Plan) -> dict[str, str]:
    return {"id": plan.id, "action": DIGEST if isinstance(plan, Digest) else REMIND}
