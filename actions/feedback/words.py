"""What went wrong, in the person's own words: taken from the next message, unless that asks for something."""

from actions.feedback.asking import explained_next
from actions.turn import Turn

# Below this a reading is a guess, and words that answer a question are more likely.
SURE = 0.5


def take_words(turn: Turn) -> bool:
    """Take the message for what went wrong, if that was asked just before; return whether it was taken."""
    asked = explained_next(turn)
    if asked is None or turn.message.pressed or not turn.message.words:
        return False
    if not turn.services.helpdesk.feedback.explain(turn.conversation_id, asked, turn.message.words):
        return False
    turn.say("utter_feedback_noted")
    return True


def takes_unsure(turn: Turn) -> bool:
    """Take a message that only may be a request for what went wrong, if that was asked just before."""
    return turn.message.confidence < SURE and turn.message_is_new and take_words(turn)
