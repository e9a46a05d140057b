"""Handing over to a person, or saying honestly how one can be reached."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import ThreadedAction
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.handoff.form import MESSAGES, REACH, HandoffForm
from actions.turn import Events, Turn


class HandOver(ThreadedAction):
    """Passes the request on where there is a webhook, and shows the contact where there is one."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return HandoffForm.submit

    def answer(self, turn: Turn) -> Events:
        """Record the request, or say whom to turn to."""
        helpdesk, task = turn.services.helpdesk, Task.of(turn.slot(HandoffForm.slot))
        if helpdesk.has_webhook and task is None:
            return [FollowupAction(TASKS["human_handoff"])]
        if helpdesk.has_webhook and task and task.whole and MESSAGES in task.draft:
            reach = str(task.draft.get(REACH) or "") or None
            helpdesk.handoffs.ask(turn.conversation_id, reach, with_messages=task.draft[MESSAGES] is True)
            turn.say("utter_handed_over" if reach else "utter_handed_over_unnamed")
        if helpdesk.contact:
            turn.say("utter_handoff_contact", contact=helpdesk.contact)
        elif not helpdesk.has_webhook:
            turn.say("utter_nobody_to_hand_over_to")
        return [SlotSet(HandoffForm.slot, None)]


class HandoffFailed(ThreadedAction):
    """Says that nobody could be told."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_handoff_failed"

    def answer(self, turn: Turn) -> Events:
        """Say so, and whom to turn to instead."""
        turn.say("utter_handoff_failed")
        if contact := turn.services.helpdesk.contact:
            turn.say("utter_handoff_contact", contact=contact)
        return []
