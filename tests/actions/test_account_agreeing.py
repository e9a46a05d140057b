"""The account behind a right code is named, and linked only with a yes."""

import pytest

from actions.account.agreeing import agreement_in
from actions.forms.message import Message
from parley.accounts.codes import CodeCheck
from tests.support.actions import call

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
FORM = "validate_agree_form"


@pytest.fixture
def named(desk):
    """Somebody who typed the right code for Ana's account."""
    conversation = desk.meet("named", channel="rest")
    code = desk.connect(conversation, live=False).code
    assert desk.connecting.confirm(conversation, code)[0] is CodeCheck.RIGHT
    return conversation


def hear(server, conversation, text, intent="nlu_fallback", **slots):
    """Let the form hear a message, as Rasa does."""
    body = call(FORM, conversation.id, intent, text, slots=slots)
    body["tracker"]["active_loop"] = {"name": "agree_form"}
    answer = server.post(body).json()
    return [one["response"] for one in answer["responses"]], answer["events"]


def followed(events):
    return [event["name"] for event in events if event["event"] == "followup"]


def test_a_right_code_leads_to_the_question_which_names_the_account(server, named):
    assert server.run("action_name_account", named.id, "EXTERNAL_code_right").followups == ["agree_form"]
    asked = server.run("action_ask_agreement", named.id, "EXTERNAL_code_right")
    assert (asked.last["name"], asked.last["email"]) == ("Ana Keller", "ana.keller@example.com")


def test_the_question_notes_which_form_it_interrupts(server, named):
    body = call("action_name_account", named.id, "EXTERNAL_code_right")
    body["tracker"]["active_loop"] = {"name": "booking_form"}
    events = server.post(body).json()["events"]
    assert {"event": "slot", "name": "paused_form", "value": "booking_form", "timestamp": None} in events


def test_a_yes_links_it_and_goes_on(server, desk, named):
    _, events = hear(server, named, "yes")
    assert followed(events) == ["action_account_linked"]
    assert desk.access.owner(named.id).name == "Ana Keller"


def test_the_same_yes_again_because_its_turn_got_lost_goes_on_alike(server, named):
    hear(server, named, "yes")
    said, events = hear(server, named, "yes")
    assert (said, followed(events)) == ([], ["action_account_linked"])


def test_a_no_drops_it_to_be_revoked_and_offers_another_try(server, desk, named):
    said, events = hear(server, named, "no")
    assert (said, followed(events)) == (["utter_link_refused"], [])
    assert desk.access.accounts(named.id) == []
    assert desk.connecting.named(named) is None
    assert len(desk.revocations.due()) == 1


def test_after_a_no_the_form_that_was_interrupted_goes_on(server, named):
    assert followed(hear(server, named, "no", paused_form="booking_form")[1]) == ["booking_form"]


def test_something_else_is_left_to_rasa_and_the_question_stands(server, desk, named):
    assert hear(server, named, "hello", "greet") == ([], [])
    assert desk.connecting.named(named)


def test_another_task_waits_until_the_question_is_settled(server, named):
    said, events = hear(server, named, "book a meeting", "schedule_appointment")
    kept = next(event["value"] for event in events if event.get("name") == "waiting_request")
    assert (said, kept["asked"]["action"]) == (["utter_agree_first"], "booking_form")


def test_after_half_an_hour_a_yes_comes_too_late(server, desk, named, clock):
    clock.pass_(minutes=30, seconds=1)
    assert hear(server, named, "hello", "greet") == ([], [])
    assert hear(server, named, "yes")[0] == ["utter_agree_too_late"]
    assert desk.access.owner(named.id) is None


def test_a_request_that_needs_the_account_asks_the_question_again_and_no_new_link(server, named):
    said = server.run("action_list_events", named.id, text="what's on?")
    assert (said.names, said.followups) == (["utter_agree_first"], ["agree_form"])
    assert said.slots["waiting_request"]["asked"]["text"] == "what's on?"


@pytest.mark.parametrize(
    "text", ["yes", "sure, go ahead", "yes, link it", "that's me", "it's mine", "link that one please"]
)
def test_these_agree(text):
    assert agreement_in(Message(text)) is True


@pytest.mark.parametrize(
    "text", ["no", "nope", "not me", "that's not mine", "wrong account", "don't link it", "never mind", "not now"]
)
def test_these_refuse(text):
    assert agreement_in(Message(text)) is False


@pytest.mark.parametrize(
    "text", ["thanks", "great", "yesterday", "who is ana?", "link my other account", "123 456", ""]
)
def test_these_do_neither(text):
    assert agreement_in(Message(text, "affirm" if text in ("thanks", "great") else "", 0.9)) is None
