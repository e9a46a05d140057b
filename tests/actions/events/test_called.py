"""Events by a name that none has: said, before anything else is told."""

import pytest

from actions.called import missing, missing_to_change, thing_called
from tests.actions.events.conftest import DETAILS, INVITEES

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("when is hana's recital", "recital"),
        ("when's my dentist appointment again", "dentist appointment"),
        ("do i have any doctor's appointments", "doctor's appointments"),
        ("did I put the vet visit in my calendar", "vet visit"),
        ("how many dentist appointments do i have |", "dentist appointments"),
        ("is | 's lab meeting still on", "lab meeting"),
        ("what's booking #48213 about", "#48213"),
        ("who is coming to the gala?", "gala"),
        # Nothing is called anything here.
        ("what's on my calandar", None),
        ("what's the next one", None),
        ("let's see what there is", None),
        ("what have i got lined up", None),
        ("is my next call still on", None),
        ("what did they say in the form", None),
        ("is it a heavy day |", None),
        ("", None),
    ],
)
def test_what_an_event_is_called(text, called):
    assert thing_called(text) == called


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("cancel the dentist", "dentist"),
        ("move yoga to |", "yoga"),
        ("please cancel booking 48213", "#48213"),
        ("move the date of the party", "party"),
        ("cancel it", None),
        ("move it to a different day", None),
        ("I can't make it, my kid is sick", None),
        ("move my next call to | because of the dentist", None),
    ],
)
def test_what_shall_be_changed_is_called(text, called):
    assert missing_to_change(text, []) == called


def test_a_slip_and_a_part_of_a_name_fit():
    assert missing("where is the desgin review", ["Intro Call", "Design Review"]) is None
    assert missing("when is my demo", ["Product Demo"]) is None
    assert missing("when is my demo", ["Intro Call"]) == "demo"


def test_details_of_what_is_not_there_say_so_and_ask_which(about):
    said = about(DETAILS, "when is my dentist appointment")
    assert said.names == ["utter_ask_which_missing"]
    assert said.last["called"] == "dentist appointment"
    assert len(said.last["buttons"]) == 5


def test_the_one_event_of_a_time_is_told_as_what_it_is(about):
    said = about(INVITEES, "who is coming to my 11:30 lab meeting tomorrow")
    assert said.names == ["utter_nothing_called", "utter_invitees"]
    assert said.responses[0]["called"] == "lab meeting"


def test_a_list_asked_for_by_a_name_that_none_has_says_so_first(server, ana):
    said = server.run("action_list_events", ana, "list_events", "do i have any dentist appointments")
    assert said.names == ["utter_nothing_called", "utter_more_events"]
    assert said.responses[0]["called"] == "dentist appointments"


def test_what_is_not_there_is_not_counted(server, ana):
    text = "how many dentist appointments do i have next week"
    said = server.run("action_list_events", ana, "list_events_in_range", text)
    assert said.names[0] == "utter_nothing_called"
    assert "utter_event_count" not in said.names


def test_an_event_that_is_there_is_counted(server, ana):
    said = server.run("action_list_events", ana, "list_events_in_range", "how many intro calls do i have next week")
    assert said.names == ["utter_event_count"]


def test_what_is_on_another_day_is_not_said_to_be_missing(about):
    said = about(DETAILS, "when is the product demo at 11:30 tomorrow")
    assert "utter_nothing_called" not in said.names


def test_what_types_of_events_there_are_is_read_once_in_a_turn(about, calendly):
    """They may not be read here, and are taken from the events."""
    before = calendly.counts().get("GET /event_types", 0)
    assert about(DETAILS, "tell me about the upcoming gala").names == ["utter_ask_which_missing"]
    assert calendly.counts()["GET /event_types"] == before + 1
