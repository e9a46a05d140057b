"""Booking what was confirmed, once, and saying what came of it."""

from datetime import datetime, timedelta

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import CalendlyAction
from actions.booking.calendar import the_offer
from actions.booking.drafted import CONFIRMED, KEY, SENT, drafted, put
from actions.booking.form import BookingForm
from actions.booking.result import tell_booked
from actions.booking.said import said
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.errors import InvalidRequest
from parley.calendly.scopes import BOOK
from parley.scheduling.booking import Booking
from parley.scheduling.outcomes import Booked, NotBooked, PlanRequired, Taken, Unknown

FORM = TASKS["schedule_appointment"]
# Calendly's time for a call is well under this: what it does not list by then was not booked.
SETTLED = timedelta(seconds=30)
FORGET: Events = [SlotSet(BookingForm.slot, None)]


class Book(CalendlyAction):
    """Books the draft that was confirmed."""

    scopes = BOOK

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_book"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Book, and tell; or lead back to the question whose answer does not hold any more."""
        task = confirmed(turn)
        if task is None:
            turn.say("utter_nothing_to_book")
            return []
        offer, draft = the_offer(turn, task), drafted(task)
        booking = Booking(account, turn.services.clock, turn.services.calls)
        sent = turn.services.clock()
        if turn.resumed:  # It may have gone through the first time.
            found = booking.find_booked(draft, offer.event_type, task.draft[KEY], sent)
            if isinstance(found, Booked):
                tell_booked(turn, found)
                return FORGET
        try:
            outcome = booking.book(draft, offer.event_type, task.draft[KEY])
        except InvalidRequest:
            turn.say("utter_booking_refused", link=offer.link)
            return FORGET
        task.draft[SENT] = sent.isoformat()
        return self._tell(turn, task, outcome)

    def _tell(self, turn: Turn, task: Task, outcome: Booked | Taken | PlanRequired | Unknown) -> Events:
        match outcome:
            case Booked():
                tell_booked(turn, outcome)
            case Taken():
                turn.say("utter_opening_gone", when=said(turn, _start(task)))
                put(task, wish={"start": task.draft["start"], "exact": True, "text": ""}, start=None)
                return asked_again(task)
            case PlanRequired():
                turn.say("utter_book_by_link" if outcome.single_use else "utter_book_by_page", link=outcome.link)
            case Unknown():
                turn.say("utter_checking_booking")
                return [SlotSet(BookingForm.slot, task.kept()), FollowupAction(CheckBooking.action)]
        return FORGET


class CheckBooking(CalendlyAction):
    """Finds out what became of a booking whose answer was lost. It never books."""

    action = "action_check_booking"
    scopes = BOOK

    def name(self) -> str:
        """Return the action's name in the domain."""
        return self.action

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Tell the truth as far as it is known, and keep asking possible while it is not."""
        task = confirmed(turn)
        if task is None or SENT not in task.draft:
            turn.say("utter_nothing_to_book")
            return []
        sent = datetime.fromisoformat(task.draft[SENT])
        booking = Booking(account, turn.services.clock, turn.services.calls)
        outcome = booking.find_booked(drafted(task), the_offer(turn, task).event_type, task.draft[KEY], sent)
        if isinstance(outcome, Booked):
            tell_booked(turn, outcome)
            return FORGET
        if isinstance(outcome, NotBooked) and turn.services.clock() - sent >= SETTLED:
            turn.say("utter_was_not_booked")
            return asked_again(task)
        turn.say("utter_not_there_yet")
        return turn.keep()


def confirmed(turn: Turn) -> Task | None:
    """Return the task that was confirmed and is not done yet."""
    task = Task.of(turn.slot(BookingForm.slot))
    return task if task and task.whole and KEY in task.draft else None


def asked_again(task: Task) -> Events:
    """Return the events that lead back into the form, to a new confirmation under a new key."""
    task.whole, task.asked = False, None
    for name in (KEY, SENT, CONFIRMED):
        task.draft.pop(name, None)
    return [SlotSet(BookingForm.slot, task.kept()), FollowupAction(FORM)]


def _start(task: Task) -> datetime:
    return datetime.fromisoformat(task.draft["start"])
