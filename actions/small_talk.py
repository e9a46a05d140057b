"""Small talk: what people ask of a bot itself, and being late, which it can tell nobody."""

import re

from parley.scheduling.common_words import CHANGED
from parley.scheduling.courtesies import PLEASED, led_by

_WRITTEN = (
    r"(?:this|what (?:i|we)(?:'?m| am|'?re| are)? (?:writ|say|typ|tell|talk)\w*|(?:my|these|our|the) (?:messages?"
    r"|chats?|conversations?|texts))\b"
)
_LED = led_by(PLEASED, "good (?:morning|afternoon|evening)")
_SAID = {
    "utter_how_are_you": r"how(?:'s| is|s) it going|how are (?:you|u)(?: doing| today)?|how do you do|what'?s up"
    r"|how have you been|you (?:ok|alright|good)",
    "utter_a_bot": r"(?:are you|am i (?:talking|chatting|speaking) (?:to|with)|is this) (?:an? |the )?"
    r"(?:real |actual )?(?:bot|robot|human|person|ai|a\.i\.|machine|computer|real|chatgpt|program)\b.*"
    r"|(?:who|what) are you",
    "utter_my_name": r"what(?:'s|s| is) your name|do you have a name|what (?:should|can|do) i call you"
    r"|who (?:made|built) you",
    "utter_data_kept": r"what (?:all |else )?(?:do|did|have|will) (?:you|u) (?:know|stored?|keep|kept|saved?|remember"
    r"|collect\w*|got|have) (?:about|of|on|from) me\b[^.?!]*|what (?:data|information) do you (?:have|keep|store|save"
    rf"|collect)\b[^.?!]*|(?:do|will|are) you (?:keep|store|save|record|log)(?:ing)? {_WRITTEN}[^.?!]*",
    "utter_data_read": r"(?:who(?: all| else)?(?: can| could| will| gets? to| is able to)?|(?:can|could|does|will)"
    r" (?:any|some)(?:one|body)(?: else)?|can (?:others|other people|my [^\W\d_]+|people))"
    rf" (?:reads?|sees?|access(?:es)?|look at|views?) {_WRITTEN}[^.?!]*",
    "utter_data_safe": r"(?:is|are|how|where|what|who|do|can)\b[^.?!]*\b(?:my|your) "
    r"(?:data|privacy|information|calendar data|personal data)\b[^.?!]*"
    r"|(?:is (?:this|it)|are you) (?:safe|secure|private)",
}
_PATTERNS = {
    response: re.compile(rf"{_LED}(?:{words})(?: (?:by the way|then|anyway|actually|today))*\W*", re.IGNORECASE)
    for response, words in _SAID.items()
}
# Of what is written here, which sounds like a question about events.
ABOUT_DATA = ("utter_data_kept", "utter_data_read")
_CHANGES = re.compile(rf"\b(?:{CHANGED}|book|tell them|let them know)\b", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:i'?m|i am|i'?ll be|i will be|i might be|we'?re|running)\b[^.?!]*\b(?:late|delayed|stuck in traffic)\b",
    re.IGNORECASE,
)


def small_talk_in(text: str) -> str | None:
    """Return the response to words that ask about the bot itself; None when they do not."""
    return next((response for response, pattern in _PATTERNS.items() if pattern.fullmatch(text)), None)


def is_late(text: str) -> bool:
    """Return whether somebody says that they will be late, and asks for nothing to be changed."""
    return _LATE.search(text) is not None and not _CHANGES.search(text)
