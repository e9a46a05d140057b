"""Two wishes in one sentence, done one after the other: "cancel it and offer her one next week"."""

import re

from parley.scheduling.courtesies import NO, WISHING, YES, led_by

_CANCELS = r"(?:cancel|call off|drop|delete|scrap)"
_MOVES = r"(?:move|re-?schedule|postpone|push|shift|swap|switch)"
# What is done for somebody next, unless it is to tell them something, as an apology is.
_GIVES = (
    r"(?:(?:re-?)?book|schedule|set up|arrange|offer|propose|suggest|invite|find|look for|give|send|put|block|add"
    r"|remind|mark)"
    r"(?! (?:out\b|(?:\w+ ){0,3}(?:apolog|regards|note\b|mail\b|e-?mail\b|message\b|reasons?\b|thanks\b|heads?)))"
)
_LED = led_by(YES, NO, WISHING, "instead", "rather", "after that")
_AND = rf"\s*(?:[,;.]|\b(?:and|then|but|plus)\b)[\s,;]*{_LED}"


def _begins(verb: str, next_verbs: str) -> re.Pattern[str]:
    first = rf"(?P<first>{led_by(NO, YES, WISHING)}{verb}\b.+?)"
    return re.compile(rf"{first}{_AND}(?P<next>{next_verbs}\b\s*\S.*)", re.IGNORECASE)


_TO_CANCEL = _begins(_CANCELS, rf"(?:{_MOVES}(?! (?:it|that|this|them|her|him)\b)|{_GIVES})")
# "Move the demo to Friday and the intro to Monday" has its verb once.
_TO_MOVE = _begins(_MOVES, rf"(?:{_CANCELS}|{_MOVES}|{_GIVES}|(?=(?:the|my)\s[^,;]+?\sto\s)\w+)")


def first_wish(text: str) -> tuple[str, str]:
    """Return the first of two wishes, of which it cancels or moves something, and the next; "" where there is one."""
    found = _TO_CANCEL.fullmatch(text) or _TO_MOVE.fullmatch(text)
    return (found["first"].strip(" ,;."), found["next"].strip()) if found else (text, "")
