"""What one sentence says of a booking."""

import pytest


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        ("book Grace Hopper grace@navy.example.com for an intro call", "Grace Hopper"),
        ("schedule an intro call with Ada Lovelace", "Ada Lovelace"),
        ("please book an intro call with Ludwig van Beethoven on Tuesday", "Ludwig van Beethoven"),
        ("book an intro call for Zoë", "Zoë"),
        ("Book Tomás Silva (tomas@example.net) in for an intro call", "Tomás Silva"),
        ("book grace hopper grace@navy.example.com for an intro call", "grace hopper"),
        ("intro call with zoë, zoe@example.com", "zoë"),
        ("book an intro call with zoe miller tomorrow", "zoe miller"),
        ("ok book an intro call at 2 then with lena", "lena"),
    ],
)
def test_the_person_is_found(talk, request_, name):
    talk.begin(request_)
    assert talk.task["draft"]["name"] == name


@pytest.mark.parametrize(
    "request_",
    [
        "book an intro call for Tuesday",
        "Schedule an Intro Call for Monday",
        "book an intro call with somebody",
        "book an intro call with a client on friday",
        "book a call with my boss",
        "book an intro call with the team at 3",
        "Book Intro Call",
        "book an intro call in May",
        "book an intro call with ana@example.com",
        "schedule a call ana@example.com",
        "book me and ana@example.com an intro call",
    ],
)
def test_days_months_and_types_are_nobody(talk, request_):
    talk.begin(request_)
    assert "name" not in talk.task["draft"]


def test_the_address_is_taken_and_two_are_not_guessed_between(talk):
    talk.begin("book an intro call with ada@example.com")
    assert talk.task["draft"]["email"] == "ada@example.com"
    talk.slots.clear()
    talk.begin("book an intro call with ada@example.com and alan@example.com")
    assert "email" not in talk.task["draft"]


def test_a_length_that_several_types_have_narrows_the_choice(talk):
    talk.begin("book a 45 minute meeting")
    titles = [one["title"] for one in talk.ask().last["buttons"]]
    assert titles == ["Product Demo (45 min)", "Design Review (45 min)"]


def test_the_digits_of_an_address_are_no_time(talk):
    talk.begin("book an intro call with ada1530@example.com")
    assert "wish" not in talk.task["draft"]


def test_more_said_later_is_added_and_what_was_said_stays(talk):
    talk.begin("book an intro call with Ada Lovelace")
    talk.hear("book it with ada@example.com", "schedule_appointment", 0.9)
    draft = talk.task["draft"]
    assert (draft["name"], draft["email"]) == ("Ada Lovelace", "ada@example.com")
