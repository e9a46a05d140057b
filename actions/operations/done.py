"""The outcome of an operation, told when it is known and nobody waits for it any more."""

from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.forms import REQUESTED_SLOT

from actions.base import ThreadedAction, is_passing, say_problem
from actions.booking.telling import BookingTelling
from actions.cancelling.telling import CancellingTelling
from actions.operations.telling import Telling
from actions.rescheduling.telling import ReschedulingTelling
from actions.turn import Events, Turn
from parley.accounts.access import NeedsAccount
from parley.calendly.errors import CalendlyError
from parley.operations.operation import NoOperation, Operation

TELLINGS: dict[str, Telling] = {
    "booking": BookingTelling(),
    "rescheduling": ReschedulingTelling(),
    "cancelling": CancellingTelling(),
}


class OperationDone(ThreadedAction):
    """Tells what became of something that was said yes to."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_operation_done"

    def answer(self, turn: Turn) -> Events:
        """Tell it as if it had been known at once, where nothing else was begun since; else by itself."""
        try:
            operation = turn.services.operations.of(turn.conversation_id, turn.entity("operation") or "")
        except NoOperation:
            return []
        telling = TELLINGS[operation.kind]
        if operation.outcome is None:
            return []
        # Of whichever attempt: it may have been begun again since this was to be told.
        turn.is_about(operation.answer_key)
        if telling.is_at_hand(turn, operation):
            return self._at_hand(turn, telling, operation)
        telling.tell_late(turn, operation)
        return []

    def _at_hand(self, turn: Turn, telling: Telling, operation: Operation) -> Events:
        try:
            events = telling.tell(turn, operation)
        except (CalendlyError, NeedsAccount) as problem:
            say_problem(turn, problem, telling.scopes)
            kept = turn.keep(telling.action) if is_passing(problem) else turn.done()
            return [*kept, *_left(turn, telling)]
        goes_on = any(event["event"] == "followup" for event in events)
        return [*turn.done(), *events, *([] if goes_on else _left(turn, telling))]


def _left(turn: Turn, telling: Telling) -> Events:
    """Return the events that end the form, where the yes that it waits for was given in a turn that got lost."""
    return [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)] if turn.form == telling.form else []
