"""What to say when nothing was understood."""

from rasa_sdk.events import FollowupAction

from actions.base import ThreadedAction
from actions.turn import Events, Turn


class NotUnderstood(ThreadedAction):
    """Asks for other words, unless a bare number answers the bot's own "which one?"."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Events:
        """Follow up with the action that asked, or say what can be asked."""
        if turn.numbered_choice:
            return [FollowupAction(turn.numbered_choice)]
        turn.say("utter_not_understood")
        return []
