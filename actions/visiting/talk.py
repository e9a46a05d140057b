"""Small talk that is another one for visitors."""

from actions.base import ThreadedAction
from actions.turn import Events, Turn


class Greet(ThreadedAction):
    """Greets."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_greet"

    def answer(self, turn: Turn) -> Events:
        """Greet back."""
        turn.say("utter_greet")
        return []


class Help(ThreadedAction):
    """Says what can be done."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_help"

    def answer(self, turn: Turn) -> Events:
        """Say it."""
        turn.say("utter_help")
        return []
