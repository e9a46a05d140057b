"""What one sentence says of a booking."""

import pytest

from parley.calendly.scopes import BOOK
from tests.support.actions import Said, call


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
        ("book an intro call w/ Jo Brandt tmrw at half nine", "Jo Brandt"),
        ("book an intro call w/ jo brandt tmrw", "jo brandt"),
        ("intro call for sam o'neil sam.oneil@example.com", "sam o'neil"),
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


@pytest.mark.parametrize(
    ("request_", "name", "email", "guests"),
    [
        (
            "intro call for anna schmidt and ben krause, anna.s@x.org and ben.k@x.org",
            "anna schmidt",
            "anna.s@x.org",
            ["ben.k@x.org"],
        ),
        ("book an intro call with Jo Brandt jo@x.org and invite ada@x.org", "Jo Brandt", "jo@x.org", ["ada@x.org"]),
        ("book an intro call with Jo Brandt and Ada Ray: ada@x.org, jo@x.org", "Jo Brandt", "jo@x.org", ["ada@x.org"]),
    ],
)
def test_beside_a_named_invitee_further_addresses_are_guests(talk, request_, name, email, guests):
    talk.begin(request_)
    draft = talk.task["draft"]
    assert (draft["name"], draft["email"], draft["guests"]) == (name, email, guests)


def test_an_address_that_is_spelled_out_is_taken_and_is_no_time(talk):
    talk.begin("book an intro call with marie at example dot com")
    assert talk.task["draft"]["email"] == "marie@example.com"
    assert "wish" not in talk.task["draft"]


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


def test_what_was_told_about_just_before_is_the_event_type_that_it_means(talk):
    before = [
        {"event": "user", "text": "how long is the strategy session?"},
        {"event": "action", "name": "action_list_event_types"},
        {"event": "user", "text": "book it for tomorrow at 9"},
    ]
    body = call("validate_booking_form", talk.conversation, talk.intent, "book it for tomorrow at 9", form=talk.form)
    body["tracker"]["events"] = before
    draft = Said([], talk.server.post(body).json()["events"]).slots["booking"]["draft"]
    body["tracker"]["events"] = before[-1:]
    unsaid = Said([], talk.server.post(body).json()["events"]).slots["booking"]["draft"]
    assert ("event_type" in draft, "event_type" in unsaid) == (True, False)


def test_book_it_again_takes_over_the_type_and_the_person_of_what_was_talked_about(talk, desk):
    account = desk.access.account(talk.conversation, BOOK)
    coming = account.calendly.scheduled_events(user=account.owner.uri, starting_after=desk.linking._clock(), limit=60)
    event = next(one for one in coming if one.name == "Intro Call")
    invitee = account.calendly.invitees(event.id)[0]
    talk.slots["focus_event"] = event.id
    talk.begin("book it again")
    draft = talk.task["draft"]
    assert (draft["event_type"], draft["name"], draft["email"]) == (event.event_type, invitee.name, invitee.email)


def test_somebody_else_has_not_the_address_of_the_one_before(talk):
    talk.begin("book an intro call with Kim Lee (kim.lee@example.org)")
    talk.hear("book a portfolio talk w/ Jo Brandt", "schedule_appointment", 0.95)
    assert talk.task["draft"]["name"] == "Jo Brandt"
    assert "email" not in talk.task["draft"]
