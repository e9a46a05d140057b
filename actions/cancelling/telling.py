"""What came of cancelling, told when it is known."""

from rasa_sdk.events import SlotSet

from actions.cancelling.form import CancelForm
from actions.cancelling.result import tell_failed, tell_one, tell_several
from actions.cancelling.reviewed import Seen, title
from actions.forms.tasks import TASKS
from actions.operations.telling import Telling
from actions.turn import Events, Turn
from parley.calendly.scopes import CHANGE
from parley.operations.cancelling import came_so_far
from parley.operations.failed import Failed
from parley.operations.operation import Operation
from parley.operations.outcomes import Cancelled
from parley.operations.requests import CancellingRequest
from parley.scheduling.changes import Canceled, CancelOutcome


class CancellingTelling(Telling):
    """Tells what came of cancelling."""

    slot = CancelForm.slot
    form = TASKS["cancel_event"]
    action = "action_cancel"
    scopes = CHANGE
    checking = "utter_checking_cancelling"
    not_yet = "utter_cancelling_not_known_yet"

    def say_unknown(self, turn: Turn, operation: Operation) -> None:
        """Say how many are cancelled so far, and that it is not known yet of all: each is told of once, at the end."""
        came = came_so_far(operation).values()
        done, among = sum(one.outcome is CancelOutcome.CANCELED for one in came), len(_request(operation).meetings)
        if done and not turn.resumed:
            turn.say("utter_canceled_so_far", count=done, all=among)
        super().say_unknown(turn, operation)

    def tell(self, turn: Turn, operation: Operation) -> Events:
        """Say it, and forget the task; or keep the yes where nothing was done."""
        if isinstance(operation.outcome, Failed):
            raise operation.outcome.problem()
        came = _came(operation)
        if len(came) == 1 and came[0][1].outcome is CancelOutcome.FAILED:
            tell_failed(turn, came[0][1])
            return turn.keep(self.action)
        _tell_plainly(turn, came)
        focus = [SlotSet("focus_event", came[0][0].event_id)] if len(came) == 1 else []
        return [SlotSet(self.slot, None), *focus]

    def tell_late(self, turn: Turn, operation: Operation) -> None:
        """Say it by itself."""
        if isinstance(operation.outcome, Failed):
            titles = ", ".join(title(turn, Seen(one.event.id, one)) for one in _request(operation).meetings)
            turn.say("utter_cancelling_not_made", titles=titles)
        else:
            _tell_plainly(turn, _came(operation))


def _tell_plainly(turn: Turn, came: list[tuple[Seen, Canceled]]) -> None:
    if len(came) == 1 and came[0][1].outcome in (CancelOutcome.CANCELED, CancelOutcome.REFUSED):
        tell_one(turn, *came[0])
    else:
        tell_several(turn, came)


def _came(operation: Operation) -> list[tuple[Seen, Canceled]]:
    seen = [Seen(one.event.id, one) for one in _request(operation).meetings]
    came = operation.outcome.came if isinstance(operation.outcome, Cancelled) else []
    return list(zip(seen, came, strict=True))


def _request(operation: Operation) -> CancellingRequest:
    if not isinstance(operation.request, CancellingRequest):
        raise TypeError(f"{operation.kind} cancels nothing")
    return operation.request
