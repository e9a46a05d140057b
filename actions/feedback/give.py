"""Taking what somebody says of how it went."""

import re

from actions.base import ThreadedAction
from actions.feedback.asking import BAD, GOOD, INTENT, NO_WORDS
from actions.feedback.words import take_words
from actions.turn import Events, Turn, button

_BAD = re.compile(
    r"👎|\b(?:no|not|n[o']t|bad(?:ly)?|wrong|terrible|awful|horrible|useless|poor(?:ly)?|disappoint\w*|annoy\w*|frustrat\w*"
    r"|confus\w*|slow|too (?:long|many|slow|complicated)|hated?|sucks?|rubbish|worse|worst|complicated|thumbs down"
    r"|unhappy|dissatisfied|failed|misunderst\w*)\b",
    re.IGNORECASE,
)


class GiveFeedback(ThreadedAction):
    """Notes whether it went well; if not, asks what went wrong, once."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_give_feedback"

    def answer(self, turn: Turn) -> Events:
        """Note it, and thank."""
        if not turn.message.choice and take_words(turn):
            return []
        feedback = turn.services.helpdesk.feedback
        asked, _, said = (turn.message.choice or "").partition(" ")
        if said == NO_WORDS:
            turn.say("utter_feedback_noted")
            return []
        asked = asked or feedback.unasked(turn.conversation_id)
        is_good = said == GOOD or (said != BAD and not _BAD.search(turn.message.text))
        if not feedback.answer(turn.conversation_id, asked, is_good=is_good) or is_good:
            turn.say("utter_feedback_thanks")
            return []
        nothing = button(turn.part("utter_line_nothing_more"), INTENT, choice=f"{asked} {NO_WORDS}")
        turn.say("utter_ask_what_went_wrong", buttons=[nothing])
        return []
