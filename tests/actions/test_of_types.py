"""What is asked of event types and their links is answered by those, and not by the calendar."""

import pytest

from actions.openings import OPENINGS_SCOPES
from actions.share_link import SINGLE_USE
from parley.calendly.scopes import READ_EVENTS
from tests.actions.lists.conftest import Chat

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
TYPES, SHARE, LIST, DETAILS = (
    "action_list_event_types", "action_share_link", "action_list_events", "action_event_details"
)  # fmt: skip
UNKNOWN = "action_not_understood"
ONCE = "POST /scheduling_links"


@pytest.fixture
def chat(server, desk):
    """Ana's chat, who may hand out links."""
    conversation = desk.meet("host")
    desk.connect(conversation, scopes=READ_EVENTS | OPENINGS_SCOPES | SINGLE_USE)
    return Chat(server, conversation.id)


@pytest.fixture
def listed(chat):
    """A chat in which the event types were just listed."""
    chat.say("what event types do i have", TYPES, "list_event_types")
    return chat


@pytest.fixture
def shared(chat):
    """A chat in which a link was just handed out."""
    chat.say("give me the link for the strategy session", SHARE, "share_link")
    return chat


def test_the_longest_is_a_type_after_the_types(listed):
    assert listed.say("which is the longest one", LIST).last["name"] == "Strategy Session"
    told = listed.say("and the shortest?", LIST)
    assert told.names == ["utter_event_types_shortest"]
    assert "Quick Check-in · 15 min" in told.last["events"]


def test_what_is_switched_off_is_none_of_those_that_can_be_booked(listed):
    said = listed.say("which ones are switched off", TYPES, "list_event_types")
    assert said.names == ["utter_event_types_off"]
    assert "Night Class" in said.last["events"]
    assert "Intro Call" not in said.last["events"]


def test_what_costs_something_is_told(listed):
    assert listed.say("which of them are free", "action_check_availability").names == ["utter_event_types_free"]


def test_what_a_type_asks_is_its_questions(chat):
    said = chat.say("what questions does onboarding ask", DETAILS, "event_details")
    assert said.names == ["utter_event_type_questions"]
    assert said.last["questions"] == "• How many people will use it?\n• Anything we should prepare?"


def test_where_a_type_takes_place_is_the_types_place(chat):
    said = chat.say("where does the design review take place", DETAILS, "event_details")
    assert said.last["place"].startswith("In person: Keller & Reed Studio")


def test_another_type_is_asked_about_behind_the_first(chat):
    chat.say("how long is a project kickoff", TYPES, "list_event_types")
    assert chat.say("and portfolio talk", LIST).last["name"] == "Portfolio Talk"
    assert chat.say("and tomorrow?", LIST).names[0] != "utter_event_type"


def test_the_longest_meeting_is_still_one(chat):
    chat.say("what's on next week?")
    assert "utter_event_type" not in chat.say("which is the longest one", LIST).names


@pytest.mark.parametrize(
    "said",
    ["only for one booking", "make me a one-off one", "a one time link please", "can it be single use", "just once"],
)
def test_a_link_for_one_booking_is_of_the_type_just_told(shared, calendly, said):
    told = shared.say(said, TYPES, "list_event_types")
    assert told.names == ["utter_single_use_link"]
    assert told.last["name"] == "Strategy Session"
    assert calendly.count(ONCE) == 1


@pytest.mark.parametrize("said", ["what's the link for that", "the link please", "give me its link"])
def test_the_link_is_of_the_type_just_told(chat, calendly, said):
    chat.say("how much is the strategy session", TYPES, "list_event_types")
    assert chat.say(said, DETAILS, "event_details").last["link"].endswith("/strategy-session")
    assert calendly.count(ONCE) == 0


def test_another_link_is_of_the_same_kind(shared, calendly):
    assert shared.say("and one for max for a design review", UNKNOWN).last["name"] == "Design Review"
    assert calendly.count(ONCE) == 0
    shared.say("only for one booking", UNKNOWN)
    assert shared.say("and one for a coffee", UNKNOWN).last["name"] == "Coffee Chat"
    assert shared.say("another one", UNKNOWN).last["name"] == "Coffee Chat"
    assert calendly.count(ONCE) == 3


@pytest.mark.parametrize(
    "said", ["when does it expire", "can she use it twice", "how long is it valid?", "does it work with her time zone"]
)
def test_what_a_link_is_good_for_is_told(shared, said):
    assert shared.say(said, UNKNOWN).names == ["utter_about_link"]
    shared.say("make it single use", UNKNOWN)
    assert shared.say(said, UNKNOWN).names == ["utter_about_single_use_link"]
