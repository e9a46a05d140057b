"""Asking how it went, beside the answer that a task is done."""

from actions.turn import Turn, button
from parley.helpdesk.feedback import About

INTENT = "give_feedback"
GOOD, BAD, NO_WORDS = "good", "bad", "none"


def feedback_buttons(turn: Turn, about: About) -> list[dict[str, str]]:
    """Return the two buttons; none where nobody is asked, or this person was not long ago."""
    helpdesk = turn.services.helpdesk
    if helpdesk.pause is None:
        return []
    asked = helpdesk.feedback.ask(turn.conversation_id, about, helpdesk.pause)
    if asked is None:
        return []
    return [
        button(turn.part("utter_line_went_well"), INTENT, choice=f"{asked} {GOOD}"),
        button(turn.part("utter_line_went_badly"), INTENT, choice=f"{asked} {BAD}"),
    ]


def explained_next(turn: Turn) -> str | None:
    """Return the id of the feedback whose "what went wrong?" was said just before this message, or None."""
    payloads = [one.get("payload", "") for _, buttons in turn.said_last() for one in buttons]
    asked = [one for one in payloads if one.startswith(f"/{INTENT}") and f" {NO_WORDS}" in one]
    return asked[0].partition('"choice": "')[2].split(" ")[0] if asked else None
