"""What a wish leaves out: "everything on Friday except the intro call", "next week, but not Monday"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parley.scheduling.common_words import CHANGED, EVENT

# Signs: longer texts are stories, and their "not" is rarely about what is asked for.
LONGEST = 500
_DAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?"
# What "not" stands before when it leaves something out, rather than making a sentence of its own.
_SOMETHING = (
    r"(?=\s+(?:(?:on|in|at|for|during|before|after|until|with|this|next|the|my|our|today|tomorrow|tonight|"
    rf"{_DAY}|mornings?|afternoons?|evenings?|nights?|weekends?|those|that)\b|\d))"
)
_EVERY = r"\b(?:any|every|all|both|no|none|always)\w*\b(?:\s+[^\s,.;!?]+){0,6}?\s+"
_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends|mornings|afternoons|evenings)"
_CUE = re.compile(
    r"(?:,\s*|\b(?:and|but|just)\s+|\()*"
    r"(?:\b(?:ex(?:c?e|ec|ce)?pe?t(?:ing)?(?:\s+for)?|excluding|excl?\.|with\s+the\s+exception\s+of|apart\s+from|aside\s+from"
    r"|other\s+than|leaving\s+(?:out|aside)|save\s+for|not\s+(?:counting|including)|besides|minus"
    r"|bar(?=\s+(?:the|my)\b)|unless\s+(?:it'?s|it\s+is|they'?re|they\s+are))(?!\w):?"
    rf"|\b(?:but|just|only|though)\s+(?:please\s+)?not\b{_SOMETHING}"
    r"|\bnever(?=\s+(?:(?:before|after|until|till|earlier\s+than|later\s+than)\s+(?:\d|noon|lunch|half)|(?:on|in)\s+(?:the|an?)\b"
    rf"|(?:on\s+)?{_DAY}\b))"
    rf"|(?:^|[,;(–—-]|(?<=day)|(?<=week)|(?<=month)|(?<=tomorrow)|(?<=morning)|(?<=afternoon))\s*not\b{_SOMETHING}"
    rf"|(?:^|[,;.?!–—-]|\b(?:and|but)\b)\s*no(?=\s+{_DAYS}\b)"
    r"|\bnothing(?=\s+(?:before|after|until|till|earlier|later|in\s+the|on)\b)|\bno(?:t(?:\s+any)?)?(?=\s+(?:earlier|later)\s+than\b)"
    rf"|\b(?:i'?d\s+|would\s+)?(?:rather|prefer(?:ably)?|ideally)\s+not\b{_SOMETHING}"
    r"|(?:[,;]|\b(?:and|but))\s*(?:please\s+)?(?:keep|spare|leave)\b(?!\s+(?:me|it|them|in\s+mind|a\s+\w+)\b)(?:\s+only\b)?"
    r")\s*",
    re.IGNORECASE,
)
# "Anything but Tuesday", "all that aren't demos": these leave something out only behind all there is.
_OF_ALL = (
    re.compile(
        rf"(?<!\w){_EVERY}(?P<cue>but\s+)(?!not\b|time\b|i\b|if\b|can\b|what\b|how\b|when\b|keep\b|leave\b)",
        re.IGNORECASE,
    ),
    # "Cancel them but the demo", "cancel Friday's meetings but Ana's".
    re.compile(
        rf"\b{CHANGED}\b[^,;.!?]*?\b(?:{EVENT}s|ones|those|these|them|two|three|four|five)\b(?:\s+[^\s,.;!?]+){{0,4}}?"
        r"\s+(?P<cue>but\s+)(?=(?:the|my|with|on|for|number)\b|\w+['’]s\b)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:all|every\w*|list|show|what'?s|next week|this week|today|tomorrow)\b.*?(?P<cue>\bwithout\s+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:all|every\w*|any\w*)\b.*?(?P<cue>\b(?:that|which)\s*(?:'s|\s+is|\s+are)?\s*(?:is|are)?(?:n'?t|\s*not)\s+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:which|what|how many)\b.*?(?P<cue>\b(?:are|is|were|was)(?:\s+not|\s*n'?t)\s+)(?=(?:with|on|in|at|for)\b)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:all|every\w*|any\w*)\b.*?(?P<cue>\bnon-)", re.IGNORECASE),
)
# "Keep the demo, cancel the rest", "everything on Friday, the demo stays".
_SPARED = (
    re.compile(
        r"^\W*(?:please\s+)?(?:keep|leave)\s+(?:only\s+)?(?P<out>[^,;.!?]+?),?\s*(?:and|but)?\s*"
        r"(?=\b(?:cancel|delete|drop|clear|remove|scrap|call off)\b)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:^|[,;]|\bbut\b)\s*(?P<out>(?:the|my)\s+[^,;.!?]+?)\s+(?:can\s+|should\s+|must\s+)?(?:stays?|remains?)\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?:[,;]|\bbut\b)\s*i\s+(?:still\s+)?need\s+(?P<out>(?:the|my)\s+[^,;.!?]+)", re.IGNORECASE),
)
# "Not before ten, when can I come?": a comma, and a wish of its own.
_STOP = (
    r"[.;!?)]|,\s*(?:when|what|which|how|where|who|can|could|am|are|is|do|does|i|please|book|show|find|list)\b"
    r"|\s(?:please|pls|thanks|thank you|because|since|as long as|then what|what about|how about|but)\b"
)
_GOES_ON = r"\s*(?:and|or|nor|not|no)\b"
_LIST_TO_COME = r"(?![^,.;!?]*(?:,|\s)\s*(?:and|or|nor)\s)"
# "Not Tuesday, Wednesday": behind the comma is what is wanted, unless a list goes on.
_END = re.compile(rf"{_STOP}|,(?!{_GOES_ON}){_LIST_TO_COME}", re.IGNORECASE)
# "Except the intro call, the demo.": a list goes on with a thing, and ends before a time or another wish.
_A_THING = (
    r"\s*(?!at\b|in\b|on\b|around\b|after\b|before\b)"
    r"(?:the |my |an? )?[^\W\d_]+(?: [^\W\d_]+)?\s*(?:[,.;!?]|$)"
)
_END_OF_LIST = re.compile(rf"{_STOP}|,(?!{_GOES_ON}|{_A_THING}){_LIST_TO_COME}", re.IGNORECASE)
_LEADS_TO_ONE = re.compile(r"\b(?:not|no)\s*$", re.IGNORECASE)
# Letters that are no words around a time.
_TELLS = re.compile(
    r"\b(?!(?:and|or|nor|the|on|in|at|for|this|next|s|all|any|of|from|that|is|are|ones?)\b)[^\W\d_]+", re.IGNORECASE
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
    for pattern in _SPARED:
        if found := pattern.search(text):
            return _without(text, found.start(), found.end(), found.span("out"))
    cues = [found.span() for found in _CUE.finditer(text)]
    cues += [found.span("cue") for pattern in _OF_ALL if (found := pattern.search(text))]
    cues = [(begin, stop) for begin, stop in cues if text[stop:].strip(" ,.!?")]
    if not cues:
        return Parted(text)
    begin, stop = min(cues)
    ends = _END if _LEADS_TO_ONE.search(text[begin:stop]) else _END_OF_LIST
    end = ends.search(text, stop)
    end_at = end.start() if end else len(text)
    return _without(text, begin, end_at, (stop, end_at))


def time_first(said: Parted, times: Sequence[tuple[int, int]]) -> Parted:
    """Return the same with the time behind what is left out put where it belongs: "all but demos on Tuesday".

    `times` is where times stand in what is left out. Of times alone, as in "not Monday or Tuesday", each is left out.
    """
    if not times:
        return said
    begin, stop = times[-1]
    rest = said.left_out
    for a, b in times:
        rest = rest[:a] + " " * (b - a) + rest[b:]
    if rest[stop:].strip(" ,.!?") or not _TELLS.search(rest[:begin]):
        return said
    kept = said.kept.ljust(stop)
    kept = kept[:begin] + said.left_out[begin:stop] + kept[stop:]
    return Parted(kept, said.left_out[:begin] + " " * (stop - begin) + said.left_out[stop:])


def _without(text: str, begin: int, end: int, out: tuple[int, int]) -> Parted:
    kept = text[:begin] + " " * (end - begin) + text[end:]
    return Parted(kept, " " * out[0] + text[out[0] : out[1]])


def says_nothing(kept: str) -> bool:
    """Return whether what is wanted is not said: `not the second one`, `no, not Tuesday`."""
    return _NOTHING.fullmatch(kept) is not None
