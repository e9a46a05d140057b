"""Several things wished for in one sentence: "the calls with Hana and Erik", "Friday's and Monday's too"."""

import re

from parley.scheduling.common_words import CHANGED, EVENT, WEEKDAY

_DAY = rf"(?:{WEEKDAY}|today|tomorrow|tonight|(?:this|next) \w+)"
# What an event, or several, may be called by: it begins so.
_A_THING = (
    rf"(?=(?:the|my|our|all|every\w*|both|those|these|that one|with|number|\d+(?:st|nd|rd|th)?\b|(?:on |from )?{_DAY}"
    r"|[^\W\d_]+['’]s)\b)"
)
_TOO = (
    re.compile(
        rf"[,;]?\s*\b(?:and|plus|as well as)\s+(?:also\s+|additionally\s+)?(?:{CHANGED}\s+)?"
        rf"(?P<more>{_A_THING}[^,;.?!]*?)\s+(?:too|as well|also)\b(?=\W*$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"[,;]?\s*\b(?:and also|and additionally|plus|as well as|and then(?: also)?|also)\s+(?:{CHANGED}\s+)?"
        rf"(?P<more>{_A_THING}[^,;.?!]*)(?=\W*$)",
        re.IGNORECASE,
    ),
)
_ADDS = re.compile(
    rf"(?:(?:and|plus|also|add|include|with)\b\s+)+(?:{CHANGED}\s+)?"
    rf"(?P<more>{_A_THING}[^;.?!]+?)(?:\s+(?:too|as well|also))?\W*",
    re.IGNORECASE,
)
_NAME = r"(?!(?:the|my|our|a|an|all|both|also|then|in|on|at|it|them|one|no|not)\b)[^\W\d_]+(?:['’-][^\W\d_]+)*"
_NAMES_END = (
    rf"(?=\W*$|\s*[.?!;,]|\s+(?:on|at|in|for|from|this|next|before|after|between|because|since|but|except|and|please|pls"
    rf"|today|tomorrow|tonight|{WEEKDAY})\b)"
)
_WITH = re.compile(
    rf"\bwith\s+(?P<names>{_NAME}(?:\s{_NAME}){{0,2}}?"
    rf"(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?:with\s+)?{_NAME}(?:\s{_NAME}){{0,2}}?)+){_NAMES_END}",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    rf"\b(?P<names>[^\W\d_]+['’]s(?:(?:\s*,\s*|\s+(?:and|or|&)\s+)[^\W\d_]+['’]s)+)(?=\s+(?:\w+\s+)?{EVENT}s?\b|\W*$)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\b|or\b)?|\band\b|\bor\b|&)\s*(?:with\s+)?", re.IGNORECASE)
_LISTED = re.compile(
    rf"(?:\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+)(?=(?:the|my|our|{_DAY}['’]s|all)\s(?!\w+\s+(?:is|are|was|will)\b))",
    re.IGNORECASE,
)
# "Or the other one" and "or the 4th" name no event by what it is.
_OR = re.compile(
    r"\s*,?\s+or\s+(?:maybe\s+)?"
    r"(?=(?:the|my|our)\s+(?!\d|other|rest|first|second|third|last|next|day|week)[^\W\d_])",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|every\w*|both|each)\b", re.IGNORECASE)
_BARE_DAY = re.compile(rf"{_DAY}['’]s", re.IGNORECASE)
_VERB = re.compile(rf"^\W*(?:\w+\W+){{0,4}}?{CHANGED}\s+", re.IGNORECASE)


def wishes(text: str) -> list[str]:
    """Return what is wished for, each with the verb; just the text itself where it is one thing."""
    verb = _VERB.match(text)
    lead = verb[0] if verb else ""
    for pattern in _TOO:
        if found := pattern.search(text, len(lead)):
            rest = text[: found.start()].rstrip(" ,;")
            more = found["more"].strip()
            # "Everything on Friday, and Monday's too" is everything on Monday.
            every = "all " if _EVERY.search(rest) and _BARE_DAY.fullmatch(more) else ""
            return [*wishes(rest), f"{lead}{every}{more}"] if rest[len(lead) :].strip() else [text]
    if found := _WITH.search(text):
        return _each(text, found, "with ")
    if found := _WHOSE.search(text):
        return _each(text, found, "")
    return [text]


def thing(text: str) -> str:
    """Return what a wish is about, without its verb."""
    return _VERB.sub("", text).strip()


def listed(text: str) -> list[str]:
    """Return the parts of a wish for several things by their articles: "the intro call and the demo on Friday"."""
    verb = _VERB.match(text)
    lead = verb[0] if verb else ""
    parts = [one.strip(" ,") for one in _LISTED.split(text[len(lead) :])]
    return [f"{lead}{one}" for one in parts] if len(parts) > 1 and all(parts) else [text]


def alternatives(text: str) -> list[str]:
    """Return the wishes one of which is meant, each with the verb: "the intro with Hana or the onboarding"."""
    verb = _VERB.match(text)
    lead = verb[0] if verb else ""
    parts = [one.strip(" ,") for one in _OR.split(text[len(lead) :])]
    return [f"{lead}{one}" for one in parts] if len(parts) > 1 and all(parts) else [text]


def added(text: str) -> str | None:
    """Return what words add to what was listed: `Friday's demo` of `and also Friday's demo`; None for nothing."""
    found = _ADDS.fullmatch(text.strip())
    return found["more"].strip() if found else None


def _each(text: str, found: re.Match[str], before: str) -> list[str]:
    names = [one for one in _BETWEEN.split(found["names"]) if one.strip()]
    return [f"{text[: found.start()]}{before}{name}{text[found.end() :]}" for name in names]
