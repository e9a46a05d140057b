"""Names compared as people type them: without capitals, accents and small slips."""

import re
import unicodedata
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+")
_JOINTS = (re.compile(r"(?<=\w)['’](?=\w)"), re.compile(r"(?<=\w)[-'’](?=\w)"))
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?=\W|$)")
_COMPOUND = re.compile(r"\b([^\W\d_]+)(?:-(?=[^\W\d_])|\s+(?=(?:ins|ups|offs|outs)\b))([^\W\d_]+)")
_MINUTES = re.compile(r"\b(\d{1,3})[\s-]*(?:min(?:ute)?s?|m)\b")
_HOURS = re.compile(r"\b(\d{1,2}(?:[.,]5)?)[\s-]*(?:hours?|hrs?|h)\b")
_SPOKEN = (
    (re.compile(r"\bhour and a half\b|\bone and a half hours?\b"), 90),
    (re.compile(r"\bthree quarters of an hour\b"), 45),
    (re.compile(r"\bquarter(?:[\s-]of[\s-]an)?[\s-]hour\b"), 15),
    (re.compile(r"\bhalf(?:[\s-]an)?[\s-]hour\b"), 30),
    (re.compile(r"\b(?:an|one)[\s-]hour\b|\bhour[\s-]long\b"), 60),
)
# Letters that have no accent to take off, and how people without that key type them.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
CLOSE = 0.8
LONG_ENOUGH = 4  # letters; in shorter words one slip makes another word


def folded(text: str) -> str:
    """Return the text without capitals and accents: `Svobodová` is `svobodova`."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return unicodedata.normalize("NFKC", "".join(one for one in apart if not unicodedata.combining(one)))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, folded."""
    return frozenset(_WORD.findall(folded(text)))


def compounds_of(text: str) -> frozenset[str]:
    """Return the words of a text that are made of two, as one: `check-in` and `check ins` are `checkin(s)`."""
    return frozenset(f"{first}{second}" for first, second in _COMPOUND.findall(folded(text)))


def close(one: str, other: str) -> bool:
    """Return whether two folded words are the same but for a slip."""
    if one == other:
        return True
    if min(len(one), len(other)) < LONG_ENOUGH:
        return False
    return SequenceMatcher(None, one, other).ratio() >= CLOSE


def names_somebody(said: str, name: str, email: str) -> bool:
    """Return whether somebody is meant by a name, a part of one or an e-mail address."""
    if "@" in said:
        return folded(said.strip()) == folded(email)
    # "Ohara" and "Marie Claire" are in "Marie-Claire O'Hara".
    joined = (words_of(joint.sub("", name)) for joint in _JOINTS)
    known = words_of(name).union(words_of(email.partition("@")[0]), *joined)
    asked = words_of(_POSSESSIVE.sub("", said))
    return bool(asked) and asked <= known


def minutes_in(text: str) -> int | None:
    """Return the length that a text speaks of, in minutes: `30 min`, `an hour`, `1.5h`."""
    plain = folded(text)
    spoken = next((minutes for pattern, minutes in _SPOKEN if pattern.search(plain)), None)
    if spoken is not None:
        return spoken
    if found := _MINUTES.search(plain):
        return int(found[1])
    found = _HOURS.search(plain)
    return int(float(found[1].replace(",", ".")) * 60) if found else None
