"""Somebody's meeting further on than names are looked for: found by the address it was booked with here."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from parley.calendly.scopes import BOOK, CHANGE
from parley.operations.requests import BookingRequest
from parley.operations.store import Operations
from parley.scheduling.draft import Draft
from parley.scheduling.event_types import EventTypes
from parley.scheduling.openings import Openings
from tests.support.talking import Talk

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def far(server, desk, clock):
    """A booking three weeks on, as it is recorded once it is made; and who may cancel it."""
    conversation = desk.meet("ana")
    desk.connect(conversation, "ana", scopes=CHANGE | BOOK)
    account = desk.access.account(conversation.id, CHANGE | BOOK)
    offer = next(one for one in EventTypes(account).bookable() if one.name == "Intro Call")
    opening = Openings(account, clock, server.services.calls).later(offer.uri, clock() + timedelta(days=21), 1)[0]
    draft = Draft(offer.uri, opening.start_time, "Grace Hopper", "grace@navy.example.com", "Europe/Berlin")
    draft = replace(
        draft, answers=dict.fromkeys((one.name for one in offer.event_type.custom_questions), ""), guests=()
    )
    operations = Operations(desk.database, desk.vault, clock)
    operation = operations.begin(conversation, uuid.uuid4().hex, BookingRequest(draft))
    server.operator.carry_out(operation.id)
    return Talk(server, conversation.id, "cancel_form", "cancellation", "cancel_event"), operations.get(operation.id)


@pytest.mark.parametrize(
    "said",
    ["cancel the one with grace hopper", "cancel my call with Hopper", "cancel grace hopper", "cancel hoppers call"],
)
def test_whoever_was_booked_here_is_found_however_far_on(far, said):
    talk, operation = far
    talk.begin(said)
    assert talk.task["draft"].get("ids") == [operation.outcome.event_id]


def test_where_a_name_was_not_looked_for_any_further_that_is_said(talk):
    talk.begin("cancel the one with Zebulon Pike")
    said = talk.ask()
    assert (said.names, said.last["called"].casefold()) == (["utter_ask_which_unreached"], "zebulon pike")
