"""The complaint that the last answer was no answer to what was asked."""

import re

from actions.turn import Turn
from parley.scheduling.courtesies import NO, led_by

_ASKED = r"what i (?:asked|meant|said|wanted)(?: for| to know)?"
_MISREAD = re.compile(
    rf"{led_by(NO)}(?:"
    r"(?:that|this|it)(?:'?s| is| was)(?: really| just)?(?: not|n'?t) (?:quite |at all )?"
    rf"(?:it|right|correct|{_ASKED}|the (?:right|correct) (?:answer|response|one)|my question|an answer)"
    r"|(?:that|this|it)(?:'?s| is| was)(?: just| all)? (?:wrong|incorrect|the wrong (?:answer|one|thing))"
    rf"|wrong(?: (?:answer|one|thing))?|not (?:{_ASKED}|that|quite|right)"
    r"|(?:i )?(?:didn'?t|did not|never) (?:ask|say|mean|want) (?:for )?(?:that|this|it)"
    r"|you(?:'?ve| have)? (?:got|understood|read|heard) (?:it|that|me) wrong"
    r"|you (?:misunderstood|misread|misheard)(?: me| that)?"
    r")(?: (?:at all|again|though|sorry|please))*\W*",
    re.IGNORECASE,
)


def take_complaint(turn: Turn) -> bool:
    """Apologise and ask for other words when the answer was called wrong, and no more; return whether it was."""
    if not _MISREAD.fullmatch(turn.message.words):
        return False
    turn.say("utter_misread")
    return True
