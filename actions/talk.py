"""What to say when nothing was understood."""

from rasa_sdk.events import FollowupAction

from actions.base import ThreadedAction
from actions.turn import Events, Turn
from parley.scheduling.references import bare_place


class NotUnderstood(ThreadedAction):
    """Asks for other words, unless a bare number answers the bot's own "which one?"."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Events:
        """Follow up with the action that asked, or say what can be asked."""
        if turn.asked_which and bare_place(turn.asked.text) is not None:
            return [FollowupAction(turn.asked_which)]
        turn.say("utter_not_understood")
        return []
