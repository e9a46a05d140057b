"""What is done in Calendly itself begins no booking: it is said where it is done."""

import pytest

from actions.availability import FREE
from tests.actions.lists.conftest import Chat

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
BOOKING, CHECK, UNKNOWN = "validate_booking_form", "action_check_availability", "action_not_understood"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("block out thursday afternoon for me", "utter_in_calendly_block"),
        ("make a new event type called lunch, 45 minutes", "utter_in_calendly_event_types"),
        ("stop people from booking before 10", "utter_in_calendly_hours"),
    ],
)
@pytest.mark.parametrize("taken_for", [BOOKING, UNKNOWN, "action_remind"])
def test_no_booking_begins(server, ana, said, told, taken_for):
    assert Chat(server, ana).say(said, taken_for, "schedule_appointment").names == [told]


def test_working_hours_are_changed_there_too(server, desk):
    conversation = desk.meet("host")
    desk.connect(conversation, scopes=FREE)
    chat = Chat(server, conversation.id)
    chat.say("what are my working hours?", CHECK, "check_availability")
    assert chat.say("can i change them here", UNKNOWN, "nlu_fallback").names == ["utter_in_calendly_hours"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("what do you know about me", "utter_data_kept"),
        ("what do you keep of me?", "utter_data_kept"),
        ("who can read what i write here", "utter_data_read"),
        ("can anyone else see this", "utter_data_read"),
        ("who reads our chat?", "utter_data_read"),
    ],
)
def test_what_is_kept_and_who_reads_it_can_be_asked(server, ana, said, told):
    for taken_for in ("action_out_of_scope", UNKNOWN, "action_get_invitees"):
        assert Chat(server, ana).say(said, taken_for, "out_of_scope").names == [told]
