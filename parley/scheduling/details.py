"""Which one thing about an event is asked: how long it takes, or where it is."""

import re
from enum import StrEnum

from parley.scheduling.common_words import EVENT
from parley.scheduling.courtesies import NO, PLEASED, YES, led_by


class Detail(StrEnum):
    """One thing about an event."""

    LENGTH = "length"
    PLACE = "place"


_LED = led_by(NO, YES, PLEASED)
_IT = rf"(?:it|that|this|the (?:first|second|third|fourth|fifth|last|next)(?: one)?|(?:(?:my|the|that|this) )?{EVENT})"
_BE = r"(?: (?:be|last|take|for|going to (?:be|last|take)|again|then|held|happening|taking place|take place))*"
_PATTERNS = (
    (
        Detail.LENGTH,
        rf"how long(?:(?:'?s| is| does| will| would| was) {_IT})?{_BE}|how long do we have|how long have we got"
        rf"|(?:what(?:'?s| is) the )?duration(?: of {_IT})?",
    ),
    (
        Detail.PLACE,
        rf"where(?:(?:'?s| is| does| will| was) {_IT})?{_BE}|where(?:'?s| is| do we) (?:{_IT}|meet|we meeting)"
        rf"|(?:what(?:'?s| is|s)) the (?:place|location|venue|room)(?: (?:of|for) {_IT})?",
    ),
)
_COMPILED = tuple((one, re.compile(rf"{_LED}(?:{words})\W*", re.IGNORECASE)) for one, words in _PATTERNS)


def detail_in(text: str) -> Detail | None:
    """Return the one thing that is asked; None when more is, or something else."""
    return next((one for one, pattern in _COMPILED if pattern.fullmatch(text)), None)
