"""A no to giving more access, in the many words for it."""

import re

from actions.forms.message import Message
from parley.scheduling.courtesies import NO, led_by

_REFUSES = re.compile(
    rf"{led_by(NO, 'thanks', 'thank you')}(?:"
    r"(?:no (?:way|chance|need)|never|not (?:comfortable|happy|willing|going|allowing|giving))\b.*"
    r"|(?:i|we)(?:'?d| would)? (?:rather|prefer(?: to)?) not\b.*|(?:rather|better|please) (?:not|don'?t)\b.*"
    r"|(?:i|we)(?:'m| am|'re| are)? (?:really )?(?:don'?t|do not|won'?t|will not|refuse|not|can'?t|cannot)\b.*"
    r"\b(?:connect|allow|giv|grant|link|shar|agree|access|permission|do (?:it|that|this)"
    r"|want(?: to| that| this| it)?\W*$).*"
    r"|(?:that|this|it)(?:'s| is) too much\b.*|leave (?:it|everything) as (?:it|everything) is\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_THANKS_FIRST = re.compile(rf"\W*(?:{NO})[,. ]+(?:thanks|thank you)\b", re.IGNORECASE)


def refuses_access(message: Message) -> bool:
    """Return whether somebody will not give more access: `no thanks, I don't want to connect more`."""
    words = message.words
    return bool(words) and "?" not in words and bool(_REFUSES.fullmatch(words) or _THANKS_FIRST.match(words))
