"""Who is to be invited by one sentence: "book Ana ana@x.com", "coffee for anna and ben, anna@x.org and ben@x.org"."""

import re
from dataclasses import dataclass
from itertools import chain

from parley.scheduling.answers import Problem, email_of, guests_of
from parley.scheduling.common_words import WEEKDAY
from parley.scheduling.courtesies import led_by
from parley.scheduling.introduced import is_for_another, other_name_in, own_name_in
from parley.scheduling.spelled import EMAIL, unspelled
from parley.scheduling.words import words_of

# One to three words that begin like names, after a word that introduces a person, or right before an address.
_PARTICLE = r"(?:van|von|de|da|del|la|el|bin|al)"
_NAME = rf"((?:[A-Z][\w'’.-]*|{_PARTICLE}(?= [A-Z]))(?: (?:[A-Z][\w'’.-]*|{_PARTICLE}))*)"
_BEFORE_ADDRESS = re.compile(rf"{_NAME}[\s,(<]*(?:at )?(?={EMAIL.pattern})")
_BEHIND_ADDRESS = re.compile(rf"{EMAIL.pattern}[)>]?[\s,]+{_NAME}(?=[\s.!]*$)")
_INTRODUCED = re.compile(rf"\b(?:(?:with|for|invite|book|schedule|meet)\s+|w/\s*){_NAME}")
_FOR = re.compile(rf"\bfor\s+{_NAME}")
# Before the name of whoever is met.
_MEETING = re.compile(r"(?:\b(?:with|see|meet|visit)|\bw/)\s*$", re.IGNORECASE)
_MEETS_SMALL = re.compile(
    r"(?:\b(?:with|see|meet|visit)|\bw/)\s+[^\W\d_][\w'’.-]*[\s,(<]+(?=[\w.+'-]+@)", re.IGNORECASE
)
_LABELS = words_of("e mail email address name contact")
_LEADING = words_of("book schedule invite meet with for and please can")
_MONTHS_AND_DAYS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue wed thu fri sat sun today tomorrow i a an the"
)
# Before an address names need no capitals: "book grace hopper grace@x.com".
_INTRODUCING = words_of("book schedule invite meet with for w")
_NO_NAMES = _MONTHS_AND_DAYS | words_of(
    "my me us him her them it this that to at on in by and or please call meeting meet demo intro chat session "
    "appointment slot time next new email mail address"
)
# Who is no name, after "with".
_NOBODY = words_of(
    "someone somebody anyone anybody everyone everybody people client clients customer customers team friend boss "
    "colleague colleagues guest guests guy guys lady man woman our his their your these those no any all both you "
    "me us zoom teams google skype video phone"
)
_SMALL = r"([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?)"
_WITH_SMALL = re.compile(
    rf"\b(?:with |w/ ?){_SMALL}(?=[\s,.!]*(?:$|\d|\b(?:on|at|for|this|next|tomorrow|tmrw|tmr|tomo|today"
    rf"|please|pls|about|and|around|in|{WEEKDAY})\b))",
    re.IGNORECASE,
)
# With two addresses behind them, two names need no capitals either.
_TWO_SMALL = re.compile(rf"\b(?:with|for|w/|invite|book)\s*{_SMALL} and {_SMALL}(?=[\s,.:(<]|$)", re.IGNORECASE)
# A capital tells a name from what somebody is: "I'm Paula", "I'm late".
_I_AM = re.compile(
    rf"(?i:{led_by('hi', 'hello')})(?i:i'?m|i am|this is|my name(?: is|'s)|the name(?: is|'s)|it'?s) "
    rf"{_NAME}(?i:[,. ]*(?:here|by the way|btw))?[\s.!]*"
)
_A_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
MOST_NAMES = 3


@dataclass(frozen=True)
class People:
    """The invitee, as far as the words tell, and further addresses; those are guests only beside a clear invitee."""

    name: str | None = None
    email: str | None = None
    guests: tuple[str, ...] = ()


def people_in(text: str, kind: str, *, small: bool) -> People:
    """Return whom a request names; `kind` is the event type's name, `small` takes names without an address too."""
    text = unspelled(text)
    name = _name(text, kind)
    addresses = [one.strip(".'") for one in EMAIL.findall(text)]
    if len(addresses) > 1:
        return _several(name or _first_of_two(text, kind), addresses, text)
    name = name or (_small_introduced(text, kind) if small else None)
    address = email_of(addresses[0]) if addresses else Problem.BLANK
    return People(name, None if isinstance(address, Problem) else address)


