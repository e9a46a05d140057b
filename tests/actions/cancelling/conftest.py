"""Somebody who may cancel in a calendar, and the form as Rasa runs it."""

import pytest

from parley.calendly.scopes import CHANGE
from tests.support.talking import Talk


@pytest.fixture
def talk_of(server, desk):
    """Give a function that returns somebody's conversation, who may cancel."""

    def talk_of(person):
        conversation = desk.meet(person)
        desk.connect(conversation, person, scopes=CHANGE)
        return Talk(server, conversation.id, "cancel_form", "cancellation", "cancel_event")

    return talk_of


@pytest.fixture
def talk(talk_of):
    """Somebody who may cancel in Ana's calendar."""
    return talk_of("ana")


@pytest.fixture
def confirmed(talk):
    """The next meeting, a reason, and a yes."""
    talk.begin("cancel my next meeting because I am ill")
    said = talk.hear("yes", "affirm", 0.99)
    assert said.followups == ["action_cancel"]
    return talk


def path_of(talk: Talk) -> str:
    return f"/scheduled_events/{talk.task['draft']['ids'][0]}/cancellation"


def cancellations(calendly) -> int:
    return sum(count for call, count in calendly.counts().items() if call.startswith("POST /scheduled_events"))
