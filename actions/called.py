"""What an event is called in words that fit none there is, so that its absence can be said."""

import re
from collections.abc import Iterable

from actions.seeking import COMMON, kinds_named
from actions.turn import Turn
from parley.accounts.access import Account
from parley.scheduling.common_words import CHANGED, EVENT_WORDS
from parley.scheduling.words import close, folded, words_of
from parley.when.rules.slips import is_slip

MOST_WORDS = 4
# They end what an event is called, as in "lab meeting".
_KINDS = frozenset(form for word in EVENT_WORDS for form in (word, f"{word}s"))
# Behind these stands a thing; a time, which "friday's" is, has become a bar.
_THING = re.compile(r"\b(?:my|our|the|an?|any|(?P<whose>[^\W\d_]+)['’]s)(?=\s)|\|\s*['’]s\b", re.IGNORECASE)
# Behind these only when it ends with its kind: "do I have yoga sessions".
_HAVING = re.compile(r"\b(?:have|got|how many|which|what)(?=\s)|\|", re.IGNORECASE)
# "What's" is no owner.
_IS = words_of(
    "it that this there here who what when where how why let he she something anything everything nothing somebody "
    "someone anybody anyone everybody everyone"
)
# What a wish for a change is about, and where that ends.
_CHANGED = re.compile(rf"\b{CHANGED}\s+(.+)", re.IGNORECASE)
_BEHIND_CHANGED = re.compile(
    r"[,;.?!|]|\b(?:on|at|to|for|from|in|by|until|because|since|please|and|instead|as|back|forward|up|over|off|out)\b",
    re.I,
)
# Others number their bookings, Calendly does not: "booking #48213".
_NUMBER = re.compile(
    r"(?:#|\b(?:no|number|id|ref|reference|booking|appointment)\b[.: ]*#?)\s*(\d{3,})\b", re.IGNORECASE
)
_WORD = re.compile(r"\s*([^\W\d_]+(?:[-'’][^\W\d_]+)*)")
# Words that stand where a thing might, and are none that could be booked: what an event has, whom it is with, turns of
# phrase; and words behind a thing.
_NOTHING = words_of(
    "comment contact description email end form guest guests host invitation invite link local note organiser people "
    "person phone place replies reply declines room boss client clients colleagues manager parents their his her whole "
    "bit books brief cal cards chance clue commitment commitments complete couple docket engagements favour favor few "
    "clash conflict different glance hand idea itinerary longer looking lot memory mind mistake moment obligation "
    "obligations order overview picture plan plate recap rundown sort store stuff summary thing update whatever wrong"
)
_BEHIND = words_of(
    "accepted added anymore begin called changed confirmed declined down finish gone instead invited joining last "
    "leading made marked moved noted put removed run set supposed take taking turning under written"
)
_PLAIN, _PASSED_OVER = COMMON | _NOTHING, COMMON | _BEHIND
_MAY_BE_A_SLIP = 5  # letters; in shorter words one slip makes another word
_TIMES = words_of("day days week weeks weekend month morning afternoon evening night hour hours time times")


def missing(text: str, names: Iterable[str]) -> str | None:
    """Return what a text (without its times) calls an event, such as `dentist appointment` or `#48213`.

    None when it is called nothing, or when one of `names` fits.
    """
    called = thing_called(text)
    return None if called is None or _fits(called, names) else called


def missing_to_change(text: str, names: Iterable[str]) -> str | None:
    """Return the same of a text that wishes for a change: `cancel the dentist`, `move yoga to Friday`."""
    changed = _CHANGED.search(text)
    called = _number(text) or (changed and _name(_BEHIND_CHANGED.split(changed[1], maxsplit=1)[0]))
    return None if not called or _fits(called, names) else called


def called_otherwise(text: str, names: Iterable[str]) -> str | None:
    """Return the same of a text that speaks of an event in any way, if only by its name: `design review`.

    With a wish for a change only what shall be changed counts, and no reason for it.
    """
    if _CHANGED.search(text):
        return missing_to_change(text, names)
    called = thing_called(text) or _name(text)
    return None if called is None or _fits(called, names) else called


def is_a_kind(turn: Turn, account: Account, called: str) -> bool:
    """Return whether an event type is called so: there may be such an event further on. Raises what Calendly raises."""
    return bool(kinds_named(turn, account, words_of(called) - COMMON))


def thing_called(text: str) -> str | None:
    """Return what an event is called in a text without its times; None when it has no name."""
    things = [found.end() for found in _THING.finditer(text) if folded(found["whose"] or "") not in _IS]
    named = [_name(text[place:]) for place in things]
    having = [_name(text[found.end() :], needs_kind=True) for found in _HAVING.finditer(text)]
    return next((name for name in (_number(text), *named, *having) if name), None)


def _number(text: str) -> str | None:
    number = _NUMBER.search(text)
    return f"#{number[1]}" if number else None


def _name(text: str, *, needs_kind: bool = False) -> str | None:
    words: list[str] = []
    place = 0
    while len(words) < MOST_WORDS and (found := _WORD.match(text, place)):
        word, place = folded(found[1]), found.end()
        if word in _KINDS and words:
            return _telling([*words, found[1]])
        if word not in _PASSED_OVER:
            words.append(found[1])
        elif words:
            if word in _TIMES:  # "A heavy day" is no event.
                return None
            break
    return None if needs_kind else _telling(words)


def _telling(words: list[str]) -> str | None:
    """Return the words as a name when one of them tells something, and is no slip of a word that does not."""
    telling = [one for one in words_of(" ".join(words)) - _PLAIN if not _is_plain(one)]
    return " ".join(words) if telling else None


def _is_plain(word: str) -> bool:
    return len(word) >= _MAY_BE_A_SLIP and any(is_slip(word, other) for other in _PLAIN)


def _fits(called: str, names: Iterable[str]) -> bool:
    telling = words_of(called) - COMMON
    return any(close(word, other) for name in names for other in words_of(name) for word in telling)
