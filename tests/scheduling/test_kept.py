"""What is kept between turns and steps."""

import json

import pytest

from parley.scheduling.booking import Booking
from parley.scheduling.causes import Cause
from parley.scheduling.changes import Canceled, CancelFault, CancelOutcome
from parley.scheduling.draft import Draft, Place
from parley.scheduling.kept import as_json, of_json
from parley.scheduling.mentions import Candidate
from parley.scheduling.outcomes import Booked, PlanRequired, Unknown
from parley.scheduling.search import Sought
from tests.scheduling.conftest import berlin, utc
from tests.scheduling.drafts import complete

THINGS = [
    Draft(),
    Draft(
        "type", utc(23, 9), "Ben", "ben@example.com", "UTC", {"Why?": ""}, Place("custom", "Café"), ("g@example.com",)
    ),
    Candidate("A", "Intro Call", utc(23, 9), ("Lena",)),
    Sought(utc(23), utc(24), person="Ana", status="canceled"),
    Canceled("A", CancelOutcome.REFUSED, CancelFault.PAST, Cause.NOT_ALLOWED),
    PlanRequired("https://calendly.example/d/x", single_use=True),
    Unknown(),
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
def test_things_are_the_same_after_they_were_kept(thing):
    assert of_json(type(thing), json.loads(json.dumps(as_json(thing)))) == thing


def test_a_booking_is_kept_whole(ana, clock, threads, type_named):
    coffee = type_named("Coffee Chat")
    booked = Booking(ana, clock, threads).book(complete(coffee, berlin(23, 11)), coffee, "key")
    assert of_json(Booked, json.loads(json.dumps(as_json(booked)))) == booked


@pytest.mark.parametrize("kept", [None, [], {"start": "soon"}, {"answers": 1}])
def test_what_an_earlier_version_kept_otherwise_is_refused(kept):
    with pytest.raises(ValueError, match="validation error"):
        of_json(Draft, kept)
