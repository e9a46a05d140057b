"""Having somebody erased who said yes to it."""

from rasa_sdk.events import SlotSet

from actions.base import ThreadedAction
from actions.forgetting.form import CONFIRMED, ForgetForm
from actions.forms.task import Task
from actions.turn import Events, Turn


class Forget(ThreadedAction):
    """Records what is to be erased; the gateway does it before it hands the answer over."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return ForgetForm.submit

    def answer(self, turn: Turn) -> Events:
        """Record it, or say that nothing changed."""
        task, end = Task.of(turn.slot(ForgetForm.slot)), [SlotSet(ForgetForm.slot, None)]
        if task is None or not task.whole or not task.draft.get(CONFIRMED):
            turn.say("utter_not_forgotten")
            return end
        person = turn.services.accounts.people.conversation(turn.conversation_id).principal_id
        turn.services.erasures.ask(person)
        # What is true when it is handed over, the gateway knows: one of these two.
        turn.say_farewell(done=turn.part("utter_line_forgotten"), later=turn.part("utter_line_being_forgotten"))
        return end
