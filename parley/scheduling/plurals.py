"""Several events meant by a plural alone: "the intro calls", "wednesday's meetings" are all of them."""

import re

from parley.scheduling.common_words import EVENT, WEEKDAY

_NOUNS = rf"(?:{EVENT}|demo|chat|review|check-?in|interview|intro|consultation|lesson|workshop|catch-?up|one)s"
_WHOSE = rf"(?:(?:{WEEKDAY}|today|tomorrow|[^\W\d_]+)['’]s|{WEEKDAY}s?|tomorrows|todays)"
_PLURAL = re.compile(
    rf"\b(?:(?P<the>the)|my|our|{_WHOSE})\s+(?P<kind>(?:(?!and\b|or\b|with\b|on\b)[^\W\d_]+[\s-]+){{0,3}}?){_NOUNS}\b",
    re.IGNORECASE,
)
_REST = re.compile(
    rf"\bthe rest of (?=(?:(?:the|this|my|next) )?(?:to)?(?:day|week|morning|afternoon|{WEEKDAY})\b)", re.IGNORECASE
)
# Not all of them: these say how many, or which.
_SOME = re.compile(
    r"\b(?:one|any|some|which|two|three|four|five|few|first|second|third|last|next|all|both|every\w*|each|these|those|them"
    r"|\d+(?:st|nd|rd|th)?) (?:of\b|more\b|\w+ )?(?=.)|\bnumber\b",
    re.IGNORECASE,
)
_NO_KIND = frozenset({"", "other", "upcoming", "scheduled", "coming", "remaining", "own", "calendly"})


def as_all(text: str, *, narrowed: bool) -> str | None:
    """Return the text with "all" before the plural that stands for all of them; None where there is none.

    A plural that nothing narrows, as "my meetings" alone, may be asked about: `narrowed` says that a time or so does.
    """
    if rest := _REST.search(text):
        return f"{text[: rest.start()]}all {text[rest.start() :]}"
    found = _PLURAL.search(text)
    if not found or _SOME.search(text[: found.end()]):
        return None
    whose = not re.match(r"(?:the|my|our)\b", found[0], re.IGNORECASE)
    kind = found["kind"].strip().casefold() not in _NO_KIND
    behind = re.match(r"\s+with\b", text[found.end() :], re.IGNORECASE)
    if not (narrowed or whose or kind or behind):
        return None
    return f"{text[: found.start()]}all {text[found.start() :]}"
