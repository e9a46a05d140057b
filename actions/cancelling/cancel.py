"""Cancelling what was confirmed, one event after another, and saying what came of each."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import CalendlyAction
from actions.cancelling.confirm import CONFIRMED
from actions.cancelling.form import CancelForm
from actions.cancelling.reason import REASON
from actions.cancelling.result import tell_failed, tell_one, tell_several
from actions.cancelling.reviewed import END, Seen, changes, open_ones, reviews, title, when
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.scopes import CHANGE
from parley.scheduling.changes import Canceled, CancelOutcome

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
        seen = open_ones(reviews(turn, task))
        came = list(changes(turn).cancel_each([one.event_id for one in seen], task.draft.get(REASON) or None))
        if not came:
            turn.say("utter_cannot_cancel_none_open")
            return FORGET
        return _told(turn, task, seen, came)


class CheckCancelling(CalendlyAction):
    """Finds out what became of cancellations whose answer was lost; what stands is cancelled then, which is done once.

    Calendly writes to the invitees only when an event goes from active to canceled.
    """

    action = "action_check_cancelling"
    scopes = CHANGE

    def name(self) -> str:
        """Return the action's name in the domain."""
        return self.action

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Tell the truth as far as it is known, and keep asking possible while it is not."""
        task = Task.of(turn.slot(CancelForm.slot))
        if task is None or CONFIRMED not in task.draft:
            turn.say("utter_nothing_to_confirm")
            return []
        seen = reviews(turn, task)
        came = [self._settled(turn, task, one) for one in seen]
        if any(one.outcome is CancelOutcome.UNKNOWN for one in came):
            turn.say("utter_cancelling_not_known_yet")
            return turn.keep()
        return _told(turn, task, seen, came)

    def _settled(self, turn: Turn, task: Task, one: Seen) -> Canceled:
        known = changes(turn).settled(one.event_id)
        if known.outcome is not CancelOutcome.FAILED:
            return known
        return changes(turn).cancel(one.event_id, task.draft.get(REASON) or None)


def _told(turn: Turn, task: Task, seen: list[Seen], came: list[Canceled]) -> Events:
    lost = [one for one in came if one.outcome is CancelOutcome.UNKNOWN]
    known = [(one, result) for one, result in zip(seen, came, strict=True) if result not in lost]
    if len(came) == 1 and came[0].outcome is CancelOutcome.FAILED:
        tell_failed(turn, came[0])
        return turn.keep()
    if len(came) == 1 and known:
        tell_one(turn, *known[0])
    elif known:
        tell_several(turn, known)
    if not lost:
        return [*FORGET, *_focus(task)]
    turn.say("utter_checking_cancelling")
    task.draft[IDS] = [one.event_id for one in lost]
    return [SlotSet(CancelForm.slot, task.kept()), FollowupAction(CheckCancelling.action)]


def _say_end(turn: Turn, task: Task) -> None:
    end = task.draft.get(END)
    count = len(task.draft.get(IDS) or [])
    if end == "kept":
        turn.say("utter_kept" if count == 1 else "utter_kept_several")
    elif end == "nothing":
        turn.say("utter_nothing_to_cancel")
    else:
        first = reviews(turn, task)[0]
        turn.say(f"utter_cannot_cancel_{end}", title=title(turn, first), when=when(turn, first))


def _focus(task: Task) -> Events:
    ids = task.draft.get(IDS) or []
    return [SlotSet("focus_event", ids[0])] if len(ids) == 1 else []
