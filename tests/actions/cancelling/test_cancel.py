"""Cancelling in the chat: shown first, done after a yes, and told as it is."""

import pytest

from parley.calendly.scopes import CHANGE, READ_EVENTS
from tests.actions.cancelling.conftest import cancellations, path_of

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


def test_nothing_is_cancelled_before_the_yes(talk, calendly):
    talk.begin("cancel my next meeting")
    assert talk.asked == "reason"
    talk.hear("no")
    assert talk.asked == "confirm"
    said = talk.ask()
    assert said.names == ["utter_confirm_cancelling"]
    assert "Thu 19 Nov, 09:00–09:15 CET" in said.last["summary"]
    assert cancellations(calendly) == 0


def test_after_the_yes_it_is_cancelled_with_its_reason_and_forgotten(confirmed, desk):
    event_id = confirmed.task["draft"]["ids"][0]
    said = confirmed.do("action_cancel")
    assert said.names == ["utter_canceled"]
    assert said.slots["cancellation"] is None
    event = desk.access.account(confirmed.conversation, READ_EVENTS).calendly.events.get(event_id)
    assert (event.status, event.cancellation.reason) == ("canceled", "I am ill")


@pytest.mark.parametrize("text", ["no", "keep it", "don't cancel it", "no, leave it as it is"])
def test_a_no_keeps_it(talk, calendly, text):
    talk.begin("cancel my next meeting because I am ill")
    said = talk.hear(text)
    assert said.followups == ["action_cancel"]
    assert talk.do("action_cancel", "deny").names == ["utter_kept"]
    assert cancellations(calendly) == 0


@pytest.mark.parametrize("text", ["cancel", "great", "please"])
def test_what_may_be_a_yes_is_asked_back(talk, text):
    talk.begin("cancel my next meeting because I am ill")
    said = talk.hear(text, "cancel_event", 0.95)
    assert said.names == ["utter_cancel_which_way"]
    assert talk.asked == "confirm"


@pytest.mark.parametrize(
    "text", ["cancel it", "yes, cancel it", "please cancel it", "go ahead and cancel it", "actually, cancel it"]
)
def test_cancel_it_is_a_yes_at_the_last_look(talk, text):
    talk.begin("cancel my next meeting because I am ill")
    assert talk.hear(text, "cancel_event", 0.95).followups == ["action_cancel"]


def test_an_answer_that_was_lost_is_looked_up(confirmed, calendly):
    calendly.arm({"kind": "commit_then_500", "paths": [path_of(confirmed)]})
    assert confirmed.do("action_cancel").names == ["utter_canceled"]
    assert cancellations(calendly) == 1


def test_while_it_is_not_known_that_is_said_and_it_is_looked_at_again(confirmed, calendly):
    calendly.arm({"kind": "bad_gateway", "paths": [path_of(confirmed)]})
    assert confirmed.do("action_cancel").names == ["utter_checking_cancelling", "utter_canceled"]


def test_as_long_as_it_is_not_known_asking_stays_possible(confirmed, calendly):
    for _ in range(4):
        calendly.arm({"kind": "bad_gateway", "paths": [path_of(confirmed)]})
    said = confirmed.do("action_cancel")
    assert said.names == ["utter_checking_cancelling"]
    assert said.slots["waiting_request"]["asked"]["action"] == "action_cancel"
    assert confirmed.do("action_cancel", "try_again").names == ["utter_cancelling_not_known_yet"]
    assert confirmed.do("action_cancel", "try_again").names == ["utter_checking_cancelling", "utter_canceled"]


def test_an_event_that_somebody_cancelled_meanwhile_is_said(confirmed, desk):
    account = desk.access.account(confirmed.conversation, CHANGE)
    account.calendly.bookings.cancel(confirmed.task["draft"]["ids"][0])
    assert confirmed.do("action_cancel").names == ["utter_cannot_cancel_none_open"]


def test_what_has_begun_meanwhile_is_not_cancelled(confirmed, calendly, clock):
    clock.pass_(hours=24)
    assert confirmed.do("action_cancel").names == ["utter_cannot_cancel_none_open"]
    assert cancellations(calendly) == 0


def test_a_group_is_warned_about(talk):
    talk.begin("cancel the product demo because I am ill")
    said = talk.ask()
    assert said.names == ["utter_confirm_cancelling_group"]
    assert "people" in said.last["warning"]


def test_without_a_confirmed_cancelling_nothing_is_done(talk, calendly):
    talk.begin("cancel my next meeting")
    assert talk.do("action_cancel").names == ["utter_nothing_to_confirm"]
    assert cancellations(calendly) == 0


@pytest.mark.parametrize("text", ["tell me a joke please", "what's the weather like", "ok can you play some music"])
def test_what_has_nothing_to_do_with_it_is_no_reason(talk, text):
    talk.begin("cancel my next meeting")
    talk.hear(text, "out_of_scope", 0.95)
    assert talk.asked == "reason"
    assert "reason" not in talk.task["draft"]


@pytest.mark.parametrize(
    ("text", "confidence"), [("my dog is sick", 0.95), ("the weather is awful", 0.95), ("what a mess at work", 0.5)]
)
def test_a_reason_may_be_about_anything(talk, text, confidence):
    talk.begin("cancel my next meeting")
    talk.hear(text, "out_of_scope", confidence)
    assert talk.task["draft"]["reason"] == text
