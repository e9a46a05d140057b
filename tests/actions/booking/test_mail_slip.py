"""Addresses at a mistyped well-known domain."""

import pytest

from tests.actions.booking.conftest import first_time


@pytest.fixture
def slipped(talk):
    """Asked whether the address is the mistyped one."""
    talk.begin("book an intro call for sam o'neil sam.oneil@gmial.com")
    assert talk.asked == "mail_slip"
    return talk


def test_both_are_offered(slipped):
    assert [one["title"] for one in slipped.ask().last["buttons"]] == ["sam.oneil@gmail.com", "sam.oneil@gmial.com"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("yes", "sam.oneil@gmail.com"),
        ("its gmail.com of course", "sam.oneil@gmail.com"),
        ("no", "sam.oneil@gmial.com"),
        ("sam@example.org", "sam@example.org"),
    ],
)
def test_it_is_what_is_said_and_not_asked_again(slipped, text, address):
    slipped.hear(text)
    assert (slipped.task["draft"]["email"], slipped.asked) == (address, "start")


def test_guests_are_looked_at_too(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.hear("skip")
    talk.hear("skip")
    talk.hear("bob@hotmial.com")
    talk.press("inform", choice="bob@hotmail.com")
    assert (talk.task["draft"]["guests"], talk.asked) == (["bob@hotmail.com"], "confirm")


def test_an_address_at_the_question_for_the_name_is_one(talk):
    talk.begin("book an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.hear("marie at example dot com")
    assert (talk.task["draft"].get("name"), talk.task["draft"]["email"]) == (None, "marie@example.com")
    assert talk.ask().names == ["utter_ask_name_of_address"]
    talk.hear("I told you already: Jo Brandt")
    assert talk.task["draft"]["name"] == "Jo Brandt"
