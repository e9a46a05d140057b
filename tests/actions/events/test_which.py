"""Which event a question is about: by place, time, name or person, listed or not."""

import pytest

from tests.actions.events.conftest import DETAILS, INVITEES

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


def test_the_last_one_is_the_last_of_those_listed(about, slots):
    assert about(DETAILS, "the last one", place="-1").last["event"] == slots["shown_events"][-1]["id"]


def test_a_time_means_the_event_that_is_on_then(about):
    assert about(DETAILS, "tell me about my 11:30 tomorrow").last["name"] == "Design Review"
    assert about(DETAILS, "what is that at 12 tomorrow?").last["name"] == "Design Review"


def test_details_of_a_day_with_several_events_ask_which(about):
    said = about(DETAILS, "tell me about tomorrow's meeting")
    assert said.names == ["utter_which_event"]
    assert all(": Tomorrow" not in line and "Tomorrow, Thu 19 Nov" in line for line in said.last["events"].splitlines())


def test_a_day_with_nothing_on_says_so_with_the_nearest(about):
    assert about(INVITEES, "who am i meeting on sunday?").names == ["utter_none_found_nearest"]


def test_the_next_meeting_is_the_next_in_the_calendar_whatever_was_listed(about, server, ana):
    december = server.run("action_list_events", ana, "list_events_in_range", "what's on in december").slots
    said = about(DETAILS, "tell me about my next meeting", place="1", shown_events=december["shown_events"])
    assert said.last["when"] == "Today, Wed 18 Nov, 13:00–13:30 CET"


@pytest.fixture
def long_ago(server, ana):
    """The slots after the events of a week that is over were listed."""
    return server.run("action_list_events", ana, "list_events_in_range", "what was on last week").slots


@pytest.mark.parametrize(
    ("said", "place", "name", "when"),
    [
        ("when is my next demo", "1", "Product Demo", "Tue 24 Nov, 11:00–11:45 CET"),
        ("when's the next intro call?", "1", "Intro Call", "Today, Wed 18 Nov, 13:00–13:30 CET"),
        ("my next call with mei tanaka", "1", "Intro Call", "Mon 23 Nov, 10:00–10:30 CET"),
        ("what was my last demo", "-1", "Product Demo", "Yesterday, Tue 17 Nov, 11:00–11:45 CET"),
    ],
)
def test_the_next_or_last_of_a_type_or_with_somebody_is_the_calendars(about, long_ago, said, place, name, when):
    told = about(DETAILS, said, place=place, shown_events=long_ago["shown_events"]).last
    assert (told["name"], told["when"]) == (name, when)


def test_the_next_one_of_a_kind_that_there_is_not_is_none(about, long_ago):
    said = about(DETAILS, "when's my next dentist appointment", place="1", shown_events=long_ago["shown_events"])
    assert said.names == ["utter_none_found_nearest"]
    assert "dentist" in said.last["found"]


@pytest.mark.parametrize("said", ["did mei tanaka accept?", "is mei coming?", "Has Mei Tanaka confirmed"])
def test_whether_somebody_comes_is_told_of_the_event_with_them(about, long_ago, said):
    told = about(INVITEES, said, shown_events=long_ago["shown_events"])
    assert told.names == ["utter_invitees"]
    assert "Mei Tanaka" in told.last["people"]


def test_somebody_who_has_booked_nothing_is_said_to_have_none(about):
    said = about(INVITEES, "did grace hopper accept?")
    assert said.names == ["utter_none_found"]
    assert "grace hopper" in said.last["found"]


def test_my_last_meeting_is_the_one_that_is_over(about):
    assert about(INVITEES, "who was in my last meeting?", place="-1").last["when"].startswith("Today, Wed 18 Nov, 10")


def test_a_name_that_was_not_listed_is_looked_for_in_the_calendar(about, slots):
    focus = slots["shown_events"][0]["id"]
    said = about(
        DETAILS, "tell me about the onboarding session", shown_events=slots["shown_events"][:1], focus_event=focus
    )
    assert "Onboarding Session" in str(said.last)


def test_a_person_means_the_event_with_that_person(about):
    who = about(INVITEES, "who is coming to the third one", place="3").last["people"].splitlines()[0]
    name = who.removeprefix("• ").partition(" (")[0]
    assert name in str(about(DETAILS, f"tell me about the meeting with {name}").responses)


def test_a_time_of_several_zones_is_asked_back(about):
    said = about(DETAILS, "tell me about my 3pm CST meeting")
    assert said.followups == ["which_form"]
    assert said.slots["which"]["draft"]["ways"][0]["title"].startswith("Chicago: ")


def test_a_name_means_its_event(about, slots):
    assert about(DETAILS, "tell me about the design review").last["name"] == "Design Review"


def test_it_means_the_one_talked_about_last(about, slots):
    focus = slots["shown_events"][1]["id"]
    assert about(INVITEES, "who is coming to it?", focus_event=focus).last["event"] == focus


def test_when_it_is_not_clear_the_choices_are_buttons_for_the_same_question(about, slots):
    said = about(INVITEES, "who is coming?")
    assert said.names == ["utter_which_event"]
    assert [button["payload"] for button in said.last["buttons"]] == [
        f'/get_invitees{{"event": "{event["id"]}"}}' for event in slots["shown_events"]
    ]
    assert said.last["buttons"][0]["title"] == "1. Intro Call with Tomás Silva"
    assert all(button["payload"].startswith("/event_details") for button in about(DETAILS, "more?").last["buttons"])


def test_a_number_that_the_list_does_not_have_is_said_with_the_list(about):
    said = about(DETAILS, "the ninth one", place="9")
    assert said.names == ["utter_fewer_events"]
    assert len(said.last["buttons"]) == 5


@pytest.mark.parametrize("place", ["²", "--1", "-", "first", "1.5", "", "999999999999999999999"])
def test_a_number_that_is_none_is_no_fault(about, place):
    assert about(DETAILS, "that one", place=place).names[0] in ("utter_which_event", "utter_fewer_events")


def test_before_anything_was_listed_the_next_events_are_what_is_meant(server, ana):
    said = server.run(DETAILS, ana, "event_details", "the second one", entities={"ordinal": "2"})
    assert said.names == ["utter_event_details"]
    assert said.slots["focus_event"] == said.slots["shown_events"][1]["id"]


def test_with_an_empty_calendar_there_is_no_event_to_tell_about(server, noah):
    assert server.run(INVITEES, noah, "get_invitees", "who is coming?").names == ["utter_no_events"]
