"""A wish such as "never before 10" sets nothing: it is about the times just told, or is not kept."""

import pytest

from actions.availability import FREE
from actions.openings import OPENINGS_SCOPES
from tests.actions.lists.conftest import Chat

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
CHECK, OPENINGS, REMIND = "action_check_availability", "action_list_openings", "action_remind"


@pytest.fixture
def chat(server, desk):
    """Somebody who asks when there is time."""
    conversation = desk.meet("host")
    desk.connect(conversation, scopes=FREE | OPENINGS_SCOPES)
    return Chat(server, conversation.id)


@pytest.fixture
def plans(server, desk, chat):
    """Give a function that returns the person's reminders."""
    who = desk.people.conversation(chat.conversation).principal_id
    return lambda: server.services.plans.reminders.of(who)


@pytest.mark.parametrize(
    "said", ["never before 10", "not before 10 please", "nothing before 10 though", "no mornings", "never on a friday"]
)
def test_a_wish_sets_no_reminder(chat, plans, said):
    told = chat.say(said, REMIND, "set_reminder")
    assert told.names == ["utter_wishes_not_kept"]
    assert plans() == []


@pytest.mark.parametrize(
    ("asked", "action"), [("when am i free next week?", CHECK), ("when can people book an intro next week?", OPENINGS)]
)
def test_after_free_times_it_leaves_some_of_them_out(chat, plans, asked, action):
    assert "09:" in chat.say(asked, action, "check_availability").last["events"]
    fewer = chat.say("never before 10", REMIND, "set_reminder")
    assert fewer.last["when"] == "Mon 23 – Sun 29 Nov (CET), leaving out “before 10”"
    assert "09:" not in fewer.last["events"]
    fewest = chat.say("and not on thursday", "action_not_understood", "nlu_fallback")
    assert "before 10, on thursday" in fewest.last["when"]
    assert "Thu" not in fewest.last["events"]
    assert "09:" not in fewest.last["events"]
    assert plans() == []


def test_another_day_is_of_the_type_just_told(chat):
    chat.say("when can people book a strategy session next week?", OPENINGS, "check_availability")
    assert chat.say("on thursday?", OPENINGS, "check_availability").last["name"] == "Strategy Session"


def test_a_question_behind_a_wish_is_no_part_of_it(chat):
    asked = "not before 10, when can people book a strategy session on thursday or friday"
    assert chat.say(asked, OPENINGS, "check_availability").last.get("name") == "Strategy Session"
