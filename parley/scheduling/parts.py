"""A part of several days, in words: "mornings next week", "any evening", "in the afternoon this month"."""

import re

from parley.scheduling.openings import Part

_DAY_PART = r"(?P<part>morning|afternoon|evening|night)"
_LONG = r"(?:this|next|last|the|that|coming|following) (?:\w+ )?(?:weeks?|months?|fortnight)|(?:week|work(?:ing)? )days"
_SEVERAL = (
    re.compile(rf"\b(?:(?:in|on|during|for) )?(?:the |my |all )?{_DAY_PART}s\b", re.IGNORECASE),
    re.compile(rf"\b(?:(?:in|on|during) )?(?:any|every|each|some) {_DAY_PART}\b", re.IGNORECASE),
    re.compile(rf"\b(?:in|during) the {_DAY_PART}\b(?=.*\b(?:{_LONG})\b)", re.IGNORECASE),
    re.compile(rf"(?<=\bweek )(?:(?:in|during) the )?{_DAY_PART}\b", re.IGNORECASE),
    re.compile(rf"\b(?:{_LONG})\b.*?(?P<cut>\b(?:in|during) the {_DAY_PART})\b", re.IGNORECASE),
)


def part_marked(text: str) -> tuple[Part | None, str]:
    """Return the part of each day that words ask for, and the text with a bar where it begins, blanks behind that."""
    part, rest = part_of_days(text)
    begin = next((place for place, (was, now) in enumerate(zip(text, rest, strict=True)) if was != now), len(text))
    return part, f"{rest[:begin]}|{rest[begin + 1 :]}" if part else text


def part_of_days(text: str) -> tuple[Part | None, str]:
    """Return the part of each day that words ask for, and the text with blanks in its place; None for one day's."""
    for pattern in _SEVERAL:
        if found := pattern.search(text):
            begin, stop = found.span("cut" if "cut" in found.groupdict() else 0)
            word = found["part"].lower()
            return Part("evening" if word == "night" else word), text[:begin] + " " * (stop - begin) + text[stop:]
    return None, text
