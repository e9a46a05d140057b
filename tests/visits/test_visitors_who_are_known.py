"""Visitors whose client has made sure who they are: not asked for what is known, and free to say otherwise."""

import pytest

from actions.forms.task import Task
from tests.support.actions import serving_actions
from tests.visits.sweep import Sweep

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def database(sqlite):
    return sqlite


@pytest.fixture
def talk(desk, clock):
    """Give a function that lets somebody talk of whom this much is known."""
    running = []

    def talk(**known):
        conversation = desk.meet("vera")
        desk.people.prefer(conversation.principal_id, **known)
        running.append(serving_actions(desk, clock, mode="house"))
        return Sweep(running[-1].__enter__(), conversation.id)

    yield talk
    for server in running:
        server.__exit__(None, None, None)


VERA = {"channel_name": "Vera Visitor", "channel_email": "vera@example.com", "channel_zone": "Asia/Tokyo"}


def draft(sweep):
    return Task.of(sweep.slots["booking"]).draft


def test_a_known_visitor_books_in_their_own_name_and_zone(talk):
    sweep = talk(**VERA)
    sweep.say("schedule_appointment", "book an intro call tomorrow")
    known = draft(sweep)
    assert (known["name"], known["email"], known["zone"]) == ("Vera Visitor", "vera@example.com", "Asia/Tokyo")


def test_whoever_books_for_somebody_else_is_asked_for_them(talk):
    sweep = talk(**VERA)
    sweep.say("schedule_appointment", "book an intro call for Grace Hopper tomorrow")
    known = draft(sweep)
    assert (known["name"], known.get("email")) == ("Grace Hopper", None)


def test_an_address_that_is_said_is_taken_and_its_name_asked_for(talk):
    sweep = talk(**VERA)
    sweep.say("schedule_appointment", "book an intro call tomorrow, invite grace@navy.example.com")
    known = draft(sweep)
    assert (known.get("name"), known["email"]) == (None, "grace@navy.example.com")


def test_half_of_it_known_the_other_half_is_asked_for(talk):
    sweep = talk(channel_name="Vera Visitor")
    sweep.say("schedule_appointment", "book an intro call tomorrow")
    assert (draft(sweep)["name"], draft(sweep).get("email")) == ("Vera Visitor", None)


def test_of_a_stranger_nothing_is_taken_for_known(talk):
    sweep = talk()
    sweep.say("schedule_appointment", "book an intro call tomorrow")
    assert not {"name", "email"} & set(draft(sweep))
