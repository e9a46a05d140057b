"""Times that somebody never wants, said by themselves: "never before 10", "and not on Friday"."""

import re

from parley.scheduling.courtesies import NO, PLEASED, led_by

LONGEST = 8  # words
_NEVER = re.compile(
    rf"{led_by(NO, PLEASED)}(?:(?:i|we) )?(?:never|nothing|none|not?(?: any(?:thing)?)?|nobody|no one"
    r"|(?:do ?n['’]?t|do not) (?:want|like|do|offer|show)(?: me)?(?: any(?:thing)?)?)"
    r"(?: (?:too|ever|please|at all))?"
    r"\s+(?P<when>(?:on|in|at|for|during|before|after|until|till|earlier|later|early|late|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)days?|mornings?|afternoons?|evenings?|weekends?)\b.*)",
    re.IGNORECASE,
)
_END = re.compile(r"(?:[\s.!?]|\b(?:though|please|pls|then|either|thanks|ok(?:ay)?)\b)+$", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:remind\w*|ping|nudge|notif\w+|tell|alert|warn|let me know|message|write|send)\b", re.IGNORECASE
)


def unwanted_in(text: str) -> str | None:
    """Return the words for the times that are unwanted: "before 10"; None where the text says anything else."""
    said = _NEVER.fullmatch(text)
    if not said or len(text.split()) > LONGEST or _SENT.search(text):
        return None
    return _END.sub("", said["when"]) or None
