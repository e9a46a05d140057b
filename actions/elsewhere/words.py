"""Words that ask what a time is on other clocks: "what time is that in Tokyo?", "and for Ana?"."""

import re
from dataclasses import dataclass

from actions.whom import NOBODY_NOR_A_TIME
from parley.scheduling.courtesies import PLEASED, led_by
from parley.scheduling.words import words_of
from parley.when.gazetteer import letters
from parley.when.zones import ZoneWord, find_zones

_LEAD = led_by(PLEASED, "quick question")
_TELL_ME = (
    r"(?:(?:can|could|would|will) (?:you|u) (?:please )?|please )?(?:(?:tell|remind) me |say |do you know |any idea "
    r"|i (?:need|want|have) to know |i wonder |i'?m wondering )?"
)
_IS = r"(?:'?s|'?re|'?ll| is| are| was| were| would| will| does| do| did)?"
_BE = r"(?: (?:be|is|are|would be|will be|start|starts|begin|begins|end|ends|happen|take place))?(?: at)?"
_TIME = r"(?:(?:at |on )?(?:what|wat|which) (?:time|hour|day and time)|how late)"
_TAIL = r"(?:[,. ]*(?:please|pls|then|now|again|too|as well|for (?:me|us)|over there|instead|exactly))*[\s?!.]*"
# What stands for whatever was told last, and for one of a list.
_THAT = r"(?:that|it|this|those|these|they|them|that one|this one)"
COUNTED = r"(?:event|meeting|call|time|slot|option)"
_ONE = (
    r"(?:the |number |#)?(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|last)"
    rf"(?: (?:one|{COUNTED}))?"
)
_OTHER = r"(?:the )?(?:other (?:person|side|party|one)|invitees?|guests?|clients?|customers?|attendees?)"
_NAME = r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2}"
LONGEST = 200  # characters: a question among others in a long message is not looked for
_SOMETHING = r"(?:\d|\bnoon\b|\bmidnight\b|\b(?:call|meeting|event|appointment|session|one)\b)"
_NOW = re.compile(rf"{_LEAD}{_TELL_ME}{_TIME}(?:'?s| is)? it(?: is)?(?: right)?(?: now)? [|¦]{_TAIL}", re.IGNORECASE)
_ON_THEIRS = (
    rf"(?:in|to|into|on) (?P<whose>her|his|their|{_OTHER}['’]?s?|{_NAME}['’]s)(?: local| own)?"
    r" (?:time(?:[ -]?zone)?|zone|clocks?|end|side)"
)
# Whoever comes to the event that is talked about, whatever the name.
PRONOUN = re.compile(rf"her|his|him|them|their|{_OTHER}", re.IGNORECASE)
_PATTERNS = tuple(
    re.compile(_LEAD + one + _TAIL, re.IGNORECASE)
    for one in (
        rf"{_TELL_ME}{_TIME}{_IS} (?P<about>[^|¦]+?){_BE} [|¦]",
        rf"{_TELL_ME}when{_IS} (?P<about>{_THAT}|{_ONE}){_BE} [|¦]",
        rf"{_TELL_ME}what{_IS} (?P<about>{_THAT}|{_ONE}){_BE} [|¦]",
        rf"{_TELL_ME}wh?(?:at|en)(?:'?s| is| would| will)"
        rf" (?P<about>(?!on\b|up\b|happening\b)[^|¦]*?{_SOMETHING}[^|¦]*?){_BE} ¦",
        rf"{_TELL_ME}(?:convert|translate|show|give|tell|say|read|put|what about|how about)(?: me)?"
        rf" (?P<about>{_THAT}|{_ONE}) [|¦]",
        rf"{_TELL_ME}(?:convert|translate) (?P<about>[^|¦]+?) [|¦]",
        rf"(?P<about>{_THAT}) [|¦]",
    )
)
_THEIRS = tuple(
    re.compile(_LEAD + one + _TAIL, re.IGNORECASE)
    for one in (
        rf"{_TELL_ME}(?:{_TIME}|when){_IS} (?P<about>{_THAT}|{_ONE}){_BE} (?:for|on)"
        rf" (?P<whose>her|him|them|{_OTHER}|{_NAME})",
        rf"{_TELL_ME}(?:{_TIME}|when|what){_IS} (?:the time )?(?:(?P<about>{_THAT}|{_ONE}){_BE} )?{_ON_THEIRS}",
        rf"{_TELL_ME}(?:convert|translate|show|give|tell|put)(?: me)? (?P<about>{_THAT}|{_ONE}) {_ON_THEIRS}",
    )
)
_BARE = re.compile(rf"{_LEAD}(?:(?:what|how) about )?[|¦]{_TAIL}", re.IGNORECASE)
_BARE_THEIRS = re.compile(
    rf"{_LEAD}(?:(?:what|how) about )?for (?P<whose>her|him|them|{_OTHER}|{_NAME}){_TAIL}", re.IGNORECASE
)
_PLACE = re.compile(
    rf"{_LEAD}{_TELL_ME}(?:{_TIME}|when|what){_IS} (?P<about>{_THAT}|{_ONE}){_BE} in"
    rf" (?!an?\b|the\b|my\b|person\b|total\b|minutes\b|hours\b)[^\W\d_]{{3,}}(?: [^\W\d_]+){{0,2}}{_TAIL}",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[|¦](?:(?:, ?| )(?:(?:and|or|&) )?[|¦])+")
_LEADS_ON = re.compile(r"\W*(?:and|also|or|what about|how about)\b", re.IGNORECASE)
_OF_THEIRS = re.compile(r"(?:['’]s?)?(?: (?:end|side|clocks?|time))?$", re.IGNORECASE)
_IN = re.compile(r"(?:\b(?:in|to|into|as|at|for|on)\s+)?(?:the\s+)?$", re.IGNORECASE)
_TIME_WORD = re.compile(r"\s+(?:local )?time(?:[ -]?zone)?\b", re.IGNORECASE)
_SMALL_LETTERS = re.compile(r"(?<=\bin |\bto )[a-z]{2,5}\b|(?<=\binto )[a-z]{2,5}\b|\b[a-z]{2,5}(?= time\b)")


@dataclass(frozen=True)
class Elsewhere:
    """What is asked: `about` names what the time is of, and is empty for what was told last.

    On the clocks of `zones`, or of whoever `whose` names; neither, when the place is none that is known. `goes_on` is
    no more than a place or a person, and says nothing by itself.
    """

    about: str = ""
    zones: tuple[ZoneWord, ...] = ()
    whose: str = ""
    now: bool = False
    goes_on: bool = False


def elsewhere_in(text: str) -> Elsewhere | None:
    """Return what a text asks of other clocks; None when it asks for nothing like that, as "use Tokyo time"."""
    if len(text) > LONGEST:
        return None
    text = _SMALL_LETTERS.sub(_capitals, text.strip())
    if said := next((found.groupdict() for one in _THEIRS if (found := one.fullmatch(text))), None):
        return _theirs(said["whose"], said["about"] or "", goes_on=False)
    zones = tuple(one for one in find_zones(text, asked=True) if one.readings)
    if not zones:
        return Elsewhere(_about(found["about"])) if (found := _PLACE.fullmatch(text)) else _bare_theirs(text)
    marked = _SEVERAL.sub("|", _marked(text, zones))
    if _NOW.fullmatch(marked):
        return Elsewhere(zones=zones, now=True)
    if found := next((found for one in _PATTERNS if (found := one.fullmatch(marked))), None):
        return Elsewhere(_about(found["about"]), zones)
    return Elsewhere(zones=zones, goes_on=True) if _BARE.fullmatch(marked) and _is_asked(text) else None


def _bare_theirs(text: str) -> Elsewhere | None:
    found = _BARE_THEIRS.fullmatch(text)
    return _theirs(found["whose"], "", goes_on=True) if found and _is_asked(text) else None


def _theirs(whose: str, about: str, *, goes_on: bool) -> Elsewhere | None:
    name = _OF_THEIRS.sub("", whose)
    is_somebody = PRONOUN.fullmatch(name) or not words_of(name) & NOBODY_NOR_A_TIME
    return Elsewhere(_about(about), whose=name, goes_on=goes_on) if is_somebody else None


def _is_asked(text: str) -> bool:
    return text.endswith("?") or _LEADS_ON.match(text) is not None


def _about(words: str) -> str:
    return "" if re.fullmatch(rf"{_THAT}(?: (?:right )?now)?", words, re.IGNORECASE) else words


def _marked(text: str, zones: tuple[ZoneWord, ...]) -> str:
    """Return the text with a bar for each zone and the words that lead to it, a broken one where it says "time"."""
    for zone in reversed(zones):
        before, after = text[: zone.begin], text[zone.stop :]
        says_time = _TIME_WORD.match(after) or _TIME_WORD.search(zone.text) or zone.kind in ("letters", "offset")
        text = f"{_IN.sub('', before)}{'¦' if says_time else '|'}{_TIME_WORD.sub('', after, count=1)}"
    return text


def _capitals(found: re.Match[str]) -> str:
    return found[0].upper() if found[0].upper() in letters() else found[0]
