"""Wishes that are fulfilled in Calendly itself: time that is blocked, working hours, and what event types are like."""

import re
from enum import StrEnum

from parley.scheduling.common_words import CHANGED
from parley.scheduling.courtesies import NO, PLEASED, WISHING, YES, led_by

_LED = led_by(NO, YES, PLEASED, WISHING)
_PEOPLE = (
    r"(?:people|clients?|customers?|guests?|others|anyone|anybody|everyone|everybody|someone|somebody|them|nobody)"
)
_AWAY = (
    r"(?:(?:away|abroad|sick|ill|unavailable)\b|(?:on|off on) (?:\w+ )?(?:holidays?|vacation|leave|parental leave)\b"
    r"|out of (?:the |my )?office\b|ooo\b|off (?:work|sick)\b)"
)
_BLOCK = re.compile(
    rf"{_LED}(?:block(?:ing)? (?:out|off)\b|block (?:my|the|some|an?|all|time|to-?day|to-?morrow|next|this|mon|tue|wed"
    rf"|thu|fri|sat|sun)|(?:keep|hold|leave) (?!.*\b(?:slot|hour)s?\b)[^,.;?!]*\bfree\b"
    rf"|(?:mark|set|put|make|show) (?:me|myself)(?: down)?(?: as)? (?:busy\b|{_AWAY}))",
    re.IGNORECASE,
)
_IS_AWAY = re.compile(
    rf"{_LED}(?:i'?m|i am|im|i'?ll be|i will be|we'?re|we are)(?: going)?(?: to be)? {_AWAY}"
    rf"|{_LED}(?:i'?m|i am|im) (?:taking|having) [^,.;?!]*\boff\b",
    re.IGNORECASE,
)
_KINDS = (
    r"(?:(?:event|meeting|booking|appointment|session) (?:types?|kinds?)|(?:kinds?|types?) of (?:event|meeting|call)s?)"
)
_EVENT_TYPES = re.compile(
    rf"{_LED}(?:(?:make|create|add|build|set up|delete|remove|edit|change|update|duplicate|clone|hide|archive|rename"
    rf"|deactivate|activate|disable|enable|(?:switch|turn) (?:on|off))\b[^,.;?!]*?\b{_KINDS}|a new {_KINDS}"
    rf"|rename\b(?! me)"
    r"|(?:change|edit|update|set|raise|lower) (?:the |my )?(?:price|fee|description|colou?r|questions?"
    r"|default (?:length|duration))\b"
    r"|add (?:an?|another|some|more) questions? (?:to|for)\b)",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"{_LED}(?:(?:change|set|edit|update|adjust|extend|shorten) (?:my |the |our )?(?:(?:working|work|office|business"
    r"|opening|bookable) (?:hours|times|days)|availability|buffers?(?: time)?|(?:minimum )?notice)\b"
    rf"|(?:stop|prevent|keep|block) {_PEOPLE} (?:from )?booking\b"
    rf"|(?:do ?n['’]?t|do not|never) (?:let|allow) {_PEOPLE} (?:to )?book\b"
    rf"|(?:no ?one|{_PEOPLE}) (?:should|may|must|can|shall|is)(?: not|n['’]?t)?(?: be)?(?: able to| allowed to)? book"
    r" (?:me |anything )?(?:before|after|on|in)\b)(?!.*\?)",
    re.IGNORECASE,
)
_CHANGE_THEM = re.compile(
    rf"{_LED}(?:change|edit|set|adjust|update) (?:them|it|that|those|these)(?: (?:here|with you|for me|then))*\W*",
    re.IGNORECASE,
)
_OTHER = re.compile(rf"\b(?:{CHANGED}|book|who|what|what's|which|when|move)\b|\bwith (?!you\b)|@|\?", re.IGNORECASE)


class Place(StrEnum):
    """What of Calendly's a wish is about."""

    BLOCK = "block"
    EVENT_TYPES = "event_types"
    HOURS = "hours"


def in_calendly(text: str) -> Place | None:
    """Return what a wish is about that is fulfilled in Calendly itself; None for any other.

    Who is away, and wants something done about it, wants that.
    """
    if _EVENT_TYPES.match(text):
        return Place.EVENT_TYPES
    if _HOURS.match(text):
        return Place.HOURS
    if _BLOCK.match(text) and not re.search(r"\bwith (?!you\b)|@", text, re.IGNORECASE):
        return Place.BLOCK
    return Place.BLOCK if _IS_AWAY.match(text) and not _OTHER.search(text) else None


def wants_them_changed(text: str) -> bool:
    """Return whether the words ask no more than whether what was told can be changed: "can I change them here?"."""
    return _CHANGE_THEM.fullmatch(text) is not None
