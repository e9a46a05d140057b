"""A part of a booking that is called by its name, with its new value: "change the place to Zoom", "name: Jo Brandt"."""

import re
from dataclasses import dataclass

from parley.scheduling.courtesies import NO, WISHING, YES, led_by

_WORDS = {
    "start": r"times?|dates?|day|hour|start(?: time)?",
    "event_type": r"(?:event )?type|kind",
    "name": r"(?:invitee'?s? |guest'?s? )?name|person|invitee",
    "zone": r"time ?zone|zone",
    "email": r"e-?mail(?: address)?|mail(?: address)?|address|invitee'?s? (?:e-?mail|mail|address)",
    "place": r"place|location|venue",
    "guests": r"guests?|guest list",
}
_ANY = "|".join(f"(?P<{part}>{words})" for part, words in _WORDS.items())
_OF = r"(?:(?:the|his|her|their|its|my|\w+'s) )?"
_AFTER_ALL = r"(?:[,. ]*(?:instead|please|pls|then|after all))*[\s.!]*"
_CHANGED = re.compile(
    rf"{led_by(NO, YES, WISHING)}(?:change|set|switch|correct|fix|update|make|put) {_OF}(?:{_ANY}) "
    rf"(?:from .+? )?(?:to|as|into) (?P<value>.+?){_AFTER_ALL}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"{led_by(NO, YES)}{_OF}(?:{_ANY})(?:(?:'s| is| should be| must be| was)(?: (?:really|actually))? |\s?[:=] ?)"
    rf"(?P<value>.+?){_AFTER_ALL}",
    re.IGNORECASE,
)


LONGEST = 300  # characters


@dataclass(frozen=True)
class PartSaid:
    """A part of the booking, by the name of its question, and the words for its new value."""

    part: str
    value: str


def part_said(text: str, *, strict: bool) -> PartSaid | None:
    """Return the part that a text gives another value; `strict` takes only what asks for a change of it."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    found = _CHANGED.fullmatch(text) or (None if strict or "?" in text else _CALLED.fullmatch(text))
    if not found:
        return None
    part = next(one for one in _WORDS if found[one])
    return PartSaid(part, found["value"].strip(" ,"))
