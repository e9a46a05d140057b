"""Somebody with Ana's account who may book, and the form as Rasa runs it."""

import pytest

from parley.calendly.scopes import BOOK, EVERYTHING
from tests.support.actions import serving_actions
from tests.support.talking import Talk


def booking(server, conversation: str) -> Talk:
    """Return a conversation that books."""
    return Talk(server, conversation, "booking_form", "booking", "schedule_appointment")


@pytest.fixture
def talk(server, desk):
    """Somebody who may book with Ana's account."""
    conversation = desk.meet("booker")
    desk.connect(conversation, "ana", scopes=BOOK)
    return booking(server, conversation.id)


@pytest.fixture
def visitor(desk, clock, words):
    """Somebody without an account, who books with Ana's, from Berlin."""
    desk.connect(desk.house.conversation(), "ana", scopes=EVERYTHING)
    conversation = desk.meet("visitor")
    desk.people.prefer(conversation.principal_id, channel_zone="Europe/Berlin")
    with serving_actions(desk, clock, words, "house") as server:
        yield booking(server, conversation.id)


@pytest.fixture
def unlinked(server, stranger):
    """Somebody who has linked nothing."""
    return booking(server, stranger)


@pytest.fixture
def asked(talk):
    """Everything answered but whether to book it."""
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.hear("skip")
    talk.hear("skip")
    talk.hear("no")
    talk.ask()
    return talk


@pytest.fixture
def confirmed(asked):
    """The yes said to it as well."""
    said = asked.hear("yes", "affirm", 0.99)
    assert said.followups == ["action_book"]
    return asked


def first_time(talk):
    """The first opening there is, found by day and part of day as a person finds it."""
    for _ in range(4):
        choice = talk.task["draft"]["offered"]["choices"][0][0]
        if "T" in choice:
            return choice
        talk.press("inform", choice=choice)
    raise AssertionError("no time was offered")


def hear_of(talk, **more):
    """Let the gateway say that the operation is done."""
    key = talk.slots["booking"]["draft"]["key"] if talk.slots.get("booking") else more.pop("key")
    operation = talk.server.services.operations.operations.of_key(key)
    slots = {**talk.slots, **more.pop("slots", {})}
    return talk.server.run(
        "action_operation_done",
        more.pop("conversation", talk.conversation),
        "EXTERNAL_operation_done",
        entities={"operation": operation.id},
        slots=slots,
        **more,
    )
