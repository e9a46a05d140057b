"""Saying of somebody that they did not come: "Karim didnt come on Thursday", "nobody showed up for the demo"."""

import re

from parley.scheduling.common_words import CHANGED, WEEKDAY
from parley.scheduling.courtesies import NO, led_by

_NOT = r"(?:did ?n['’]?t|did not|never|has ?n['’]?t|has not|failed to)(?: (?:even|ever|actually|really))?"
_COME = r"(?:come|show(?: up)?|turn up|appear|attend|make it)"
_CAME = r"(?:came|show(?:ed|n)(?: up)?|turned up|appeared|attended|made it)"
# Who comes to nothing: those who ask, and what is sent rather than invited.
_NO_GUEST = (
    r"(?:who|which|what|why|when|where|how|if|i|we|you|it|this|that|there|mail|e-?mail|link|code|message|reminder|digest"
    r"|notification|invitation|invite|confirmation|summary)\b"
)
_GUEST = rf"(?:(?:the|my|our) )?(?!{_NO_GUEST})(?P<who>[^\W\d_]+(?:,? (?!{_NO_GUEST})[^\W\d_]+){{0,4}})"
_CLAIM = re.compile(
    rf"{led_by(NO)}(?:(?P<nobody>nobody|no ?one|none of them) (?:{_CAME}|ever came)"
    rf"|{_GUEST} (?:{_NOT} (?:{_COME}|{_CAME})|(?:was|were|is|are) (?:an? )?no[- ]?shows?|no[- ]?showed"
    r"|stood (?:me|us) up|ghosted (?:me|us)))\b(?! (?:up )?with\b)(?: (?:to|for)\b)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?P<last>\b(?:last|past|previous) )?\b(?:on |this )?(?P<day>{WEEKDAY}|mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(rf"\b(?:{CHANGED}|book)\b", re.IGNORECASE)


def says_did_not_come(text: str) -> bool:
    """Return whether the words say of somebody that they did not come, and ask for nothing to be changed for it."""
    return _CLAIM.match(text) is not None and not _CHANGES.search(text)


def as_past(text: str) -> str:
    """Return the words with a weekday as the last one: who did not come on Friday did not come last Friday."""
    return _DAY.sub(lambda said: said[0] if said["last"] else f"last {said['day']}", text)


def missed_in(text: str) -> str | None:
    """Return the words for what nobody came to: "the demo last Friday"; None when they do not say that."""
    said = _CLAIM.match(text)
    return text[said.end() :].strip() if said and said["nobody"] else None
