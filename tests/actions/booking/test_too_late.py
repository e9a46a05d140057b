"""A wish about who is booked, after the booking."""

import pytest

from tests.support.actions import Said, call

BOOKED = [
    {"event": "user", "text": "yes"},
    {"event": "action", "name": "action_book"},
    {"event": "bot", "text": "Booked", "metadata": {"utter_action": "utter_booked"}},
    {"event": "slot", "name": "focus_event", "value": "ev1"},
]


def say(server, conversation, action, intent, text, *, before):
    body = call(action, conversation, intent, text)
    body["tracker"]["events"] = [*before, {"event": "user", "text": text}]
    answer = server.post(body).json()
    return Said(answer["responses"], answer["events"])


@pytest.mark.parametrize(
    "text",
    [
        "oh no the name is wrong, its sam o'neil",
        "change it to sam@gmail.com",
        "can Bob come too?",
        "change the name to Sam O'Neil",
        "add bob@example.org to it",
        "i gave you the wrong address",
    ],
)
def test_who_is_booked_cannot_be_changed_and_cancelling_is_offered(server, ana, text):
    said = say(server, ana, "action_not_understood", "change_answer", text, before=BOOKED)
    assert said.names == ["utter_people_are_fixed"]
    assert "cancel_event" in said.last["buttons"][0]["payload"]
    assert say(server, ana, "action_not_understood", "inform", text, before=[]).names != ["utter_people_are_fixed"]


@pytest.mark.parametrize("action", ["action_get_invitees", "validate_booking_form", "validate_reschedule_form"])
def test_it_is_told_whatever_the_words_were_taken_for(server, ana, action):
    said = say(server, ana, action, "get_invitees", "can Bob come too?", before=BOOKED)
    assert said.followups == ["action_not_understood"]


@pytest.mark.parametrize(
    "text",
    [
        "book a coffee chat with Bob too",
        "move it to 3",
        "invite Bob to a coffee chat tomorrow",
        "who is coming?",
        "thanks",
    ],
)
def test_other_wishes_are_left_to_what_can_do_them(server, ana, text):
    said = say(server, ana, "action_not_understood", "nlu_fallback", text, before=BOOKED)
    assert said.names != ["utter_people_are_fixed"]
