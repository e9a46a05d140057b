"""What is said right after the notifications is about those, whatever it was taken for."""

import pytest

from parley.calendly.scopes import READ_EVENTS
from parley.notices.hooks import NEEDED
from tests.actions.lists.conftest import Chat

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
NOTIFY, CANCELLING = "action_set_notifications", "validate_cancel_form"


@pytest.fixture
def chat(server, desk):
    """Somebody whom Calendly tells at once, and who just spoke of their notifications."""
    conversation = desk.meet("told")
    desk.connect(conversation, scopes=READ_EVENTS | NEEDED)
    chat = Chat(server, conversation.id)
    chat.say("which notifications do I get?", NOTIFY, "set_notifications")
    return chat


@pytest.fixture
def off(server, desk, chat):
    """Give a function that returns what the person does not want to hear of."""
    who = desk.people.conversation(chat.conversation).principal_id
    return lambda: server.services.newsdesk.preferences.of(who).off


@pytest.mark.parametrize(
    "said",
    ["turn off the cancellation one", "stop the cancellations", "drop the cancellation ones", "no more cancellations"],
)
def test_one_kind_is_switched_off_and_nothing_cancelled(chat, off, said):
    assert chat.say(said, CANCELLING, "cancel_event").names[0] == "utter_notices_set"
    assert off() == {"cancellations"}


def test_how_it_stands_changes_nothing(chat, off):
    for said in ("are they all off now", "what will you tell me about"):
        assert chat.say(said, "action_event_details", "event_details").names[0] == "utter_notices_are"
    assert off() == frozenset()


def test_one_kind_is_switched_on_again(chat, off):
    chat.say("turn them all off", "action_not_understood")
    assert len(off()) == 4
    chat.say("and when they cancel", "action_list_events")
    assert "cancellations" not in off()


def test_they_come_here_only(chat):
    assert chat.say("also mail me", "action_out_of_scope", "out_of_scope").names == ["utter_notices_here_only"]


@pytest.mark.parametrize("said", ["cancel the 3pm booking", "cancel my meeting with Tim", "drop the intro on friday"])
def test_a_meeting_is_still_a_meeting(chat, off, said):
    chat.say(said, CANCELLING, "cancel_event")
    assert off() == frozenset()
