"""While a task waits for access, a refusal ends it."""

import pytest

from actions.account.refusing import refuses_access
from actions.forms.message import Message
from actions.forms.task import Task

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
REFUSALS = [
    "no thanks, I don't want to connect more",
    "no way",
    "I'd rather not",
    "i would rather not give you more access",
    "I don't want to give you that permission",
    "no, I won't allow that",
    "that's too much",
    "please don't",
]


@pytest.mark.parametrize("said", REFUSALS)
def test_a_refusal_drops_the_task(server, ana, said):
    task = Task(request="move my next meeting", unread="move my next meeting").kept()
    told = server.run(
        "validate_reschedule_form", ana, "reschedule_event", said, slots={"rescheduling": task}, form="reschedule_form"
    )
    assert told.names == ["utter_task_dropped"]
    assert told.slots["rescheduling"] is None


@pytest.mark.parametrize("said", ["ok", "I can't find the button", "move it to friday then", "no access?", "why?"])
def test_other_words_are_no_refusal(said):
    assert not refuses_access(Message(said))
