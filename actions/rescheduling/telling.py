"""What came of a move, told when it is known."""

from datetime import datetime

from rasa_sdk.events import FollowupAction, SlotSet

from actions.booking.drafted import CONFIRMED, KEY, put
from actions.booking.said import said
from actions.event_titles import title_of, when_of
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.operations.telling import Telling
from actions.rescheduling.form import RescheduleForm
from actions.rescheduling.move import END
from actions.rescheduling.result import tell_both_stand, tell_by_link, tell_moved
from actions.turn import Events, Turn
from parley.calendly.errors import ScopeMissing
from parley.calendly.scopes import BOOK
from parley.operations.failed import Failed
from parley.operations.operation import Operation
from parley.operations.outcomes import Refused
from parley.operations.requests import ReschedulingRequest
from parley.operations.rescheduling import booked_new
from parley.scheduling.outcomes import NotBooked, PlanRequired, Taken, Unknown
from parley.scheduling.rescheduling import BothStand, Moved, Undone
from parley.scheduling.wish import Wish

LINKS = frozenset({"scheduling_links:write"})


class ReschedulingTelling(Telling):
    """Tells what came of a move."""

    slot = RescheduleForm.slot
    form = TASKS["reschedule_event"]
    action = "action_reschedule"
    scopes = BOOK
    checking = "utter_checking_move"
    not_yet = "utter_move_not_known_yet"

    def say_unknown(self, turn: Turn, operation: Operation) -> None:
        """Say that it is not known yet, or which two times stand meanwhile."""
        new = booked_new(operation)
        if new and turn.resumed:
            tell_both_stand(turn, _request(operation).meeting, new)
        else:
            super().say_unknown(turn, operation)

    def tell(self, turn: Turn, operation: Operation) -> Events:
        """Say it, and forget the task; or lead back to the question whose answer does not hold any more."""
        task, request = self.task(turn), _request(operation)
        match operation.outcome:
            case Taken():
                turn.say("utter_new_time_gone", when=said(turn, request.draft.start or turn.now))
                put(task, wish=Wish.at(datetime.fromisoformat(task.draft["start"])), start=None)
                return _asked_again(task)
            case NotBooked():
                turn.say("utter_was_not_moved")
                return _asked_again(task)
            case Failed() if not _lacks_links(operation.outcome):
                raise operation.outcome.problem()
        _tell_plainly(turn, operation, request)
        moved = operation.outcome if isinstance(operation.outcome, Moved) else None
        return [SlotSet(self.slot, None), *([SlotSet("focus_event", moved.booked.event_id)] if moved else [])]

    def tell_late(self, turn: Turn, operation: Operation) -> None:
        """Say it by itself."""
        request = _request(operation)
        not_made = isinstance(operation.outcome, Taken | NotBooked | Failed)
        if not_made and not _lacks_links(operation.outcome):
            title, when = title_of(turn, request.meeting), when_of(turn, request.meeting)
            turn.say("utter_move_not_made", title=title, when=when)
        else:
            _tell_plainly(turn, operation, request)


def _tell_plainly(turn: Turn, operation: Operation, request: ReschedulingRequest) -> None:
    meeting = request.meeting
    match operation.outcome:
        case Moved(booked):
            turn.services.plans.reminders.follow(operation.principal_id, meeting.event.id, booked.event_id)
            tell_moved(turn, meeting, booked)
        case Undone():
            turn.say("utter_move_undone")
        case BothStand(booked):
            tell_both_stand(turn, meeting, booked, "utter_both_may_stand")
        case Refused():
            tell_by_link(turn, meeting, "refused")
        case PlanRequired() | Failed():
            # A plan without booking: a link for one booking would be next, which would not end the old one.
            tell_by_link(turn, meeting, "plan")
        case Unknown():
            turn.say("utter_move_never_known", title=title_of(turn, meeting), when=when_of(turn, meeting))


def _lacks_links(outcome: object) -> bool:
    problem = outcome.problem() if isinstance(outcome, Failed) else None
    return isinstance(problem, ScopeMissing) and problem.required == LINKS


def _asked_again(task: Task) -> Events:
    """Return the events that lead back into the form, to a new confirmation under a new key."""
    task.whole, task.asked = False, None
    for name in (KEY, CONFIRMED, END):
        task.draft.pop(name, None)
    return [SlotSet(RescheduleForm.slot, task.kept()), FollowupAction(ReschedulingTelling.form)]


def _request(operation: Operation) -> ReschedulingRequest:
    if not isinstance(operation.request, ReschedulingRequest):
        raise TypeError(f"{operation.kind} moves nothing")
    return operation.request
