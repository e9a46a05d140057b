"""Marking those who did not come, or taking the marks back, and saying so."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import CalendlyAction
from actions.event_titles import when_of
from actions.forms.task import Task
from actions.listing import name_of
from actions.no_shows.form import END, NOTHING, NoShowForm, chosen, which
from actions.no_shows.who import UNDO
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.scopes import CHANGE
from parley.scheduling.agenda import Attendance
from parley.scheduling.no_shows import Marking, NoShows

FORGET: Events = [SlotSet(NoShowForm.slot, None)]


class MarkNoShow(CalendlyAction):
    """Marks those who were confirmed, or takes their marks back."""

    scopes = CHANGE

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_mark_no_show"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Mark, and tell."""
        task = Task.of(turn.slot(NoShowForm.slot))
        if task is None or not task.whole:
            turn.say("utter_nothing_to_confirm")
            return []
        events = which.events(turn, task)
        if not events or task.draft.get(END) == NOTHING:
            turn.say("utter_no_show_nothing")
            return FORGET
        if end := task.draft.get(END):
            title, when = name_of(turn, events[0].event), when_of(turn, events[0])
            undoes = "_undo" if task.draft.get(UNDO) else ""
            turn.say(f"utter_no_show_{end}{undoes}", title=title, when=when)
            return [*FORGET, _focus(events[0])]
        came = [self._marked(turn, task, account, one) for one in events]
        kept = turn.keep() if any(Marking.UNKNOWN in one for one in came) else FORGET
        return [*kept, _focus(events[-1])]

    def _marked(self, turn: Turn, task: Task, account: Account, one: Attendance) -> list[Marking]:
        """Mark those of one event, say so, and return what came of each."""
        undo, title, when = bool(task.draft.get(UNDO)), name_of(turn, one.event), when_of(turn, one)
        people, no_shows = chosen(task, one), NoShows(account, turn.services.clock)
        came = [(no_shows.unmark if undo else no_shows.mark)(one.event, who) for who in people]
        names = ", ".join(who.name for who in people)
        turn.say(_response(came, undo=undo), people=names, event=one.event.id, title=title, when=when)
        return came


def _focus(one: Attendance) -> dict[str, Any]:
    return SlotSet("focus_event", one.event.id)


def _response(came: list[Marking], *, undo: bool) -> str:
    if Marking.UNKNOWN in came:
        return "utter_no_show_unknown"
    if set(came) <= {Marking.DONE, Marking.ALREADY}:
        return "utter_no_show_undone" if undo else "utter_no_show_marked"
    return "utter_no_show_refused"
