"""`POST /invitees`: where a booking takes place."""

import pytest

from .booking import AT, COMPANY, book, booked, why


def test_a_conference_gets_its_link_a_little_later(ana, intro, clock):
    event = booked(ana, intro, AT)["event"]
    announced = ana.get(event).json()["resource"]["location"]
    assert announced == {"type": "zoom_conference", "status": "initiated", "join_url": None, "data": None}
    clock.pass_(seconds=6)
    ready = ana.get(event).json()["resource"]["location"]
    assert ready["status"] == "pushed"
    assert ready["join_url"].startswith("https://zoom.example.com/")


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (
            {"kind": "outbound_call", "location": "+1 212-555-0100"},
            {"type": "outbound_call", "location": "+1 212-555-0100"},
        ),
        ({"kind": "inbound_call"}, {"type": "inbound_call", "location": "+49 30 23125 000"}),
        ({"kind": "ask_invitee", "location": "My kitchen"}, {"type": "ask_invitee", "location": "My kitchen"}),
        (
            {"kind": "physical", "location": "Keller & Reed Studio, Linienstraße 42, 10119 Berlin"},
            {"type": "physical", "location": "Keller & Reed Studio, Linienstraße 42, 10119 Berlin"},
        ),
    ],
)
def test_of_several_places_the_invitee_chooses_one(ana, portfolio, chosen, told):
    invitee = booked(ana, portfolio, AT, location=chosen, questions_and_answers=COMPANY)
    assert ana.get(invitee["event"]).json()["resource"]["location"] == told


@pytest.mark.parametrize(
    "chosen",
    [
        None,
        {"kind": "webex_conference"},
        {"kind": "physical", "location": "Somewhere else"},
        {"kind": "physical"},
        {"kind": "outbound_call"},
        {"kind": "outbound_call", "location": "call me"},
        {"kind": "ask_invitee", "location": " "},
    ],
)
def test_a_place_that_is_not_on_offer_is_refused_in_calendlys_words(ana, portfolio, chosen):
    refused = book(ana, portfolio, AT, location=chosen, questions_and_answers=COMPANY)
    assert refused.json()["message"] == "Specified location kind is not configured for this event type."
    assert why(refused)["code"] == "invalid_location_choice"


def test_even_the_only_place_has_to_be_named_and_where_there_is_none_none_may_be(ana, intro):
    assert why(book(ana, intro, AT, location=None))["code"] == "invalid_location_choice"
    question = ana.event_type("One Quick Question")
    assert question["locations"] is None
    refused = book(ana, question, AT, location={"kind": "zoom_conference"})
    assert why(refused)["code"] == "invalid_location_choice"
    assert ana.get(booked(ana, question, AT)["event"]).json()["resource"]["location"] is None
