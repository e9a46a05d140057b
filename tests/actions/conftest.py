"""The action server on a SQLite file and the sandbox."""

import pytest

from parley.calendly.scopes import READ_EVENTS
from parley.when import open_words
from tests.support.actions import serving_actions
from tests.support.desk import make_desk


@pytest.fixture
def desk(sqlite, calendly, clock):
    """The account services, as the actions use them."""
    return make_desk(sqlite, calendly, clock)


@pytest.fixture(scope="session")
def words():
    """What reads times."""
    words = open_words()
    yield words
    words.close()


@pytest.fixture
def server(desk, clock, words):
    """The action server."""
    with serving_actions(desk, clock, words) as server:
        yield server


@pytest.fixture
def stranger(desk):
    """The conversation of somebody who has linked nothing."""
    return desk.meet("stranger").id


@pytest.fixture
def ana(desk):
    """The conversation of somebody with Ana's account."""
    return link(desk, "ana")


@pytest.fixture
def noah(desk):
    """The conversation of somebody with Noah's account, where nothing is booked."""
    return link(desk, "noah")


@pytest.fixture
def narrow(desk):
    """The conversation of somebody who allowed only part of what is needed."""
    conversation = desk.meet("narrow")
    desk.connect(conversation, scopes=frozenset({"users:read"}))
    return conversation.id


def link(desk, person):
    conversation = desk.meet(person)
    desk.connect(conversation, person, scopes=READ_EVENTS)
    return conversation.id
