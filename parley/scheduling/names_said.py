"""The name in what somebody says when asked for one: "I told you already: Jo Brandt", "dr. jo brandt (she/her)"."""

import re

from parley.scheduling.courtesies import NO, YES, led_by
from parley.scheduling.words import words_of

_TOLD = (
    r"(?:(?:as|like) )?(?:i|we)(?:'?ve| have)?(?: just| already)? (?:told|said|gave|given|mentioned|wrote|typed)"
    r"(?: (?:you|it|that|u|him|her))*(?: (?:already|before|twice|earlier|above))*[\s:,.!]*"
)
_IS = (
    r"(?:it'?s|it is|(?:(?:his|her|their|the|my) )?(?:full )?name(?: is|'s| was| should be| must be|\s?[:=])"
    r"|i'?m|i am|this is|that'?s|with|w/|for|call (?:him|her|them|me)|(?:put|write)(?: down)?)"
    r"(?=[\s:=])[\s:=]*(?:(?:with|for)\s+)?"
)
_INTRODUCED = re.compile(rf"(?:{led_by(NO, YES)}(?:{_TOLD}(?:{_IS})?|{_IS}))(?=\S)", re.IGNORECASE)
_PRONOUNS = re.compile(
    r"\s*[(\[](?:s?he|they|xe|ze|it|any)(?:\s?/\s?[^\W\d_]+)*(?: pronouns)?[)\]]|\s+\(?(?:she/her|he/him"
    r"|they/them)(?:/\w+)?\)?",
    re.I,
)
_NOT_THAT = re.compile(
    r"(?:\s*[,;(–-])?\s*\b(?:and )?(?:not|instead of)\b.*$|\s*[,.]?\s+(?:please|pls|thanks|thank you)[\s.!]*$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[^\W_]{2,}\.(?:com|org|net|edu|gov|io|co|de|uk|fr|at|ch|example)\b", re.IGNORECASE)
# Small words that stand in complaints and explanations, and in no name that is typed in small letters.
_EXPLAINS = re.compile(
    r"\b(?:of course|told|already|said|asked|answer|wrong|isn'?t|wasn'?t|not|don'?t|doesn'?t|you|your|nobody|name|gmail"
    r"|e-?mail|address|why|because|instead|zoom)\b"
)
# What answers "when?", and is nobody's name where nothing else is said.
_OF_TIME = words_of(
    "today tonight tomorrow tmrw tmr tomo monday tuesday wednesday thursday friday saturday sunday mon tue tues wed "
    "thu thur fri sat week month day days morning afternoon evening noon midday midnight lunch later earlier sooner "
    "now asap anytime soon next this the in on at a after before early late last first one any time other another"
)
# What a first word is never a name, and leads to something else.
_NO_NAME = re.compile(
    r"\W*(?:(?:my|his|her|their|the|your) )?(?:e-?mail|mail|address|phone|number|tel(?:ephone)?|mobile|company|zone"
    r"|time|date|place|guests?)\b",
    re.IGNORECASE,
)

LONGEST = 300  # characters: longer than any name with what may stand around it


def bare_name(text: str) -> str:
    """Return a name without what introduces it, the pronouns behind it, and what it is not."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return text
    name = _PRONOUNS.sub("", text.strip(" .,!"))
    name = _INTRODUCED.sub("", name, count=1) if _INTRODUCED.match(name) else name
    return _NOT_THAT.sub("", name).strip(" .,!")


def is_only_a_time(text: str) -> bool:
    """Return whether words say when, as "tomorrow" and "next week", so that they are no name."""
    return words_of(text) <= _OF_TIME


def explains(text: str) -> bool:
    """Return whether words have a domain, explain, complain or tell something else, so that they are no name."""
    return bool(_DOMAIN.search(text) or _EXPLAINS.search(text) or _NO_NAME.match(text))
