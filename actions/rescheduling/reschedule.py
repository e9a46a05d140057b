"""Moving what was confirmed: the new time is booked, the old one cancelled, and the truth is told of both."""

from datetime import datetime, timedelta

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import CalendlyAction
from actions.booking.drafted import CONFIRMED, KEY, SENT, put
from actions.booking.said import said
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.forms.which_event import IDS
from actions.rescheduling.form import RescheduleForm
from actions.rescheduling.move import END, Move, rescheduling, the_move
from actions.rescheduling.result import tell_both_stand, tell_by_link, tell_moved, tell_not_moved
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.errors import InvalidRequest, ScopeMissing
from parley.calendly.scopes import BOOK
from parley.scheduling.booking import Booking
from parley.scheduling.outcomes import Booked, NotBooked, PlanRequired, Taken, Unknown
from parley.scheduling.rescheduling import BothStand, Moved, Undone

# Calendly's time for a call is well under this: what it does not list by then was not booked.
SETTLED = timedelta(seconds=30)
LINKS = frozenset({"scheduling_links:write"})
FORGET: Events = [SlotSet(RescheduleForm.slot, None)]
type Outcome = Moved | Undone | BothStand | Taken | Unknown | PlanRequired


class Reschedule(CalendlyAction):
    """Moves the meeting that was confirmed, or says why it cannot be."""

    scopes = BOOK

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_reschedule"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Move, and tell; or lead back to the question whose answer does not hold any more."""
        task = Task.of(turn.slot(RescheduleForm.slot))
        if task is None or not task.whole:
            turn.say("utter_nothing_to_confirm")
            return []
        if CONFIRMED not in task.draft:
            tell_not_moved(turn, task)
            return [*FORGET, *_focus(task.draft)]
        move, sent = the_move(turn, task), turn.services.clock()
        if turn.resumed and (found := _found(turn, account, move, task, sent)):  # It may have gone through at first.
            return _told(turn, task, move, rescheduling(turn).finish(move.event, found, _reason(turn)))
        task.draft[SENT] = sent.isoformat()
        return self._moved(turn, task, move)

    def _moved(self, turn: Turn, task: Task, move: Move) -> Events:
        key = task.draft[KEY]
        try:
            outcome = rescheduling(turn).reschedule(move.event, move.draft, move.event_type, key, _reason(turn))
        except InvalidRequest:
            tell_by_link(turn, move.attendance, "refused")
            return FORGET
        except ScopeMissing as missing:
            if missing.required != LINKS:
                raise
            # A plan without booking: a link for one booking would be next, which would not end the old one.
            tell_by_link(turn, move.attendance, "plan")
            return FORGET
        return _told(turn, task, move, outcome)


class CheckRescheduling(CalendlyAction):
    """Finds out what became of a move whose answer was lost, and finishes what was begun. It never books."""

    action = "action_check_rescheduling"
    scopes = BOOK

    def name(self) -> str:
        """Return the action's name in the domain."""
        return self.action

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Tell the truth as far as it is known, and keep asking possible while it is not."""
        task = Task.of(turn.slot(RescheduleForm.slot))
        if task is None or SENT not in task.draft:
            turn.say("utter_nothing_to_confirm")
            return []
        sent, move = datetime.fromisoformat(task.draft[SENT]), the_move(turn, task)
        booking = Booking(account, turn.services.clock, turn.services.calls)
        found = booking.find_booked(move.draft, move.event_type, task.draft[KEY], sent)
        if isinstance(found, Booked):
            done = rescheduling(turn).finish(move.event, found, _reason(turn))
            if not isinstance(done, BothStand):
                return _told(turn, task, move, done)
            tell_both_stand(turn, move, done)
            return turn.keep()
        if isinstance(found, NotBooked) and turn.services.clock() - sent >= SETTLED:
            turn.say("utter_was_not_moved")
            return _asked_again(task)
        turn.say("utter_move_not_known_yet")
        return turn.keep()


def _told(turn: Turn, task: Task, move: Move, outcome: Outcome) -> Events:
    match outcome:
        case Moved():
            turn.services.plans.reminders.follow(turn.clocks.principal_id, move.event.id, outcome.booked.event_id)
            tell_moved(turn, move, outcome.booked)
            return [*FORGET, SlotSet("focus_event", outcome.booked.event_id)]
        case Undone():
            turn.say("utter_move_undone")
        case PlanRequired():
            tell_by_link(turn, move.attendance, "plan")
        case Taken():
            turn.say("utter_new_time_gone", when=said(turn, datetime.fromisoformat(task.draft["start"])))
            put(task, wish={"start": task.draft["start"], "exact": True, "text": ""}, start=None)
            return _asked_again(task)
        case Unknown() | BothStand():
            turn.say("utter_checking_move")
            return [SlotSet(RescheduleForm.slot, task.kept()), FollowupAction(CheckRescheduling.action)]
    return FORGET


def _found(turn: Turn, account: Account, move: Move, task: Task, since: datetime) -> Booked | None:
    booking = Booking(account, turn.services.clock, turn.services.calls)
    found = booking.find_booked(move.draft, move.event_type, task.draft[KEY], since)
    return found if isinstance(found, Booked) else None


def _reason(turn: Turn) -> str:
    """Return what the mail about the old time says."""
    return turn.part("utter_line_moved_reason")


def _asked_again(task: Task) -> Events:
    """Return the events that lead back into the form, to a new confirmation under a new key."""
    task.whole, task.asked = False, None
    for name in (KEY, SENT, CONFIRMED, END):
        task.draft.pop(name, None)
    return [SlotSet(RescheduleForm.slot, task.kept()), FollowupAction(TASKS["reschedule_event"])]


def _focus(draft: dict[str, object]) -> Events:
    ids = draft.get(IDS)
    return [SlotSet("focus_event", ids[0])] if isinstance(ids, list) and ids else []
