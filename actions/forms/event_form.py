"""A form about one event, or several: the one in hand is what "it" means, also when the form is left."""

from rasa_sdk.events import SlotSet

from actions.forms.form import Form
from actions.forms.task import Task
from actions.forms.which_event import AMONG, IDS, LISTED
from actions.turn import Events, Turn


class EventForm(Form):
    """Keeps the event in hand as the one talked about."""

    def keep(self, task: Task) -> Events:
        """Return the events that keep the task, and its event if it is just one."""
        ids = task.draft.get(IDS) or []
        return [*super().keep(task), *([SlotSet("focus_event", ids[0])] if len(ids) == 1 else [])]

    def give_way(self, turn: Turn, task: Task, intent: str, text: str) -> Events:
        """Return the events that drop it for another task, to which "them" are the events that were listed here."""
        listed = [] if task.draft.get(IDS) else (task.draft.get(AMONG) or [])[:LISTED]
        shown = [SlotSet("shown_events", listed), SlotSet("focus_event", None)] if listed else []
        return [*shown, *super().give_way(turn, task, intent, text)]
