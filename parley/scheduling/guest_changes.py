"""Who shall be invited too and who shall not, in one sentence: "take eve out, and add carl@example.org"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parley.scheduling.courtesies import NO, PLEASED, WISHING, YES, led_by
from parley.scheduling.spelled import EMAIL, unspelled
from parley.scheduling.words import words_of

SOMEBODY = ""  # who is invited without a name: "I want to invite somebody else"
LONGEST_NAME = 3  # words
LONGEST = 500  # characters: longer texts are stories
_LEAD = led_by(NO, YES, PLEASED, WISHING, "there(?:'?s| are| is)", "book it with", "the")
_NONE = re.compile(
    rf"{_LEAD}(?:(?:no|without|drop|remove|skip|delete|forget|cancel|leave out)(?: the| any| all(?: (?:of )?the)?)?"
    r"(?: (?:more|other|extra))? (?:guests?|other people|additional people)|(?:remove|uninvite) (?:everyone|everybody)"
    r"|take (?:all )?the guests (?:out|off)|leave the guests out|(?:no ?body|no ?one) else|just the two of us)"
    r"(?:[,. ]*(?:please|pls|after all|then|instead|at all|thanks|thank you|now))*\W*",
    re.IGNORECASE,
)
_ADDS = re.compile(r"\b(?:add|invite|include|cc|loop|bring(?! forward))\b", re.IGNORECASE)
_REMOVES = re.compile(
    r"\b(?:remove|delete|drop|uninvite|disinvite|kick|scratch|strike|without|minus)\b"
    r"|\b(?:take|leave|cross|throw)\b(?=.*\b(?:out|off)\b)|\bnot\b|^\W*no\b(?=\W+\w)",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"^\W*(?:(?:and|also|so|but|oh|ok(?:ay)?)\W+)*(?:can|could|may|should|shall|let)\s+(?P<who>[^,]+?)\s+"
    r"(?:please\s+|also\s+|maybe\s+|not\s+)?(?:join|come|attend|be (?:there|invited|added|included|on it|a guest))\b"
    r"|^\W*(?P<is>[^,]+?)(?:'s| is| wants to| would like to| will| should)\s+(?:also\s+)?(?:be\s+)?"
    r"(?:coming|joining|come|join|attend)\b",
    re.IGNORECASE,
)
_STAYS_AWAY = re.compile(
    r"^\W*(?P<who>[^,]+?)\s+(?:can'?t|can ?not|won'?t|will not|isn'?t|is not|doesn'?t|does not|needn'?t|need not)\b.*"
    r"\b(?:come|coming|join|joining|attend|attending|make it|be there)\b",
    re.IGNORECASE,
)
# With an address, these add it too.
_TOO = re.compile(
    r"\b(?:too|as well|also|as (?:a )?guests?)\b|^\W*(?:and|plus|(?:the |my )?(?:other )?guests?)\b", re.IGNORECASE
)
_INSTEAD = re.compile(
    r"(?P<new>.+?)\s+(?:instead of|rather than)\s+(?P<old>.+)"
    r"|\b(?:replace|swap|exchange)\s+(?P<old2>.+?)\s+(?:with|for|by)\s+(?P<new2>.+)",
    re.IGNORECASE,
)
_APART = re.compile(r"[,;]|\.\s|\b(?:and|but)\b|&", re.IGNORECASE)
_AROUND = words_of(
    "add invite include cc loop in bring remove delete drop uninvite disinvite kick scratch strike without minus take "
    "leave cross throw out off not no too as well also after all please pls the a to from list invite invitation guest "
    "guests can could you we i want would like d ll lets let us me actually oh wait sorry so then now again instead "
    "ok okay yes yeah yep sure sounds looks good great fine perfect it that is on along my mind need needs be "
    "just make have"
)
# What is added to a meeting and is nobody.
_NOBODY = words_of(
    "a an another more one some any note notes comment topic question agenda minute minutes hour hours min day week "
    "time link zoom phone call meeting event reminder place location room name email mail address number this these "
    "it them they her him she he who what when where reason details info buffer break half quarter answer "
    "calendar diary schedule file"
)
_SOMEBODY = words_of(
    "somebody someone guest guests person people colleague friend boss wife husband partner manager assistant "
    "coworker else other another anybody anyone"
)


@dataclass(frozen=True)
class GuestChange:
    """What becomes of the guests: addresses that come in and go, who has none yet, who is to go and is no guest."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def guest_change(text: str, guests: Sequence[str]) -> GuestChange | None:
    """Return what a text changes of these guests; None when it is about something else."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    if _NONE.fullmatch(text):
        return GuestChange(removed=tuple(guests))
    text = unspelled(text)
    if swapped := _swapped(text, guests):
        return swapped
    added, removed, named, unknown, way = [], [], [], [], ""
    for clause in _APART.split(text):
        joins = _JOINS.search(clause)
        addresses = [one.strip(".'") for one in EMAIL.findall(clause)]
        away = _STAYS_AWAY.search(clause)
        way = "remove" if away else _way(clause, joined=bool(joins), has_address=bool(addresses)) or way
        who = _who(away["who"] if away else (joins["who"] or joins["is"]) if joins else clause)
        if way == "remove":
            gone = [one for one in guests if _is_meant(one, addresses, who)]
            removed += gone
            unknown += [] if gone else addresses
        elif way == "add":
            added += addresses
            named += _named(who, joined=bool(joins)) if not addresses else []
    changed = GuestChange(*(tuple(dict.fromkeys(one)) for one in (added, removed, named, unknown)))
    return changed if changed != GuestChange() else None


def _swapped(text: str, guests: Sequence[str]) -> GuestChange | None:
    said = _INSTEAD.search(text)
    if not said:
        return None
    new = EMAIL.findall(said["new"] or said["new2"])
    old = said["old"] or said["old2"]
    gone = [one for one in guests if _is_meant(one, EMAIL.findall(old), _who(old))]
    return GuestChange(tuple(new), tuple(gone)) if new and gone else None


def _way(clause: str, *, joined: bool, has_address: bool) -> str:
    if _REMOVES.search(clause):
        return "remove"
    adds = _ADDS.search(clause) or joined or (has_address and _TOO.search(clause))
    return "add" if adds else ""


def _who(clause: str) -> list[str]:
    """Return the words of a clause that may be somebody's name, as they were typed."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", EMAIL.sub(" ", clause))
    return [one.strip(".'’") for one in words if not words_of(one) <= _AROUND]


def _named(who: list[str], *, joined: bool) -> list[str]:
    """Return the name of whoever has no address yet; SOMEBODY for "somebody else" and "my colleague"."""
    said = words_of(" ".join(who))
    if said & _SOMEBODY:
        return [SOMEBODY]
    if not who or len(who) > LONGEST_NAME or said & _NOBODY:
        return []
    return [" ".join(who)] if joined or len(who) == 1 or all(one[:1].isupper() for one in who) else []


def _is_meant(guest: str, addresses: Sequence[str], who: Sequence[str]) -> bool:
    """Return whether a guest is one of these addresses, or has that name in the address."""
    if guest.casefold() in {one.casefold() for one in addresses}:
        return True
    said = words_of(" ".join(who))
    return not addresses and bool(said) and said <= words_of(guest.partition("@")[0].replace("_", " "))
