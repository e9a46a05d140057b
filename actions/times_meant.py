"""The times that words name beside an event: what is one, and which readings it has."""

import re
from collections.abc import Iterable

from parley.scheduling.ranges import Range
from parley.when import Span

_ON = re.compile(r"\b(?:on|to|for|until|by|from|before|after|since)(?: the)?\s*$", re.IGNORECASE)


def is_place(words: str, span: Span, count: int) -> bool:
    """Return whether a time is a place in a list of so many: "the 4th", and not "on the 4th"."""
    said = re.match(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)$", span.text, re.IGNORECASE)
    return bool(said and int(said[1]) <= count and not _ON.search(words[: span.begin]))


def readings(span: Span) -> Iterable[Span]:
    """Return every reading of a time that may be several."""
    if span.question is None:
        return [span]
    return [span.ruled("a reading", start=one.start, end=one.end) for one in span.question.readings]


def hull(spans: list[Range]) -> Range | None:
    """Return the stretch from the first to the last of several; None for none."""
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None
