"""What does not suit somebody, of what was offered: "I can't do Tuesday", "that doesn't work, what about Friday?"."""

import re

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
_THEN = re.compile(
    r"(?:on |at )?(?:then|that|it|this|that (?:time|day|one)|(?:any of )?(?:those|these|them)|at all)", re.I
)


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
    """Return whether a text refuses what is offered or chosen, whatever that is: "I can't then"."""
    said = refused(text)
    return bool(said and says_nothing(said.kept) and _THEN.fullmatch(said.left_out.strip(" ,")))
