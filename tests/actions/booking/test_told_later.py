"""What came of a booking, told when it is known: as news, or by whatever is said next."""

import pytest

from tests.actions.booking.conftest import hear_of


@pytest.fixture
def lost(confirmed, calendly):
    """The booking that was confirmed, handed in and not done yet when its action gave up waiting."""
    calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
    assert confirmed.do("action_book").names == ["utter_checking_booking"]
    return confirmed


def carry_out(talk):
    """Let a job look again."""
    operations = talk.server.services.operations.operations
    return talk.server.operator.carry_out(operations.of_key(talk.slots["booking"]["draft"]["key"]).id)


def test_what_became_of_it_is_told_when_it_is_known_and_then_nothing_waits_any_more(lost, clock):
    clock.pass_(minutes=1)
    assert carry_out(lost)
    said = hear_of(lost)
    assert said.names == ["utter_booked"]
    assert (said.slots["booking"], said.slots["waiting_request"]) == (None, None)


def test_that_nothing_was_booked_leads_to_another_confirmation(lost, calendly, clock):
    calendly.switch(status=502, paths=["/invitees"])
    for _ in range(3):
        clock.pass_(minutes=1)
        carry_out(lost)
    said = hear_of(lost)
    assert said.names == ["utter_was_not_booked"]
    assert said.followups == ["booking_form"]
    assert "key" not in said.slots["booking"]["draft"]


def test_to_somebody_who_books_something_else_by_now_it_is_told_with_who_and_when(lost, calendly, clock):
    key = lost.slots["booking"]["draft"]["key"]
    calendly.switch(status=502, paths=["/invitees"])
    for _ in range(3):
        clock.pass_(minutes=1)
        carry_out(lost)
    lost.slots["booking"] = None
    said = hear_of(lost, key=key, slots={"booking": {"draft": {"key": "another"}}}, form="booking_form")
    assert said.names == ["utter_booking_not_made"]
    assert said.last["who"] == "Grace Hopper"
    assert said.slots.keys() == {"told_times"}


def test_a_yes_whose_turn_got_lost_is_told_and_the_form_that_waits_for_it_ends(confirmed):
    unanswered = dict(confirmed.slots)
    confirmed.do("action_book")
    confirmed.slots = unanswered
    said = hear_of(confirmed, form="booking_form")
    assert said.names == ["utter_booked"]
    assert said.slots["booking"] is None
    assert {"event": "active_loop", "timestamp": None, "name": None} in said.events


def test_what_kept_it_from_being_sent_is_told_and_try_again_takes_it_up(confirmed, calendly):
    calendly.switch(status=503)
    assert confirmed.do("action_book").names == ["utter_calendly_down"]
    said = hear_of(confirmed)
    assert said.names == ["utter_calendly_down"]
    assert said.slots["waiting_request"]["asked"]["action"] == "action_book"
    calendly.well()
    confirmed.slots |= said.slots
    assert confirmed.do("action_book", "try_again").names == ["utter_booked"]


def test_nobody_hears_of_what_somebody_else_said_yes_to(confirmed, stranger):
    kept = dict(confirmed.slots)
    confirmed.do("action_book")
    confirmed.slots = kept
    assert hear_of(confirmed, conversation=stranger).names == []


def test_an_answer_that_tells_the_outcome_says_so_and_one_that_does_not_yet_does_not(confirmed, calendly, clock):
    calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
    assert "about" not in confirmed.do("action_book").last
    clock.pass_(minutes=1)
    assert confirmed.do("action_book", "try_again").last["about"].startswith("told:")


@pytest.fixture
def unheard(asked):
    """A yes that was taken and carried out in a turn whose end never came: the question is open as before."""
    before = dict(asked.slots)
    asked.hear("yes", "affirm", 0.99)
    assert asked.do("action_book").names == ["utter_booked"]
    asked.slots = before
    return asked


@pytest.mark.parametrize(
    ("text", "intent"), [("yes", "affirm"), ("no", "deny"), ("hello?", "nlu_fallback"), ("make it 4pm", "inform")]
)
def test_after_a_yes_that_got_lost_with_its_turn_whatever_is_said_leads_to_what_came_of_it(
    unheard, calendly, text, intent
):
    assert unheard.hear(text, intent, 0.9).followups == ["action_book"]
    assert unheard.do("action_book").names == ["utter_booked"]
    assert calendly.counts()["POST /invitees"] == 1


def test_but_another_request_is_answered_first(unheard):
    assert unheard.hear("what's on tomorrow?", "list_events_in_range", 0.9).events == []


def test_what_came_of_it_is_told_as_the_same_by_the_answer_and_by_the_news(confirmed):
    unanswered = dict(confirmed.slots)
    told = confirmed.do("action_book")
    confirmed.slots = unanswered
    assert hear_of(confirmed).last["about"] == told.last["about"]


def test_that_it_was_looked_for_is_of_no_use_without_what_came_of_it(confirmed, calendly):
    calendly.arm({"kind": "commit_then_500", "paths": ["/invitees"]})
    checking, booked = confirmed.do("action_book").responses
    assert checking["about"] == booked["about"]
