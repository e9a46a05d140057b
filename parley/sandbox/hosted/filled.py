"""The form that somebody fills in to book, and what it becomes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.datastructures import FormData, QueryParams

from parley.sandbox.api.invitee_json import TRACKING
from parley.sandbox.drafts import InviteeDraft
from parley.sandbox.hosted.subjects import Attendance
from parley.sandbox.samples import EventTypeSample, Question

ADDRESS = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
MOST_GUESTS = 10
NAMES = ("name", "email", "first_name", "last_name", "guests")


class Slip(Exception):
    """What the person has to put right, said to that person."""


@dataclass(frozen=True)
class Filled:
    """The fields as they were filled in; `answers` by the question's number, `place` the number of the choice."""

    name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    guests: str = ""
    place: int = 0
    where: str = ""
    answers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    tracking: Mapping[str, str] = field(default_factory=dict)


def prefilled(query: QueryParams) -> Filled:
    """What a link brings along: `name`, `email`, `first_name`, `last_name`, `a1` to `a10`, `utm_…`."""
    answers: dict[int, tuple[str, ...]] = {n: (query[f"a{n + 1}"],) for n in range(10) if f"a{n + 1}" in query}
    return replace(_named(query), answers=answers, tracking=_tracking(query))


def sent(form: FormData) -> Filled:
    """What was sent."""
    texts = [(name, value.strip()) for name, value in form.multi_items() if isinstance(value, str)]
    last = dict(texts)
    numbers = {int(name[2:]) for name, _ in texts if re.fullmatch(r"q-\d{1,2}", name)}
    answers = {n: tuple(value for name, value in texts if name == f"q-{n}" and value) for n in numbers}
    place = last.get("place", "0")
    where = last.get(f"where-{place}", "")
    number = int(place) if re.fullmatch(r"\d{1,2}", place) else 0
    return replace(_named(last), place=number, where=where, answers=answers, tracking=_tracking(last))


def as_before(was: Attendance, sample: EventTypeSample) -> Filled:
    """What an invitee said when booking, for the form to move the booking."""
    contact, form = was.invitee.contact, was.invitee.form
    first, _, last = contact.name.partition(" ")
    answers: dict[int, tuple[str, ...]]
    if form is None:
        answers = {place: (answer,) for place, answer in enumerate(contact.answers)}
    else:
        answers = {answer.position: tuple(answer.answer.split("\n")) for answer in form.answers}
    kept = (was.event.location or {}).get("type")
    place = next((number for number, place in enumerate(sample.places) if place.type == kept), 0)
    return Filled(
        name=contact.name,
        first_name=(form and form.first_name) or first,
        last_name=(form and form.last_name) or last,
        email=contact.email,
        guests=" ".join(was.event.guests),
        place=place,
        where=(was.event.location or {}).get("location") or "",
        answers=answers,
        tracking={name: value for name, value in (form.tracking if form else {}).items() if value},
    )


def draft(filled: Filled, sample: EventTypeSample, zone: str) -> InviteeDraft:
    """Whoever books. Raises Slip."""
    if not ADDRESS.fullmatch(filled.email):
        raise Slip("Please give an e-mail address, such as name@example.com.")
    if not sample.split_names:
        if not filled.name:
            raise Slip("Please give your name.")
        return InviteeDraft(filled.name, filled.email, zone)
    if not filled.first_name:
        raise Slip("Please give your first name.")
    whole = f"{filled.first_name} {filled.last_name}".strip()
    return InviteeDraft(whole, filled.email, zone, filled.first_name, filled.last_name)


def guests(filled: Filled) -> list[str]:
    """Raises Slip."""
    found = filled.guests.replace(",", " ").replace(";", " ").split()
    if len(found) > MOST_GUESTS:
        raise Slip(f"Please bring at most {MOST_GUESTS} guests.")
    if not all(ADDRESS.fullmatch(guest) for guest in found):
        raise Slip("Please give each guest's e-mail address, with spaces between them.")
    return found


def location(filled: Filled, sample: EventTypeSample) -> dict[str, Any] | None:
    """The chosen place in the words of the API. Raises Slip."""
    if sample.pooling == "round_robin" or not sample.places:
        return None
    if filled.place >= len(sample.places):
        raise Slip("Please choose where to meet.")
    place = sample.places[filled.place]
    text = filled.where if place.type in ("outbound_call", "ask_invitee") else place.location
    if place.type in ("outbound_call", "ask_invitee") and not text:
        raise Slip("Please say where to meet you: a phone number or a place.")
    return {"kind": place.type, "location": text} if text else {"kind": place.type}


def answers(filled: Filled, sample: EventTypeSample) -> list[dict[str, Any]]:
    """The answers in the words of the API; several choices are one text with a line for each."""
    return [
        {"question": question.name, "answer": _answer(question, filled.answers[place]), "position": place}
        for place, question in enumerate(sample.questions)
        if question.enabled and filled.answers.get(place)
    ]


def tracking(filled: Filled) -> dict[str, str | None]:
    """All six keys, as Calendly has them."""
    return {name: filled.tracking.get(name) for name in TRACKING}


def _named(fields: Mapping[str, str]) -> Filled:
    name, email, first_name, last_name, guests = (fields.get(name, "") for name in NAMES)
    return Filled(name=name, email=email, first_name=first_name, last_name=last_name, guests=guests)


def _answer(question: Question, values: tuple[str, ...]) -> str:
    """Whoever writes something else beside a single choice means what was written."""
    return values[-1] if question.type == "single_select" else "\n".join(values)


def _tracking(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in TRACKING if fields.get(name)}
