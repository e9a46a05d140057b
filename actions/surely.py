"""What a message surely asks for, whatever it was taken for."""

from actions.reminders.following import went_on
from actions.turn import Turn


def surely_asked(turn: Turn) -> tuple[str, str] | None:
    """Return the action that answers the message, and the intent it has there; None when that is for others to say."""
    words = turn.message.words
    if not words:
        return None
    if reminding := went_on(turn):
        return reminding, "set_reminder"
    return None
