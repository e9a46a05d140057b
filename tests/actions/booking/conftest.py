"""Somebody with Ana's account who may book, and the form as Rasa runs it."""

import pytest

from parley.calendly.scopes import BOOK
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
def unlinked(server, stranger):
    """Somebody who has linked nothing."""
    return booking(server, stranger)
