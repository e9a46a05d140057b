"""What a wish leaves out: "everything on Friday except the intro call", "next week, but not Monday"."""

import re
from dataclasses import dataclass

# Signs: longer texts are stories, and their "not" is rarely about what is asked for.
LONGEST = 500
_DAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?"
# What "not" stands before when it leaves something out, rather than making a sentence of its own.
_SOMETHING = (
    r"(?=\s+(?:(?:on|in|at|for|during|before|after|until|with|this|next|the|my|our|today|tomorrow|tonight|"
    rf"{_DAY}|mornings?|afternoons?|evenings?|nights?|weekends?|those|that)\b|\d))"
)
_EVERY = r"\b(?:any|every|all|no|none|always)\w*\b(?:\s+[^\s,.;!?]+){0,6}?\s+"
_CUE = re.compile(
    r"(?:,\s*|\b(?:and|but|just)\s+|\()*"
    r"(?:\b(?:except(?:ing)?(?:\s+for)?|excluding|apart\s+from|aside\s+from|other\s+than|leaving\s+out|save\s+for)\b"
    rf"|\b(?:but|just|only)\s+(?:please\s+)?not\b{_SOMETHING}"
    rf"|(?:^|[,;(–—-]|(?<=day)|(?<=week)|(?<=month)|(?<=tomorrow)|(?<=morning)|(?<=afternoon))\s*not\b{_SOMETHING}"
    r")\s*",
    re.IGNORECASE,
)
# "Anything but Tuesday": "but" leaves something out only behind all there is.
_BUT = re.compile(rf"(?<!\w){_EVERY}(?P<cue>but\s+)(?!not\b|i\b|if\b|can\b|what\b|how\b|when\b)", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:all|every\w*|list|show|what'?s|next week|this week|today|tomorrow)\b.*?(?P<cue>\bwithout\s+)", re.IGNORECASE
)
_END = re.compile(
    r"[.;!?)]|\s(?:please|pls|thanks|thank you|because|since|as long as|then what|what about|how about|but)\b"
    # "Not Tuesday, Wednesday": behind the comma is what is wanted, unless a list goes on.
    r"|,(?!\s*(?:and|or|nor|not)\b)(?![^,.;!?]*(?:,|\s)\s*(?:and|or|nor)\s)",
    re.IGNORECASE,
)

_NOTHING = re.compile(
    r"(?:\W|\b(?:no|nope|sorry|please|thanks|thank you|oh|but|just|well|hm+|ok(?:ay)?|actually|wait|then|either)\b)*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Parted:
    """A text with blanks in place of what it leaves out, and that: each word stands where it stood."""

    kept: str
    left_out: str = ""


def parted(text: str) -> Parted:
    """Return what a text wants, and what of it it leaves out, if anything."""
    if len(text) > LONGEST:
        return Parted(text)
    cues = [found.span() for found in _CUE.finditer(text)]
    cues += [found.span("cue") for pattern in (_BUT, _WITHOUT) if (found := pattern.search(text))]
    cues = [(begin, stop) for begin, stop in cues if text[stop:].strip(" ,.!?")]
    if not cues:
        return Parted(text)
    begin, stop = min(cues)
    end = _END.search(text, stop)
    end_at = end.start() if end else len(text)
    kept = text[:begin] + " " * (end_at - begin) + text[end_at:]
    return Parted(kept, " " * stop + text[stop:end_at])


def says_nothing(kept: str) -> bool:
    """Return whether what is wanted is not said: `not the second one`, `no, not Tuesday`."""
    return _NOTHING.fullmatch(kept) is not None
