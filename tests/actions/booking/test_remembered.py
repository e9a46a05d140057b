"""Who a visitor is by what was said before in the same chat."""

import pytest

from tests.support.actions import turn

BEFORE = {"name": "Pia Lund", "email": "pia@example.com", "phone": "0171 5556677", "event_type": "x"}


def begun(visitor, text, before):
    said = visitor.server.run(
        "validate_booking_form", visitor.conversation, "schedule_appointment", text, before=before, form="booking_form"
    )
    return said, said.slots["booking"]["draft"]


def booked(**more):
    kept = {"event": "slot", "name": "booking", "value": {"draft": {**BEFORE, **more}}}
    return [*turn("yes", "action_book"), kept, {**kept, "value": None}]


def test_the_next_booking_is_for_whom_the_last_one_was_and_says_so(visitor):
    said, draft = begun(visitor, "book an intro call", booked())
    assert said.names[0] == "utter_as_before"
    assert (draft["name"], draft["email"], draft["phone"]) == ("Pia Lund", "pia@example.com", "0171 5556677")


@pytest.mark.parametrize(
    "text", ["now an intro call for my wife", "intro call for Tom Beck", "intro call, jo@example.com"]
)
def test_a_booking_for_somebody_else_is_not_for_the_last_one(visitor, text):
    said, draft = begun(visitor, text, booked())
    assert "utter_as_before" not in said.names
    assert draft.get("name") != "Pia Lund"
    assert draft.get("email") != "pia@example.com"


def test_whoever_was_booked_for_is_not_the_visitor(visitor):
    _, draft = begun(visitor, "book an intro call", booked(for_another=True))
    assert "name" not in draft


def test_a_name_that_was_said_at_hello_is_kept(visitor):
    said, draft = begun(visitor, "book an intro call", [*turn("Hi, I'm Leo Marx", "utter_greet"), *turn("ok", "x")])
    assert (draft["name"], said.names) == ("Leo Marx", [])


def test_an_account_holder_books_somebody_else_each_time(talk):
    _, draft = begun(talk, "book an intro call", booked())
    assert "name" not in draft
