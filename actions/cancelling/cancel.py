"""Cancelling what was confirmed, one event after another, and saying what came of each."""

from rasa_sdk.events import SlotSet

from actions.base import CalendlyAction
from actions.booking.drafted import KEY
from actions.cancelling.confirm import CONFIRMED
from actions.cancelling.form import CancelForm
from actions.cancelling.reviewed import END, OVER, REASON, open_ones, reviews, title, when
from actions.cancelling.telling import CancellingTelling
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.operations.handing_in import carried_out
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.scopes import CHANGE
from parley.operations.requests import CancellingRequest

FORGET: Events = [SlotSet(CancelForm.slot, None)]


class Cancel(CalendlyAction):
    """Cancels the events that were confirmed, or says why none is."""

    scopes = CHANGE

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_cancel"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Cancel, and tell."""
        task = Task.of(turn.slot(CancelForm.slot))
        if task is None or not task.whole:
            turn.say("utter_nothing_to_confirm")
            return []
        if CONFIRMED not in task.draft:
            _say_end(turn, task)
            return [*FORGET, *_focus(task)]
        known = turn.services.operations.known(turn.conversation_id, task.draft[KEY])
        meetings = [] if known else [one.attendance for one in open_ones(reviews(turn, task)) if one.attendance]
        if not known and not meetings:
            turn.say("utter_cannot_cancel_none_open")
            return FORGET
        reason = task.draft.get(REASON) or None
        return carried_out(turn, CancellingTelling(), task.draft[KEY], lambda: CancellingRequest(meetings, reason))


def _say_end(turn: Turn, task: Task) -> None:
    end = task.draft.get(END)
    count = len(task.draft.get(IDS) or [])
    if end == "kept":
        turn.say("utter_kept" if count == 1 else "utter_kept_several")
    elif end in ("nothing", OVER):
        turn.say("utter_nothing_to_cancel" if end == "nothing" else "utter_cannot_cancel_over")
    else:
        first = reviews(turn, task)[0]
        turn.say(f"utter_cannot_cancel_{end}", title=title(turn, first), when=when(turn, first))


def _focus(task: Task) -> Events:
    ids = task.draft.get(IDS) or []
    return [SlotSet("focus_event", ids[0])] if len(ids) == 1 else []
