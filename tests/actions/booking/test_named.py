"""What is booked by its name alone, though it was taken for something that is not the bot's job."""

import pytest

from tests.support.actions import Said, call


def answer(server, conversation, words, *, action="action_out_of_scope", intent="out_of_scope", form=None):
    reply = server.post(call(action, conversation, intent, words, form=form)).json()
    return Said(reply["responses"], reply["events"])


@pytest.mark.parametrize(
    "text",
    ["book a coffee chat", "could you please reserve a Coffee Chat on friday", "sign me up for the portfolio talk"],
)
@pytest.mark.parametrize(
    ("action", "intent"), [("action_out_of_scope", "out_of_scope"), ("action_not_understood", "nlu_fallback")]
)
def test_what_is_offered_by_that_name_is_booked(server, talk, text, action, intent):
    said = answer(server, talk.conversation, text, action=action, intent=intent)
    assert (said.names, said.followups) == ([], ["booking_form"])
    waiting = said.slots["waiting_request"]["asked"]
    assert (waiting["action"], waiting["intent"], waiting["text"]) == ("booking_form", "schedule_appointment", text)


@pytest.mark.parametrize(
    "text",
    [
        "book a flight to Berlin",
        "book me a meeting room",
        "order a coffee",
        "make me a coffee",  # half of a name
        "what is a coffee chat?",
        "book a night class",  # not offered at present
    ],
)
def test_what_is_not_offered_stays_what_it_was(server, talk, text):
    said = answer(server, talk.conversation, text)
    assert (said.names, said.followups) == (["utter_out_of_scope"], [])


def test_who_cancelled_lately_is_listed_whatever_it_was_taken_for(server, talk):
    said = answer(server, talk.conversation, "who cancelled lately")
    assert said.followups == ["action_list_events"]


def test_whose_calendar_is_not_known_has_no_names(server, stranger):
    assert answer(server, stranger, "book a coffee chat").names == ["utter_out_of_scope"]


def test_in_the_middle_of_a_task_nothing_new_is_begun(server, talk):
    said = answer(server, talk.conversation, "book a coffee chat", form="cancel_form")
    assert (said.names, said.followups) == (["utter_out_of_scope"], [])


def test_while_calendly_is_down_nothing_is_known_to_be_offered(server, talk, calendly):
    for _ in range(9):
        calendly.arm({"kind": "bad_gateway", "paths": ["/event_types"]})
    assert answer(server, talk.conversation, "book a coffee chat").names == ["utter_out_of_scope"]
