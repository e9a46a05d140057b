"""Booking what was confirmed, once, and saying what came of it."""

from actions.base import CalendlyAction
from actions.booking.drafted import KEY, drafted
from actions.booking.form import BookingForm
from actions.booking.telling import BookingTelling
from actions.forms.task import Task
from actions.operations.handing_in import handed_in
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.scopes import BOOK
from parley.operations.requests import BookingRequest


class Book(CalendlyAction):
    """Books the draft that was confirmed. Run again for the same confirmation, it says what became of that."""

    scopes = BOOK

    def name(self) -> str:
        """Return the action's name in the domain."""
        return BookingTelling.action

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Have it booked, and tell; or say that it is being looked for, and keep asking possible."""
        task = Task.of(turn.slot(BookingForm.slot))
        if task is None or not task.whole or KEY not in task.draft:
            turn.say("utter_nothing_to_book")
            return []
        operation = handed_in(turn, task.draft[KEY], BookingRequest(drafted(task)))
        if operation.doubted or operation.outcome is None:
            late = turn.resumed and operation.outcome is None
            turn.say("utter_not_there_yet" if late else "utter_checking_booking")
        if operation.outcome is None:
            return turn.keep()
        turn.is_about(operation.answer_key)
        return BookingTelling().tell(turn, operation)
