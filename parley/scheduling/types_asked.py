"""What is asked of event types rather than of meetings: which is longest, what one asks, where it takes place."""

import re
from enum import StrEnum

from parley.scheduling.courtesies import NO, PLEASED, WISHING, YES, led_by

_LED = led_by(NO, YES, PLEASED, WISHING)
_TYPES = r"(?:event |meeting )?(?:types?|kinds?)"
_ONES = rf"(?:ones?|of (?:the|these|those|them|my)(?: \w+)?|(?:my )?{_TYPES})"
_EXTREME = re.compile(
    rf"{_LED}(?:(?:which|what)(?:'s)?(?: {_ONES})?(?:'s| is| are| takes?)? )?(?:(?:the|my) )?"
    r"(?P<which>longest|shortest|quickest)"
    rf"(?: {_ONES})*(?: i (?:have|offer|got))?\W*",
    re.IGNORECASE,
)
_OFF = re.compile(
    rf"{_LED}(?:which|what|are (?:any|some)|do i have|list|show(?: me)?|any)\b[^.?!]*\b(?:(?:switched"
    rf"|turned) off|inactive"
    r"|not active|disabled|deactivated)\b[^.?!]*\W*",
    re.IGNORECASE,
)
_COSTS = re.compile(
    rf"{_LED}(?:which|what|are (?:any|some))(?: {_ONES})* (?:are |is |do "
    rf"|does )?(?:(?P<free>free(?: of charge)?|costs? nothing"
    r"|not cost)|paid|costs? (?:something|anything|money))\W*",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    rf"{_LED}(?:(?:what|which) questions (?:does|do|will|come|are (?:asked|there|on|in))\b(?! .*\banswer)"
    r"|what (?:does|do|will) [^.?!]+ ask(?: (?:for|people|them|guests|clients))?\W*$"
    r"|what (?:are|will|is) (?:people|guests|clients|they|invitees|someone|anyone) (?:be )?asked\b).*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"{_LED}where (?:does|do|is|are|will) (?!.*\b(?:with|my|next|last|his|her|hers|their|our|it|that"
    rf"|this|these|those|they"
    r"|today|tomorrow|on)\b)[^.?!]+ (?:take place|takes place|held|happen|be held|happening)\W*",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:what|which) questions\b|\bask(?:ed)?\b|\btakes? place\b", re.IGNORECASE)
_NAMES = re.compile(r"\b(?:event|meeting) (?:types?|kinds?)\b", re.IGNORECASE)
_ANOTHER = re.compile(
    rf"\W*(?:and|or|(?:what|how) about)(?: (?:the|an?|for))*(?P<what>(?: (?!{_TYPES})[^\W\d_]+){{1,3}})\W*",
    re.IGNORECASE,
)
_NO_TYPE = re.compile(
    r"\b(?:who|what|when|where|how|which|why|i|my|me|you|next|last|more|it|that|this|those|them|one"
    r"|link|links|is|are|do|can"
    r"|book|cancel|move|him|her|day|week)\b",
    re.IGNORECASE,
)


class OfTypes(StrEnum):
    """What is asked."""

    LONGEST = "longest"
    SHORTEST = "shortest"
    OFF = "off"
    FREE = "free"
    PAID = "paid"
    QUESTIONS = "questions"
    PLACE = "place"


def asked_of_types(text: str) -> OfTypes | None:
    """Return what the words ask of event types, if of anything at all; None when they cannot."""
    if extreme := _EXTREME.fullmatch(text):
        return OfTypes.LONGEST if extreme["which"].lower() == "longest" else OfTypes.SHORTEST
    if costs := _COSTS.fullmatch(text):
        return OfTypes.FREE if costs["free"] else OfTypes.PAID
    found = ((_OFF, OfTypes.OFF), (_QUESTIONS, OfTypes.QUESTIONS), (_PLACE, OfTypes.PLACE))
    return next((asked for pattern, asked in found if pattern.fullmatch(text)), None)


def without_question(text: str) -> str:
    """Return the words without those that only ask: a type may be called "One Quick Question"."""
    return _ASKING.sub(" ", text)


def names_types(text: str) -> bool:
    """Return whether the words say that they are about event types."""
    return _NAMES.search(text) is not None


def another_in(text: str) -> str | None:
    """Return the words that may name another type, after one was told of: "and portfolio talk?"; None for others."""
    said = _ANOTHER.fullmatch(text)
    return said["what"].strip() if said and not _NO_TYPE.search(said["what"]) else None
