"""The question between a right code and a link: "Link ana@example.com?". Whoever needs the account asks it."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.turn import Events, Turn
from parley.accounts.grant import Owner

FORM = "agree_form"
# The form that the question interrupted, which goes on once it is settled.
PAUSED = "paused_form"


def named(turn: Turn) -> Owner | None:
    """Return whose account the person is asked to agree to; None when nothing is asked (any more)."""
    accounts = turn.services.accounts
    return accounts.connecting.named(accounts.people.conversation(turn.conversation_id))


def lead_to_question(turn: Turn) -> Events:
    """Return the events that lead to the question, and afterwards back to the form under way."""
    paused = [SlotSet(PAUSED, turn.form)] if turn.form not in (None, FORM) else []
    return [*paused, FollowupAction(FORM)]
