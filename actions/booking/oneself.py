"""What visitors say of themselves at any question of a booking: their name, address and number, and where they are."""

import re
from dataclasses import dataclass
from typing import Any

from actions.booking.calendar import account
from actions.booking.drafted import drafted, put
from actions.booking.guests import GuestsQuestion
from actions.booking.mail_slip import MailSlipQuestion
from actions.booking.one_more import GuestAddressQuestion
from actions.booking.own_zone import own_zone_in
from actions.booking.people_named import before_address
from actions.booking.person import EmailQuestion, NameQuestion, ZoneQuestion
from actions.booking.place import PlaceWordsQuestion
from actions.forms.message import Message
from actions.forms.task import Task
from actions.turn import Turn
from parley.calendly.models import EventType
from parley.scheduling.answers import Problem, email_of, phone_of
from parley.scheduling.draft import Place, Step, missing
from parley.scheduling.introduced import name_told
from parley.scheduling.phones_said import is_only_a_phone, phone_said, without_phone
from parley.scheduling.spelled import EMAIL, unspelled
from parley.scheduling.words import words_of

PHONE = "phone"
LONGEST = 500  # characters: a letter is no answer
# Where an address is somebody else's, or the answer.
_OF_ADDRESSES = (GuestsQuestion.name, GuestAddressQuestion.name, MailSlipQuestion.name, EmailQuestion.name)
_CORRECTING = words_of("sorry oops wrong typo mistake mistyped misspelled meant correction correct actually wait")
_AROUND_ADDRESS = _CORRECTING | words_of(
    "no my the a i it s is was that this should be e mail email address please pls rather instead of in there had made"
)


@dataclass(frozen=True)
class Told:
    """Values by their questions, a telephone number, and the words that say something else."""

    values: dict[str, Any]
    phone: str | None
    rest: str


def told_of_oneself(turn: Turn, task: Task, message: Message, *, strict: bool) -> Told | None:
    """Return what a message tells of the visitor; `strict` takes only what no answer would say."""
    text = message.words
    if not text or len(text) > LONGEST:
        return None
    if address := _right_address(task, text):
        return Told({EmailQuestion.name: address}, None, "")
    values: dict[str, Any] = {}
    rest = _zone(turn, text, values, strict=strict)
    rest, phone = _phone(task, rest, strict=strict)
    rest = _name(task, rest, values, strict=strict)
    if not values and not phone:
        return None
    return Told(values, phone, rest if _says_more(turn, rest) else "")


def take_phone(task: Task, phone: str) -> None:
    """Keep a telephone number for whatever asks for one; a number that is there is replaced."""
    put(task, phone=phone)
    place = drafted(task).place
    if place and place.kind == "outbound_call" and place.words:
        put(task, place=Place(place.kind, phone))


def fill_in(task: Task, event_type: EventType, phone: str) -> None:
    """Answer with a telephone number that is known what asks for one next."""
    ask = missing(drafted(task), event_type)
    if ask and ask.step is Step.PLACE_WORDS and ask.places[0].kind == "outbound_call" and not ask.problem:
        put(task, place=Place(ask.places[0].kind, phone))
    if ask and ask.question and ask.question.type == "phone_number" and not ask.problem:
        put(task, answers={**task.draft.get("answers", {}), ask.question.name: phone})


def _right_address(task: Task, text: str) -> str | None:
    """Return the address that corrects the one that was given: "sorry wrong, bob@example.com"."""
    text = unspelled(text)
    found = EMAIL.findall(text)
    if len(found) != 1 or not task.draft.get("email") or task.asked in _OF_ADDRESSES:
        return None
    around, address = words_of(EMAIL.sub(" ", text)), email_of(found[0].strip(".'"))
    corrects = around & _CORRECTING and around <= _AROUND_ADDRESS
    return address if corrects and not isinstance(address, Problem) else None


def _zone(turn: Turn, text: str, values: dict[str, Any], *, strict: bool) -> str:
    told = own_zone_in(turn, text)
    if not told:
        return text
    place, zone = told
    if strict and (place.rest or not place.called_a_zone):
        return text
    if zone:
        values[ZoneQuestion.name] = zone
    return place.rest


def _phone(task: Task, text: str, *, strict: bool) -> tuple[str, str | None]:
    phone = phone_said(text)
    asked_for = task.asked in (PlaceWordsQuestion.name, "question")
    if not phone or isinstance(phone_of(phone), Problem) or asked_for or (strict and not is_only_a_phone(text)):
        return text, None
    return without_phone(text), phone


def _name(task: Task, text: str, values: dict[str, Any], *, strict: bool) -> str:
    if task.asked in (NameQuestion.name, GuestsQuestion.name, GuestAddressQuestion.name):
        return text
    known = task.draft.get("name")
    told = name_told(text, known, strict=strict)
    if told and known and words_of(told.name) < words_of(known):
        return text  # Sam Ortiz, who says "I'm Sam", has a family name all the same.
    if told:
        values[NameQuestion.name] = told.name
        return told.rest
    both = None if strict or task.draft.get("email") or task.draft.get("name") else before_address(unspelled(text))
    if not both:
        return text
    values[NameQuestion.name] = {"name": both.name, "email": both.email}
    return EMAIL.sub(" ", unspelled(text).replace(both.name or "", " ", 1)).strip(" ,.;")


def _says_more(turn: Turn, rest: str) -> bool:
    return bool(re.search(r"[?@]", rest) or turn.times(rest, account(turn), asked=False))
