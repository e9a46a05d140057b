"""The request that waits for an account or for Calendly: taken up again, or let go."""

from rasa_sdk.events import FollowupAction

from actions.base import ThreadedAction
from actions.misread import take_complaint
from actions.reminders.ours import whose
from actions.surely import keeps_dropped
from actions.turn import Events, Turn


class TryAgain(ThreadedAction):
    """Takes up the request that could not be answered."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_try_again"

    def answer(self, turn: Turn) -> Events:
        """Follow up with the request, or say that there is none."""
        if turn.waiting:
            return [FollowupAction(turn.waiting.action)]
        turn.say("utter_nothing_waiting")
        return turn.done()


class DropRequest(ThreadedAction):
    """Lets a waiting request go."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_drop_request"

    def answer(self, turn: Turn) -> Events:
        """Say that it is fine; "stop reminding me" stops just that, and "no, that's wrong" lets nothing go."""
        if ours := whose(turn):
            return turn.hand_over(ours)
        if not turn.waiting and take_complaint(turn):
            return []
        if not turn.waiting and (kept := keeps_dropped(turn)):
            turn.say(kept)
            return []
        turn.say("utter_dropped" if turn.waiting else "utter_fine")
        return turn.done()
