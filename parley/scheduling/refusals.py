"""What does not suit somebody, of what was offered: "I can't do Tuesday", "that doesn't work, what about Friday?"."""

import re
from enum import StrEnum

from parley.scheduling.courtesies import NO, led_by
from parley.scheduling.exceptions import LONGEST, Parted, says_nothing

_LEAD = "^" + led_by(NO, "unfortunately", "i'?m afraid", "damn")
_CANNOT = (
    r"(?:can'?t|cannot|can not|couldn'?t|could not|won'?t be able to|'m unable to|am unable to"
    r"|(?:'?m|am|'?re|are|will be|'ll be)(?: all| already| not going to be| not)?"
    r" (?:free|available|around|in|there|here|busy|away|out|off|unavailable|booked|tied up|travell?ing"
    r"|on (?:holiday|vacation|leave)))"
    r"(?: (?:do|make|manage|come|be there|meet|work|talk))?(?: it)?"
)
_REFUSED = (
    re.compile(rf"{_LEAD}(?:i|we|she|he|they)(?: |(?='))(?:(?:really|just) )?{_CANNOT}\s+(?P<out>[^.;!?]+)", re.I),
    re.compile(
        rf"{_LEAD}(?P<out>[^,.;!?]+?)(?:'s| is| are| was| will be) (?:really |just |also |probably )?"
        r"(?:not? (?:good|great|possible|an option|ideal|convenient|suitable|free)|bad|out|impossible|difficult|tricky"
        r"|tough|awkward)(?: for (?:me|us))?(?=\W|$)",
        re.I,
    ),
    re.compile(
        rf"{_LEAD}(?P<out>[^,.;!?]+?) (?:(?:does|do|will|would|is|are)(?:n'?t| not)|won'?t|don'?t) (?:really )?"
        r"(?:work|suit|do|go|fit|good|possible|great|ideal)(?: (?:for )?(?:me|us))?(?=\W|$)",
        re.I,
    ),
    re.compile(
        rf"{_LEAD}no (?P<out>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|mornings|afternoons|evenings)\b.*)", re.I
    ),
)
# "I'm free on Friday" refuses nothing.
_FREE = re.compile(r"(?<!not )(?<!not going to be )\b(?:free|available|around|in|there|here)$", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:but|(?:what|how) about|could we|can we|can you|make it|rather|try)\b", re.IGNORECASE)
# What was offered, or chosen.
_ONES = "(?:ones|times?|days?|dates?|slots?|options?)"
_THEN = re.compile(
    rf"(?:on |at )?(?:then|that|it|this|that (?:time|day|one)|at all"
    rf"|(?:any of )?(?:those|these|them|the|your)(?: {_ONES})?)",
    re.I,
)
_NOT_ONE = "(?:none|neither|nothing|not (?:one|any|a single one))"
_SUITS = (
    r"(?:(?:really |actually )?(?:works?|suits?|fits?)|(?:will|would) (?:work|do|suit)"
    r"|(?:is|are) (?:any |much )?(?:good|use|possible|convenient|suitable|ok(?:ay)?))"
)
_NONE = re.compile(
    rf"{_LEAD}(?:no {_ONES}|{_NOT_ONE}(?: of (?:them|these|those|the)(?: {_ONES})?)?)"
    rf"(?: there| here)?(?: {_SUITS})?(?: (?:for |with )?(?:me|us))?"
    r"(?:,? (?:sorry|please|thanks?|i'?m afraid|unfortunately))?[\s.!]*",
    re.I,
)
_NOT = (
    r"(?:(?:that|this|it|those|these|they|all)(?:'?s| is| are|'re)? )*"
    r"(?:(?:all )?(?:a (?:bit|little)|much|way|far|rather|still) )?"
)
_LEANS = re.compile(
    rf"{_LEAD}{_NOT}(?:not (?:so|that|quite so)|too) (?P<how>early|late|soon)(?: for (?:me|us|him|her|them))?"
    r"(?:,? (?:please|though|sorry))?[\s.!]*",
    re.I,
)
_EARLIER = re.compile(
    rf"{_LEAD}(?:(?:is there|do you have|have you(?: got)?|got) )?"
    r"(?:any(?:thing)?|something|what about|how about|some time|maybe)? ?(?:a (?:bit|little) )?(?:earlier|sooner)"
    rf"(?: {_ONES})?(?: (?:then|please|maybe|possible|instead))*[\s.!?]*",
    re.I,
)


class Lean(StrEnum):
    """Which side of the times on offer does not suit."""

    EARLY = "early"
    LATE = "late"
    SOON = "soon"
    EARLIER = "earlier"


def refused(text: str) -> Parted | None:
    """Return a text of which something does not suit, parted: "I can't do Tuesday, what about Wednesday?"."""
    for pattern in _REFUSED if len(text) <= LONGEST else ():
        if found := pattern.search(text):
            begin, stop = found.span("out")
            if _FREE.search(text[:begin].rstrip()):
                return None
            instead = _INSTEAD.search(text, begin, stop)
            stop = instead.start() if instead else stop
            after = max(stop, found.end() if not instead else stop)
            return Parted(" " * after + text[after:], " " * begin + text[begin:stop])
    return None


def refuses_the_offer(text: str) -> bool:
    """Return whether a text refuses what is offered or chosen, whatever that is: "I can't then", "none of them"."""
    if _NONE.fullmatch(text):
        return True
    said = refused(text)
    return bool(said and says_nothing(said.kept) and _THEN.fullmatch(said.left_out.strip(" ,")))


def leans(text: str) -> Lean | None:
    """Return what is wrong with the times on offer, or chosen: "too early", "not so late please", "any sooner?"."""
    if _EARLIER.fullmatch(text):
        return Lean.EARLIER
    found = _LEANS.fullmatch(text)
    return Lean(found["how"].lower()) if found else None
