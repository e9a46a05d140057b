"""Moving what was confirmed: the new time is booked, the old one cancelled, and the truth is told of both."""

from rasa_sdk.events import SlotSet

from actions.base import CalendlyAction
from actions.booking.drafted import CONFIRMED, KEY
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.operations.handing_in import carried_out
from actions.rescheduling.form import RescheduleForm
from actions.rescheduling.move import the_move
from actions.rescheduling.result import tell_not_moved
from actions.rescheduling.telling import ReschedulingTelling
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.scopes import BOOK
from parley.operations.requests import ReschedulingRequest


class Reschedule(CalendlyAction):
    """Moves the meeting that was confirmed, or says why it cannot be. Run again, it says what became of that."""

    scopes = BOOK

    def name(self) -> str:
        """Return the action's name in the domain."""
        return ReschedulingTelling.action

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Have it moved, and tell; or lead back to the question whose answer does not hold any more."""
        task = Task.of(turn.slot(RescheduleForm.slot))
        if task is None or not task.whole:
            turn.say("utter_nothing_to_confirm")
            return []
        if CONFIRMED not in task.draft:
            tell_not_moved(turn, task)
            return [SlotSet(RescheduleForm.slot, None), *_focus(task.draft)]

        def request() -> ReschedulingRequest:
            move = the_move(turn, task)
            # The reason is what the mail about the old time says.
            return ReschedulingRequest(move.attendance, move.draft, turn.part("utter_line_moved_reason"))

        return carried_out(turn, ReschedulingTelling(), task.draft[KEY], request)


def _focus(draft: dict[str, object]) -> Events:
    ids = draft.get(IDS)
    return [SlotSet("focus_event", ids[0])] if isinstance(ids, list) and ids else []
