"""Booking what was confirmed, once, and saying what came of it."""

from actions.base import CalendlyAction
from actions.booking.drafted import KEY, drafted
from actions.booking.form import BookingForm
from actions.booking.telling import BookingTelling
from actions.forms.task import Task
from actions.operations.handing_in import carried_out
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
        return carried_out(turn, BookingTelling(), task.draft[KEY], lambda: BookingRequest(drafted(task)))
