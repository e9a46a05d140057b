"""A booking in the making: what is known of it, and what has to be asked next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from parley.calendly.models import (
    Answer,
    ChosenLocation,
    CustomQuestion,
    EventType,
    LocationConfiguration,
    NewBooking,
    Person,
    Tracking,
)
from parley.scheduling.answers import Problem, answer_of, email_of, guests_of, name_of, phone_of, zone_name_of

SOURCE = "parley"
TOLD_BY_HOST = ("physical", "custom")
TOLD_BY_INVITEE = ("outbound_call", "ask_invitee")


@dataclass(frozen=True)
class Place:
    """Where it shall be: one of the type's kinds, with the address it has, or with what the invitee has to tell."""

    kind: str
    words: str | None = None


@dataclass(frozen=True)
class Draft:
    """What is known of a booking; None is not asked yet.

    `start` is aware; `answers` go by the question's name, "" for one that was passed over; no guests are ().
    """

    event_type: str | None = None
    start: datetime | None = None
    name: str | None = None
    email: str | None = None
    zone: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    guests: tuple[str, ...] | None = None


class Step(StrEnum):
    """What can be asked of whoever books, in this order."""

    EVENT_TYPE = "event_type"
    START = "start"
    NAME = "name"
    EMAIL = "email"
    ZONE = "zone"
    QUESTION = "question"
    PLACE = "place"
    PLACE_WORDS = "place_words"
    GUESTS = "guests"


@dataclass(frozen=True)
class Ask:
    """What to ask next; `problem` is what is wrong with the answer that is there, None when there is none yet."""

    step: Step
    problem: Problem | None = None
    question: CustomQuestion | None = None
    places: tuple[Place, ...] = ()
    required: bool = True


def missing(draft: Draft, event_type: EventType | None) -> Ask | None:
    """Return what to ask next, or None when all is there and right."""
    if event_type is None or draft.event_type is None:
        return Ask(Step.EVENT_TYPE)
    if draft.start is None:
        return Ask(Step.START)
    return _person(draft) or _questions(draft, event_type) or _place(draft, event_type) or _guests(draft)


def questions_of(event_type: EventType) -> list[CustomQuestion]:
    """Return what the host asks whoever books, in order."""
    return sorted((one for one in event_type.custom_questions if one.enabled), key=lambda one: one.position)


def places_of(event_type: EventType) -> tuple[Place, ...]:
    """Return the places to choose from; none for a type without any, or whose host is drawn by lot."""
    if event_type.pooling_type == "round_robin":
        return ()
    return tuple(_offered(one) for one in event_type.locations or [] if one.kind)


def place_taken(draft: Draft, event_type: EventType) -> Place | None:
    """Return where it will be: what was chosen, or the only place there is to choose."""
    offered = places_of(event_type)
    return draft.place or (offered[0] if len(offered) == 1 else None)


def wanted(draft: Draft, event_type: EventType, key: str) -> NewBooking:
    """Return the booking to send, `key` in its tracking to know it again by. ValueError while something is missing."""
    ask = missing(draft, event_type)
    if (ask and ask.step is not Step.GUESTS) or draft.start is None:
        raise ValueError(f"the draft lacks {ask.step if ask else Step.START}")
    place = place_taken(draft, event_type)
    return NewBooking(
        event_type=event_type.uri,
        start_time=draft.start,
        invitee=Person(email=draft.email or "", timezone=draft.zone or "", name=draft.name),
        location=ChosenLocation.model_validate({"kind": place.kind, "location": place.words}) if place else None,
        questions_and_answers=_answers(draft, event_type) or None,
        tracking=Tracking(utm_source=SOURCE, utm_content=key),
        event_guests=list(draft.guests or ()) or None,
    )


def _person(draft: Draft) -> Ask | None:
    checks = (
        (Step.NAME, draft.name, name_of),
        (Step.EMAIL, draft.email, email_of),
        (Step.ZONE, draft.zone, zone_name_of),
    )
    for step, value, check in checks:
        if value is None:
            return Ask(step)
        checked = check(value)
        if isinstance(checked, Problem):
            return Ask(step, checked)
    return None


def _questions(draft: Draft, event_type: EventType) -> Ask | None:
    for question in questions_of(event_type):
        said = draft.answers.get(question.name)
        answer = answer_of(question, said) if said is not None else None
        if answer is None or isinstance(answer, Problem):
            return Ask(Step.QUESTION, answer, question, required=question.required)
    return None


def _place(draft: Draft, event_type: EventType) -> Ask | None:
    offered, place = places_of(event_type), place_taken(draft, event_type)
    if not offered:
        return None
    if place is None:
        return Ask(Step.PLACE, places=offered)
    if place.kind in TOLD_BY_INVITEE:
        return _place_words(place, offered)
    return None if place in offered else Ask(Step.PLACE, Problem.NOT_A_CHOICE, places=offered)


def _place_words(place: Place, offered: tuple[Place, ...]) -> Ask | None:
    if place.kind not in {one.kind for one in offered}:
        return Ask(Step.PLACE, Problem.NOT_A_CHOICE, places=offered)
    if place.words is None:
        return Ask(Step.PLACE_WORDS, places=(place,))
    said = phone_of(place.words) if place.kind == "outbound_call" else place.words.strip() or Problem.BLANK
    return Ask(Step.PLACE_WORDS, said, places=(place,)) if isinstance(said, Problem) else None


def _guests(draft: Draft) -> Ask | None:
    if draft.guests is None:
        return Ask(Step.GUESTS, required=False)
    checked = guests_of(draft.guests, draft.email)
    return Ask(Step.GUESTS, checked, required=False) if isinstance(checked, Problem) else None


def _offered(place: LocationConfiguration) -> Place:
    return Place(place.kind or "", place.location if place.kind in TOLD_BY_HOST else None)


def _answers(draft: Draft, event_type: EventType) -> list[Answer]:
    given = [(one, answer_of(one, draft.answers[one.name])) for one in questions_of(event_type)]
    return [
        Answer(question=one.name, answer=answer, position=one.position)
        for one, answer in given
        if answer and not isinstance(answer, Problem)
    ]
