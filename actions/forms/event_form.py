"""A form about one event, or several: the one in hand is what "it" means, also when the form is left."""

from rasa_sdk.events import SlotSet

from actions.forms.form import Form
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.turn import Events


class EventForm(Form):
    """Keeps the event in hand as the one talked about."""

    def keep(self, task: Task) -> Events:
        """Return the events that keep the task, and its event if it is just one."""
        ids = task.draft.get(IDS) or []
        return [*super().keep(task), *([SlotSet("focus_event", ids[0])] if len(ids) == 1 else [])]
