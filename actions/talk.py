"""What to say when nothing was understood, and saying things again."""

from rasa_sdk.events import FollowupAction

from actions.base import ThreadedAction
from actions.feedback.words import take_words
from actions.reminders.ours import is_errand_here, whose
from actions.turn import Events, Turn, button

MOST_READINGS = 3
LONGEST_SAID = 500  # characters of the message that a button brings along
# What may be offered as "did you mean …?": each leads to a list or a question, none does anything at once.
OFFERED = (
    "list_events",
    "list_events_in_range",
    "event_details",
    "get_invitees",
    "schedule_appointment",
    "connect_account",
    "help",
)


class NotUnderstood(ThreadedAction):
    """Asks which of the likely readings was meant, unless a bare number answers the bot's own "which one?"."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Events:
        """Follow up with the action that asked, or say what can be asked."""
        if take_words(turn):
            return []
        if turn.numbered_choice:
            return [FollowupAction(turn.numbered_choice)]
        if ours := whose(turn):
            return turn.hand_over(ours)
        likely = [one for one in turn.readings() if one in OFFERED][:MOST_READINGS]
        said = turn.message.words[:LONGEST_SAID]
        if likely and said:
            turn.say("utter_did_you_mean", buttons=[_reading(turn, one, said) for one in likely])
        else:
            turn.say("utter_not_understood")
        return []


def _reading(turn: Turn, intent: str, said: str) -> dict[str, str]:
    return button(turn.part(f"utter_line_reading_{intent}"), intent, said=said)


class OutOfScope(ThreadedAction):
    """Says what is outside the job, unless it says what went wrong, or asks for a reminder."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_out_of_scope"

    def answer(self, turn: Turn) -> Events:
        """Say it; a reminder is only outside when it is of something that is no meeting."""
        if take_words(turn):
            return []
        if is_errand_here(turn):
            turn.say("utter_reminders_are_for_meetings")
        elif ours := whose(turn):
            return turn.hand_over(ours)
        else:
            turn.say("utter_out_of_scope")
        return []


class Repeat(ThreadedAction):
    """Says again what was said last."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_repeat"

    def answer(self, turn: Turn) -> Events:
        """Say the last answer again, with its buttons, or that there is none."""
        said = turn.said_last()
        if not said:
            turn.say("utter_nothing_to_repeat")
        for text, buttons in said:
            turn.say_again(text, buttons)
        return []
