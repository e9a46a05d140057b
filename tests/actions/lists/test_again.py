"""What is asked right after a list is about that list, whatever it was taken for."""

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
DETAILS, INVITEES = "action_event_details", "action_get_invitees"
BOOKING, MOVING = "validate_booking_form", "validate_reschedule_form"


def names(said):
    return [line.split(" · ")[1] for line in said.last["events"].splitlines()]


def test_a_count_stays_a_count_of_the_same_at_another_time(chat):
    assert chat.say("how many intro calls this week").names == ["utter_event_count"]
    said = chat.say("and next week?")
    assert said.names == ["utter_event_count"]
    assert said.last["found"] == "3 “Intro Call” events"
    assert names(chat.say("show me all of them")) == ["Intro Call"] * 3


@pytest.mark.parametrize("said", ["and the week after?", "what about the week after that?", "and the following week?"])
def test_the_week_after_keeps_what_was_asked_for(chat, said):
    chat.say("how many intro calls next week")
    told = chat.say(said)
    assert told.names[0] in ("utter_event_count", "utter_none_found_nearest")
    assert "“Intro Call” event" in told.last["found"]
    assert "Dec" in told.last["when"]


def test_somebody_stays_at_another_time(chat):
    chat.say("anything with tim on thursday?")
    said = chat.say("and wednesday?")
    assert said.names[0].startswith("utter_none_found")
    assert "with tim" in said.last["found"]


def test_what_about_another_week_of_cancelled_ones_is_of_cancelled_ones(chat):
    chat.say("which of my meetings have been cancelled?")
    assert "cancelled" in chat.say("what about next week?").last["found"]


@pytest.mark.parametrize(
    ("said", "action", "intent"),
    [
        ("and with Mei?", BOOKING, "schedule_appointment"),
        ("what about Mei?", "action_out_of_scope", "out_of_scope"),
        ("only the ones with Mei", "action_list_event_types", "list_event_types"),
    ],
)
def test_somebody_is_looked_for_in_the_list(chat, said, action, intent):
    chat.say("what's on next week?")
    told = chat.say(said, action, intent)
    assert told.last["found"] == "1 event with Mei"
    assert told.last["when"] == "Mon 23 – Sun 29 Nov (CET)"


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("only tuesday", "action_check_availability"),
        ("just tuesday", BOOKING),
    ],
)
def test_a_day_is_one_of_those_listed(chat, said, action):
    chat.say("what's on next week?")
    told = chat.say(said, action, "check_availability")
    assert told.last["when"] == "Tue 24 Nov (CET)"
    assert set(names(told)) == {"Intro Call", "Product Demo"} or told.last["found"].endswith("events")


def test_how_one_meets_tells_them_apart(chat):
    chat.say("what's on next week?")
    counted = chat.say("how many of those are online?", INVITEES, "get_invitees")
    assert (counted.names, counted.last["found"]) == (["utter_event_count"], "7 events online")
    told = chat.say("which of them are in person?", INVITEES, "get_invitees")
    assert set(names(told)) == {"Design Review"} or told.names == ["utter_none_found_nearest"]


def test_a_type_tells_them_apart(chat):
    chat.say("what's on next week?")
    assert chat.say("how many of them are intro calls?", INVITEES).last["found"] == "3 “Intro Call” events"


def test_a_place_in_the_list_is_still_one_event(chat):
    chat.say("what's on next week?")
    said = chat.say("and the second one?", DETAILS, "event_details", entities={"ordinal": "2"})
    assert said.names == ["utter_event_details"]


def test_a_task_is_still_a_task(chat):
    chat.say("what's on next week?")
    assert chat.say("book a call with Mei", BOOKING, "schedule_appointment").names == ["utter_more_access"]
    chat.say("what's on next week?")
    assert chat.say("move only the first one to friday", MOVING, "reschedule_event").names == ["utter_more_access"]
