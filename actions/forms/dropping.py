"""Whether one task is dropped for another, in the many words for yes and no to that."""

import re

from actions.forms.answers import yes_or_no
from actions.forms.message import Message
from parley.scheduling.courtesies import NO, WISHING, YES, led_by

_KEEPS = re.compile(
    rf"{led_by(NO, YES, WISHING)}(?:(?:keep|continue|go on|carry on|proceed|stay|stick"
    r"|finish|resume)|(?:do not|don'?t|never)(?! mind))\b.*",
    re.IGNORECASE,
)
_AND_CANCELS = re.compile(r"(?<!don't )(?<!dont )(?<!not )(?<!never )\b(?:cancel|call off|drop|scrap)\b", re.IGNORECASE)
_DROPS = re.compile(
    rf"{led_by(YES, WISHING)}(?:drop|forget|leave|scrap|abandon|skip|ditch|stop|cancel)"
    r" (?:it|that|this|(?:the|this|that|my) \w+(?: \w+)?)(?:[,. ]*(?:please|then|now|first))*\W*",
    re.IGNORECASE,
)
_WONT_CANCEL = re.compile(
    rf"{led_by(NO, YES)}(?:i|we)(?: really)?"
    r"(?: (?:don'?t|do not|did ?n'?t|did not|won'?t|will not|never)|(?: a|')?m not|(?: a|')?re not)"
    r"(?: (?:want(?:ed)?|wanna|wish|plan|need|mean[t]?|going|gonna|trying|ask(?:ed)?|sa(?:y|id)|t(?:ell|old)(?: you)?)"
    r"(?: you)?(?: to)?)? (?:cancel|delete|remove|call off|drop)(?:l?ing)?\b.*",
    re.IGNORECASE,
)
_KEEPS_ALL = re.compile(
    rf"{led_by(NO, YES)}(?:keep|leave) (?P<what>it|that|this|them|those|these|everything|all)"
    r"(?: all| of (?:it|them|those))*"
    r"(?: (?:as (?:it|they) (?:is|are)|alone|be|there|in))?(?:[,. ]+(?:please|then|after all|thanks))*[\s.!]*",
    re.IGNORECASE,
)
LONGEST = 10  # words


def wont_cancel(words: str) -> bool:
    """Return whether somebody says that they will cancel nothing: "I don't want to cancel the demo"."""
    return _WONT_CANCEL.fullmatch(words) is not None


def keeps(words: str) -> bool:
    """Return whether words ask for nothing but that all stays as it is: `no, keep the demo`, `don't cancel it`."""
    if len(words.split()) > LONGEST:
        return False
    if wont_cancel(words):
        return True
    return _KEEPS.fullmatch(words) is not None and not _AND_CANCELS.search(words)


def drops_first(message: Message) -> bool | None:
    """Return whether the task under way shall be dropped: a yes or no, `drop it`, `no, keep the booking`."""
    said = yes_or_no(message)
    if said is not None or message.pressed or len(message.words.split()) > LONGEST:
        return said
    if keeps(message.words):
        return False
    return True if _DROPS.fullmatch(message.words) else None


def kept_in(words: str) -> str | None:
    """Return the response to words that only say that it, or all, stays: `keep everything`; None for other words."""
    said = _KEEPS_ALL.fullmatch(words)
    if not said:
        return None
    return "utter_kept" if said["what"].lower() in ("it", "that", "this") else "utter_kept_several"
