"""Places in a list, in words: "the second one", "2 and 4", "the first two", "all but the last"."""

import re

from parley.when.rules.slips import Slips

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACE = {word: place for place, word in enumerate(_ORDINALS, start=1)}
_NUMBER = {word: number for number, word in enumerate(_NUMBERS, start=1)}
# "The secnod one"; beside words that are none.
_SLIPS = Slips(_ORDINALS, ("eight", "fifty", "sixty", "forth", "filth", "teeth", "tents"))
_ANY_ORDINAL, _ANY_NUMBER = "|".join(_ORDINALS), "|".join(_NUMBERS)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_UNIT = r"(?:[ap]\.?m\b|o'?clock|h\b|mins?\b|minutes?|hours?|days?|weeks?|months?|years?|quarters?|people|%)"
# Numbers that are times, dates and lengths: "at 4", "4 pm", "4:30", "the 4th of July", "Nov 24", "30 minutes".
_NO_PLACES = re.compile(
    rf"\b(?:at|by|until|before|after) \d{{1,2}}\b|\d+(?:[:./-]\d+)+|\b\d+[ -]?{_UNIT}|first thing"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|(?:\b\d{{1,2}}(?:st|nd|rd|th)?|\b(?:{_ANY_ORDINAL})) (?:of )?{_MONTH}"
    rf"|\b(?:last|first) (?:(?:\d{{1,2}}|{_ANY_NUMBER}) )?(?:name|{_UNIT})"
)
_RUN = re.compile(rf"\b(first|last) (\d{{1,2}}|{_ANY_NUMBER})\b(?! ?{_UNIT})")
_BUT = re.compile(r"\b(?:all|both|everything|every one|each)\b.*?\b(?:but|except)(?: for)?\b(.*)", re.DOTALL)
_AROUND = "the|last|and|or|numbers?|no|ones?|please|all|but|except|for"
_ONLY = re.compile(rf"(?:\W|\d{{1,2}}(?:st|nd|rd|th)?\b|(?:{_ANY_ORDINAL}|{_ANY_NUMBER}|{_AROUND})\b)+")
# "The 2nd 1": the one of that place, and not two of them.
_THAT_ONE = re.compile(rf"(\d(?:st|nd|rd|th)|\b(?:{_ANY_ORDINAL}|last)) 1(?=\W*(?:(?:please|pls|plz)\W*)?$)")
_DIGITS = re.compile(r"(?<!\w)(\d{1,2})(?:st|nd|rd|th)?\b")
_BARE = re.compile(
    r"\W*(?:the )?(?:number |no\.? ?|#)?(\d{1,2})(?:(?:st|nd|rd|th)(?: 1)?)?(?: one)?(?:,? (?:please|pls|plz))?\W*",
    re.ASCII | re.IGNORECASE,
)
_WORDS = re.compile(rf"\b({_ANY_ORDINAL}|last)\b|\bnumber ({_ANY_NUMBER})\b")


def places_in(text: str, count: int) -> tuple[int, ...] | None:
    """Return the places in a list of `count` that a folded text names: from 1 on, or from -1 backwards. None for none.

    Places that the list does not have are returned too, for the answer to say so.
    """
    text = _without_slips(text)
    text = _THAT_ONE.sub(r"\1", _NO_PLACES.sub(" ", text))
    if but := _BUT.search(text):
        left_out = places_in(but[1], count)
        if left_out is None:
            return None
        gone = {place if place > 0 else count + place + 1 for place in left_out}
        return tuple(place for place in range(1, count + 1) if place not in gone)
    if run := _RUN.search(text):
        many = _NUMBER.get(run[2]) or int(run[2])
        return tuple(range(1, many + 1)) if run[1] == "first" else tuple(range(-many, 0))
    found = [(match.start(), int(match[1])) for match in _DIGITS.finditer(text)]
    found += [(match.start(), _named(match[1] or match[2])) for match in _WORDS.finditer(text)]
    return tuple(dict.fromkeys(place for _, place in sorted(found))) or None


def says_only_places(text: str) -> bool:
    """Return whether a folded text is nothing but places in a list."""
    return _ONLY.fullmatch(_without_slips(text)) is not None


def _without_slips(text: str) -> str:
    for begin, stop, word in reversed(_SLIPS.found_in(text)):
        text = text[:begin] + word + text[stop:]
    return text


def bare_place(text: str) -> int | None:
    """Return the place in a list when the text says no more than that: `the 4th`, `#2`, `number 3 please`, `5`."""
    found = _BARE.fullmatch(text)
    return int(found[1]) if found else None


def _named(word: str) -> int:
    return -1 if word == "last" else _PLACE.get(word) or _NUMBER[word]
