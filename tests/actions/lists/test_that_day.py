"""The day that words mean by "that day"."""

import pytest

from actions.availability import FREE
from parley.calendly.scopes import READ_EVENTS

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


def test_it_is_the_day_that_was_listed(chat):
    chat.say("what's on friday?")
    assert chat.say("anything else that day?").last["when"] == "Fri 20 Nov (CET)"
    assert chat.say("and what about that morning?").last["when"].startswith("Fri 20 Nov, 00:00–12:00")


def test_it_is_the_day_of_the_event_that_was_told(chat):
    chat.say("what's on friday?")
    chat.say("the first one", "action_event_details", "event_details")
    assert chat.say("what's on that day?").last["when"] == "Fri 20 Nov (CET)"


def test_of_several_days_it_is_none(chat):
    chat.say("what's on next week?")
    assert chat.say("what's on that day?").followups == ["which_form"]


def test_a_day_that_is_named_is_that_day(chat):
    chat.say("what's on friday?")
    assert chat.say("what's on tuesday, anything that day?").last["when"] == "Tue 24 Nov (CET)"


def test_free_time_is_looked_for_on_it_too(chat, desk):
    desk.connect(desk.people.conversation(chat.conversation), "ana", scopes=READ_EVENTS | FREE)
    chat.say("what's on friday?")
    told = chat.say("am i free that afternoon?", "action_check_availability", "check_availability")
    assert "Fri 20 Nov" in str(told.last)


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("and for lunch?", "Fri 20 Nov, 12:00–14:00 CET"),
        ("and in the afternoon?", "Fri 20 Nov, 12:00–19:00 CET"),
        ("and this afternoon?", "Today, Wed 18 Nov, 12:00–19:00 CET"),
        ("and on tuesday?", "Tue 24 Nov (CET)"),
    ],
)
def test_hours_behind_a_day_are_of_that_day(chat, said, when):
    chat.say("what's on friday?")
    assert chat.say(said).last["when"] == when
