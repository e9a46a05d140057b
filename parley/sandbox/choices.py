"""Whether what somebody chose and answered is what the event type offers and asks."""

import re
from typing import Any

from parley.sandbox.places import GIVEN_BY_INVITEE
from parley.sandbox.refusals import Refused, no_such_place, wrong
from parley.sandbox.samples import EventTypeSample, Place, Question
from parley.sandbox.things import Answer

PHONE = re.compile(r"\+?[0-9(][0-9 ().\-/]{4,24}")
BLANK = "Required Questions and Answers cannot be blank."


def place_chosen(sample: EventTypeSample, location: dict[str, Any] | None) -> Place | None:
    """The place it will be. Round robin takes the first on offer and lets nobody choose. Raises Refused 400."""
    if sample.pooling == "round_robin" or not sample.places:
        if location is not None:
            raise no_such_place()
        return sample.location
    chosen = next((place for place in sample.places if location and _fits(place, location)), None)
    if chosen is None:
        raise no_such_place()
    given = location["location"].strip() if location and chosen.type in GIVEN_BY_INVITEE else chosen.location
    return Place(type=chosen.type, location=given)


def _fits(place: Place, location: dict[str, Any]) -> bool:
    text = location.get("location")
    if location.get("kind") != place.type:
        return False
    if place.type == "outbound_call":
        return isinstance(text, str) and PHONE.fullmatch(text.strip()) is not None
    if place.type == "ask_invitee":
        return isinstance(text, str) and bool(text.strip())
    return place.type not in ("physical", "custom") or text == place.location


def answers_checked(sample: EventTypeSample, answers: list[dict[str, Any]]) -> tuple[Answer, ...]:
    """The answers in the order of the questions, each with its question's own position. Raises Refused 400.

    Whether Calendly minds a position that is not the question's own is UNCONFIRMED: here it does not.
    """
    asked = {question.name: (place, question) for place, question in enumerate(sample.questions) if question.enabled}
    given: dict[str, str] = {}
    for index, answer in enumerate(answers):
        if answer["question"] not in asked:
            raise wrong(f"questions_and_answers[{index}].question")
        if not _answers(asked[answer["question"]][1], answer["answer"]):
            raise wrong(f"questions_and_answers[{index}].answer")
        given[answer["question"]] = answer["answer"]
    if any(question.required and not given.get(name, "").strip() for name, (_, question) in asked.items()):
        raise Refused(400, details=[{"parameter": "questions_and_answers", "message": BLANK}])
    return tuple(Answer(name, given[name], place) for name, (place, _) in asked.items() if given.get(name))


def _answers(question: Question, answer: str) -> bool:
    """Several choices are one text with a line for each (read-back samples; on the way in UNCONFIRMED)."""
    if not answer.strip():
        return True
    if question.type == "phone_number":
        return PHONE.fullmatch(answer.strip()) is not None
    chosen = answer.split("\n") if question.type == "multi_select" else [answer]
    return not question.type.endswith("_select") or question.other or all(one in question.choices for one in chosen)
