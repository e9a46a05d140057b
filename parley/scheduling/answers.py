"""What people type into a booking, checked and written as Calendly takes it."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from parley.calendly.models import CustomQuestion
from parley.scheduling.places import places_in, says_only_places
from parley.scheduling.words import folded
from parley.when.say import UnknownZone, zone_of

MOST_GUESTS = 10
LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 255, 255, 10_000  # characters
LONGEST_EMAIL, LONGEST_LOCAL = 254, 64  # RFC 5321 §4.5.3.1
# RFC 5322 §3.2.3 without quoting, and a domain of at least two labels (RFC 1035 §2.3.1).
_EMAIL = re.compile(
    r"(?P<local>[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*)@(?:(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?!\d+$)[^\W_]{2,63}"
)
_PHONE = re.compile(r"\+?[\d(][\d ().\-/]{4,24}")
_DIGITS = range(5, 16)  # E.164 allows 15; short ones are extensions within a country
_APART = re.compile(r",|;|\band\b|&")


class Problem(StrEnum):
    """What is wrong with a value."""

    BLANK = "blank"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_NAME = "not_a_name"
    UNKNOWN_ZONE = "unknown_zone"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_CHOICE = "not_a_choice"
    TOO_MANY_GUESTS = "too_many_guests"
    SAME_GUEST = "same_guest"
    GUEST_IS_INVITEE = "guest_is_invitee"


def name_of(text: str) -> str | Problem:
    """Return a name without needless spaces, or what is wrong with it."""
    name = " ".join(text.split())
    if not name:
        return Problem.BLANK
    if len(name) > LONGEST_NAME:
        return Problem.TOO_LONG
    return name if any(one.isalpha() for one in name) and "@" not in name else Problem.NOT_A_NAME


def email_of(text: str) -> str | Problem:
    """Return an e-mail address, or what is wrong with it."""
    address = text.strip().strip("<>").removeprefix("mailto:")
    if not address:
        return Problem.BLANK
    found = _EMAIL.fullmatch(address)
    fits = found and len(address) <= LONGEST_EMAIL and len(found["local"]) <= LONGEST_LOCAL
    return address if fits else Problem.NOT_AN_EMAIL


def zone_name_of(text: str) -> str | Problem:
    """Return the IANA name of a zone, or what is wrong with it."""
    try:
        return zone_of(text.strip()).key if text.strip() else Problem.BLANK
    except UnknownZone:
        return Problem.UNKNOWN_ZONE


def guests_of(texts: Iterable[str], invitee: str | None) -> tuple[str, ...] | Problem:
    """Return the addresses of guests, or the first thing that is wrong with them."""
    guests: list[str] = []
    for text in texts:
        guest = email_of(text)
        if isinstance(guest, Problem):
            return guest
        if invitee and guest.casefold() == invitee.casefold():
            return Problem.GUEST_IS_INVITEE
        if guest.casefold() in {one.casefold() for one in guests}:
            return Problem.SAME_GUEST
        guests.append(guest)
    return tuple(guests) if len(guests) <= MOST_GUESTS else Problem.TOO_MANY_GUESTS


def phone_of(text: str) -> str | Problem:
    """Return a telephone number as it was typed, or what is wrong with it."""
    number = text.strip()
    if not number:
        return Problem.BLANK
    fits = _PHONE.fullmatch(number) and sum(one.isdigit() for one in number) in _DIGITS
    return number if fits else Problem.NOT_A_PHONE


def answer_of(question: CustomQuestion, text: str) -> str | Problem:
    """Return an answer as Calendly takes it, or what is wrong with it; "" leaves out what need not be answered."""
    said = text.strip()
    if not said:
        return Problem.BLANK if question.required else ""
    match question.type:
        case "phone_number":
            return phone_of(said)
        case "single_select":
            return _choice(question, said)
        case "multi_select":
            return _choices(question, said)
        case "string":
            return " ".join(said.split()) if len(said) <= LONGEST_LINE else Problem.TOO_LONG
    return said if len(said) <= LONGEST_TEXT else Problem.TOO_LONG


def _choice(question: CustomQuestion, said: str) -> str | Problem:
    chosen = _named(question.answer_choices, said) or _placed(question.answer_choices, said)
    if chosen:
        return chosen[0] if len(chosen) == 1 else Problem.NOT_A_CHOICE
    return said if question.include_other else Problem.NOT_A_CHOICE


def _choices(question: CustomQuestion, said: str) -> str | Problem:
    """UNCONFIRMED how Calendly takes several choices; it tells them as one text with a line for each."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    chosen = _placed(question.answer_choices, said) or [one for line in lines for one in _in_line(question, line)]
    if not question.include_other and not set(chosen) <= set(question.answer_choices):
        return Problem.NOT_A_CHOICE
    return "\n".join(dict.fromkeys(chosen))


def _in_line(question: CustomQuestion, line: str) -> list[str]:
    """Return the choices of one line; a choice may have an "and" in its own name."""
    whole = _named(question.answer_choices, line)
    parts = [part.strip() for part in _APART.split(line) if part.strip()]
    return whole or [one for part in parts for one in _named(question.answer_choices, part) or [part]]


def _named(choices: Sequence[str], said: str) -> list[str]:
    """Return the choice that was said: whole, or as the only one that begins so."""
    asked = folded(said).strip(" .!")
    exact = [choice for choice in choices if folded(choice) == asked]
    begun = [choice for choice in choices if asked and folded(choice).startswith(asked)]
    return exact[:1] or (begun if len(begun) == 1 else [])


def _placed(choices: Sequence[str], said: str) -> list[str]:
    """Return the choices whose places in the list were said."""
    count = len(choices)
    places = (places_in(folded(said), count) or ()) if says_only_places(folded(said)) else ()
    if not all(1 <= place <= count or place == -1 for place in places):
        return []
    return [choices[place - 1 if place > 0 else place] for place in places]
