"""Whether words ask for another event type, or only share one with its name: "at the studio", "Meet the Studio"."""

import re
from collections.abc import Iterable

from parley.scheduling.common_words import WEEKDAY
from parley.scheduling.courtesies import NO, PLEASED, WISHING, YES, led_by
from parley.scheduling.event_types import Offer
from parley.scheduling.words import close, minutes_in, words_of

_AROUND = words_of(
    "a an the one ones event type kind please pls instead rather then it with for of i id like want to make take use "
    "book session meeting min mins minute minutes hour hours"
)
# "No! I didn't want meet the studio, portfolio talk please."
_NOT_THAT = re.compile(
    r"(?:i |we )?(?:(?:really )?(?:did ?n'?t|do ?n'?t|never|not) (?:want|mean|ask for|say"
    r"|choose)(?:ed)?(?: (?:to|for|the|an?))?|not(?: the| an?)?)"
    r"\s[^,.;!]+?[,.;!]+\s*(?:but |i (?:want(?:ed)?|meant|said) )?",
    re.IGNORECASE,
)
_VERB = (
    r"(?:make (?:it|that|this)|change (?:it|that|this|the type)? ?(?:in)?to|switch (?:it |that )?to|turn (?:it"
    r"|that) into"
    r"|use|take|book|do|i (?:actually )?(?:want(?:ed)?|meant|said|asked for|need(?:ed)?)|i mean|it (?:should"
    r"|has to|must) be"
    r"|it'?s (?:supposed to be|meant to be))"
)
_WANTS = re.compile(
    rf"(?P<lead>{led_by(NO, YES, PLEASED, WISHING)})(?P<verb>{_VERB}\s+)?(?:(?:an?|the|for)\s+)?(?P<what>[^,.;!?]+?)"
    r"(?P<instead>(?:[,. ]+(?:instead|rather|please|pls|after all|then))*)[\s.!]*",
    re.IGNORECASE,
)
# What is booked, up to the words for whom, when and where.
_CALLED = re.compile(
    rf"{led_by(NO, YES, PLEASED, WISHING)}(?:book|schedule|reserve|arrange|set up|plan|make)(?: (?:me|us))? an? "
    rf"(?P<what>[^\W\d_][^,.;:!?@\d]*?)(?=\s*(?:$|[,.;:!?\d]|\b(?:with|w/|for|on|at|in|to|by|about|this|next|today|tomorrow"
    rf"|tonight|tmrw|please|pls|sometime|around|between|before|after|{WEEKDAY})\b))",
    re.IGNORECASE,
)
_NO_KIND = words_of(
    "meeting call appointment slot time event booking date something thing one new another session chat talk "
    "conversation "
    "quick short long brief little video phone zoom online virtual a an the of my meetings spot visit"
)
_REFUSED = re.compile(rf"\b(?:{NO})\b", re.IGNORECASE)
_AT_A_PLACE = re.compile(r"\W*(?:at|in|on|over|via|by|inside|near)\b", re.IGNORECASE)
LONGEST = 300  # characters
_NUMBER = re.compile(r"\d+\w*")


def type_wanted(text: str) -> str | None:
    """Return what another type is called, by words that ask for one; None where nothing in them asks."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    lead = re.match(led_by(NO, YES), text)
    start = lead.end() if lead else 0
    refused = _NOT_THAT.match(text, start)
    said = _WANTS.fullmatch(text[refused.end() :] if refused else text)
    if not said or _AT_A_PLACE.match(said["what"]):
        return None
    asks = refused or said["verb"] or said["instead"] or _REFUSED.search(said["lead"])
    return said["what"] if asks else None


def type_called(text: str) -> str | None:
    """Return what a request to book calls the event type: "an intro call" in "book an intro call with Jo"."""
    said = _CALLED.match(" ".join(text.split())[:LONGEST])
    others = words_of(said["what"]) - _NO_KIND if said else frozenset()
    is_one = others and not any(_NUMBER.fullmatch(word) for word in others)
    return said["what"].strip() if said and is_one else None


def says_only_a_name(offers: Iterable[Offer], text: str) -> bool:
    """Return whether a text is no more than the whole name of one of the types."""
    said = words_of(text)
    whole = (one for one in offers if all(any(close(word, other) for other in said) for word in _name(one)))
    return any(says_only_words_of(one, text) for one in whole)


def says_only_words_of(offer: Offer, text: str) -> bool:
    """Return whether a text has no other words than a type's name, its length, and what may stand around them."""
    name = words_of(offer.name)
    others = {word for word in words_of(text) - _AROUND if not _NUMBER.fullmatch(word)}
    return not _AT_A_PLACE.match(text) and all(any(close(word, one) for one in name) for word in others)


def says_only_a_length(text: str) -> bool:
    """Return whether a text is no more than a length: `45 minutes`, `the 30 minute one`."""
    others = words_of(text) - _AROUND - words_of("half quarter three quarters long and")
    return minutes_in(text) is not None and all(_NUMBER.fullmatch(word) for word in others)


def _name(offer: Offer) -> frozenset[str]:
    """Return the words of a type's name without articles."""
    return words_of(offer.name) - words_of("a an the")
