"""What came of a booking, told."""

from datetime import datetime

from rasa_sdk.events import FollowupAction, SlotSet

from actions.booking.drafted import CONFIRMED, KEY, put
from actions.booking.form import BookingForm
from actions.booking.result import tell_booked
from actions.booking.said import said
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.operations.telling import Telling
from actions.turn import Events, Turn
from parley.calendly.scopes import BOOK
from parley.operations.failed import Failed
from parley.operations.operation import Operation
from parley.operations.outcomes import Refused
from parley.operations.requests import BookingRequest
from parley.scheduling.draft import Draft
from parley.scheduling.outcomes import Booked, NotBooked, PlanRequired, Taken, Unknown
from parley.scheduling.wish import Wish


class BookingTelling(Telling):
    """Tells what came of a booking."""

    slot = BookingForm.slot
    form = TASKS["schedule_appointment"]
    action = "action_book"
    scopes = BOOK
    checking = "utter_checking_booking"
    not_yet = "utter_not_there_yet"

    def tell(self, turn: Turn, operation: Operation) -> Events:
        """Say it, and forget the task; or lead back to the question whose answer does not hold any more."""
        task, draft = self.task(turn), _draft(operation)
        match operation.outcome:
            case Taken():
                turn.say("utter_opening_gone", when=_when(turn, draft))
                put(task, wish=Wish.at(datetime.fromisoformat(task.draft["start"])), start=None)
                return _asked_again(task)
            case NotBooked():
                turn.say("utter_was_not_booked")
                return _asked_again(task)
            case Failed():
                raise operation.outcome.problem()
        _tell_plainly(turn, operation)
        booked = operation.outcome if isinstance(operation.outcome, Booked) else None
        # "Cancel it" and "add it to my calendar" mean what was booked just now.
        return [SlotSet(self.slot, None), *([SlotSet("focus_event", booked.event_id)] if booked else [])]

    def tell_late(self, turn: Turn, operation: Operation) -> None:
        """Say it by itself."""
        draft = _draft(operation)
        if isinstance(operation.outcome, Taken | NotBooked | Failed):
            turn.say("utter_booking_not_made", who=draft.name, when=_when(turn, draft))
        else:
            _tell_plainly(turn, operation)


def _tell_plainly(turn: Turn, operation: Operation) -> None:
    draft = _draft(operation)
    match operation.outcome:
        case Booked():
            tell_booked(turn, operation.outcome)
        case PlanRequired(link, single_use):
            turn.say("utter_book_by_link" if single_use else "utter_book_by_page", link=link)
        case Refused(link):
            turn.say("utter_booking_refused", link=link)
        case Unknown():
            turn.say("utter_booking_never_known", who=draft.name, when=_when(turn, draft))


def _asked_again(task: Task) -> Events:
    """Return the events that lead back into the form, to a new confirmation under a new key."""
    task.whole, task.asked = False, None
    for name in (KEY, CONFIRMED):
        task.draft.pop(name, None)
    return [SlotSet(BookingForm.slot, task.kept()), FollowupAction(BookingTelling.form)]


def _draft(operation: Operation) -> Draft:
    if not isinstance(operation.request, BookingRequest):
        raise TypeError(f"{operation.kind} is no booking")
    return operation.request.draft


def _when(turn: Turn, draft: Draft) -> str:
    return said(turn, draft.start or turn.now)