def customer_in(text: str, kind: str, host: str) -> People:
    """Return who a visitor's request says it is for; whoever is met, as the `host`, is never the customer.

    Somebody else for whom it is asked counts more than the visitor, whose own name is no matter then.
    """
    text = unspelled(text)
    addresses = [one.strip(".'") for one in EMAIL.findall(text)]
    introduced = other_name_in(text) or (None if is_for_another(text) else own_name_in(text))
    before, found = before_address(text, kind), _FOR.search(text)
    name = introduced or (before.name if before else None)
    if (
        not name
        and found
        and not words_of(found[1]) & _MONTHS_AND_DAYS
        and not words_of(found[1]) <= words_of(f"{kind} {host}")
    ):
        name = found[1].rstrip(".,'")
    if len(addresses) > 1:
        return _several(name or _first_of_two(text, kind), addresses, text)
    address = email_of(addresses[0]) if addresses else Problem.BLANK
    return People(name, None if isinstance(address, Problem) else address)


def before_address(text: str, kind: str = "") -> People | None:
    """Return the name right before an address, with that: "Una May, una@example.com"; "with Jo" is another person."""
    for found in _BEFORE_ADDRESS.finditer(text):
        address = EMAIL.match(text, found.end())
        if not address or _MEETING.search(text[: found.start()]):
            continue
        words = found[1].split()
        while words and words_of(words[0]) <= _LEADING | _MONTHS_AND_DAYS and not _is_in(words[0], address[0]):
            words = words[1:]
        if words and not words_of(" ".join(words)) <= words_of(kind) | _LABELS:
            return People(" ".join(words).rstrip(".,'"), address[0].strip(".'"))
    small = _small_name(text, kind)
    return People(small, EMAIL.findall(text)[0].strip(".'")) if small and not _MEETS_SMALL.search(text) else None


def _is_in(word: str, address: str) -> bool:
    return bool(words_of(word) & words_of(address.partition("@")[0].replace("_", " ")))


def bare_introduced(text: str) -> str | None:
    """Return the name where the words are no more than "with" and it."""
    found = _WITH_SMALL.search(text)
    return _small_introduced(text, "") if found and not text[: found.start()].strip(" ,.") and "?" not in text else None


def introduced(text: str) -> str | None:
    """Return the name of somebody who says who they are, and nothing else: "I'm Paula Winter", "my name is Jo Lang"."""
    found = _I_AM.fullmatch(text)
    return (
        found[1].rstrip(".") if found and not words_of(found[1].split()[0]) & (_MONTHS_AND_DAYS | _NO_NAMES) else None
    )


def _several(name: str | None, addresses: list[str], text: str) -> People:
    """Return the named one as the invitee, with the address of that name or the first, and the others as guests."""
    if name is None:
        return People()
    theirs = next((one for one in addresses if words_of(name) & words_of(one.partition("@")[0])), addresses[0])
    guests = guests_of([one for one in addresses if one != theirs], theirs)
    address = email_of(theirs)
    if isinstance(address, Problem) or isinstance(guests, Problem):
        return People(name)
    return People(name, address, guests)


def _first_of_two(text: str, kind: str) -> str | None:
    found = _TWO_SMALL.search(text)
    said = words_of(found[1]) if found else frozenset()
    return found[1] if found and not said & (_NO_NAMES | _NOBODY | words_of(kind)) else None


def _name(text: str, kind: str) -> str | None:
    """Return the person's name: what stands before the address, or is introduced as a person and is nothing else."""
    introduced = (pattern.finditer(text) for pattern in (_BEFORE_ADDRESS, _BEHIND_ADDRESS, _INTRODUCED))
    for found in chain.from_iterable(introduced):
        words = found[1].split()
        while words and words_of(words[0]) <= _LEADING:
            words = words[1:]
        said = words_of(" ".join(words))
        # "Una May" is a name before her address, where "May" alone is a month.
        dated = words_of(words[0]) if len(words) > 1 and EMAIL.match(text, found.end()) else said
        if words and not dated & _MONTHS_AND_DAYS and not said <= words_of(kind):
            return " ".join(words).rstrip(".,'")
    return _small_name(text, kind)


def _small_introduced(text: str, kind: str) -> str | None:
    """Return the name in small letters after "with", where nothing but a time or a courtesy follows."""
    found = _WITH_SMALL.search(EMAIL.sub(" ", text))
    said = words_of(found[1]) if found else frozenset()
    return found[1] if found and said and not said & (_NO_NAMES | _NOBODY | words_of(kind)) else None


def _small_name(text: str, kind: str) -> str | None:
    """Return the name in small letters between a word that introduces a person and the address."""
    address = EMAIL.search(text)
    before = text[: address.start()].replace("w/", "w/ ").split() if address else []
    for count in range(1, min(MOST_NAMES, len(before) - 1) + 1):
        words, introduced = [word.strip(",(<:") for word in before[-count:]], words_of(before[-count - 1])
        if not _A_NAME.fullmatch(words[0]) or words_of(words[0]) & (_NO_NAMES | words_of(kind)):
            return None
        if introduced and introduced <= _INTRODUCING:
            return " ".join(words)
    return None
