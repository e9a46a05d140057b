"""A new time that goes by the one the meeting has: the same one, a length off, a bit later, and back again."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from parley.calendly.scopes import EVERYTHING
from tests.support.actions import Said, call
from tests.support.talking import Talk

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = "2026-11-20T10:30:00+00:00"
pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def talk(server, desk):
    """Somebody who may move in Ana's calendar."""
    conversation = desk.meet("ana")
    desk.connect(conversation, "ana", scopes=EVERYTHING)
    return Talk(server, conversation.id, "reschedule_form", "rescheduling", "reschedule_event")


def wished(talk):
    draft = talk.task["draft"]
    moment = draft.get("start") or (draft["wish"]["start"] if draft["wish"]["exact"] else draft["overlapping"])
    return f"{datetime.fromisoformat(moment).astimezone(BERLIN):%a %H:%M}"


@pytest.mark.parametrize(
    "said", ["same time", "at the same time please", "same as before", "the same time as now", "the usual time"]
)
def test_the_same_time_is_the_meeting_s_hour_on_the_day_talked_about(talk, said):
    talk.begin("move tomorrow's design review to friday")
    talk.hear(said, "inform", 0.5)
    assert wished(talk) == "Fri 11:30"


@pytest.mark.parametrize(
    "text",
    [
        "move tomorrow's design review to friday, same time",
        "move tomorrow's design review to friday instead, same time",
        "move tomorrow's design review to the same time on friday",
    ],
)
def test_the_same_time_on_another_day_is_said_in_one_go(talk, text):
    talk.begin(text)
    assert wished(talk) == "Fri 11:30"


@pytest.mark.parametrize("text", ["move tomorrow's design review by 2 hours", "change tomorrow's review by two hours"])
def test_a_length_without_a_direction_is_asked_about(talk, text):
    talk.begin(text)
    offered = talk.task["draft"]["offered"]
    assert offered["kind"] == "which"
    assert [f"{datetime.fromisoformat(one):%H:%M}" for (one,) in talk.task["draft"]["wish"]["among"]] == [
        "09:30",
        "13:30",
    ]


@pytest.mark.parametrize(
    ("begun", "said", "then"),
    [
        ("an hour later", "no, only 15 minutes", "Thu 11:45"),
        ("an hour earlier", "just half an hour", "Thu 11:00"),
        ("an hour later", "no, make it only half an hour earlier", "Thu 11:00"),
    ],
)
def test_another_length_goes_by_the_time_that_the_meeting_has(talk, begun, said, then):
    talk.begin(f"move tomorrow's design review {begun}")
    talk.hear(said, "change_answer", 0.77)
    assert wished(talk) == then


@pytest.mark.parametrize(
    ("said", "later"),
    [
        ("make it a bit later", True),
        ("no, earlier", False),
        ("a little later please", True),
        ("slightly earlier", False),
    ],
)
def test_a_bit_later_is_the_rest_of_the_day_that_was_chosen(talk, said, later):
    talk.begin("move tomorrow's design review to friday at 14:00")
    chosen = datetime.fromisoformat(talk.task["draft"]["start"])
    assert talk.asked == "confirm"
    talk.hear(said, "reschedule_event" if "make" in said else "change_answer", 0.9)
    assert talk.asked == "start"
    offered = [datetime.fromisoformat(one) for one, _ in talk.task["draft"]["offered"]["choices"]]
    assert offered
    assert all((one > chosen) is later and one.date() == chosen.date() for one in offered)


@pytest.mark.parametrize("text", ["move them all to friday", "shift everything tomorrow by half an hour"])
def test_of_several_it_is_said_that_they_go_one_at_a_time(talk, text):
    said = talk.begin(text)
    assert said.names == ["utter_one_move_at_a_time"]
    assert talk.asked == "which"


def test_what_is_wished_for_next_is_named(talk):
    said = talk.begin("move tomorrow's design review to friday at 14:00 and cancel the demo")
    assert (said.names, said.last["words"]) == (["utter_next_wish"], "cancel the demo")
    assert wished(talk) == "Fri 14:00"


def _moved(was):
    return [
        {"event": "user", "text": "yes"},
        {"event": "slot", "name": "rescheduling", "value": {"draft": {"ids": ["OLD"], "was": was}}},
        {"event": "bot", "text": "Moved.", "metadata": {"utter_action": "utter_moved"}},
        {"event": "slot", "name": "rescheduling", "value": None},
        {"event": "slot", "name": "focus_event", "value": "EVENT"},
    ]


def _said(server, talk, action, text, intent, events, **slots):
    body = call(action, talk.conversation, intent, text, slots=slots)
    body["tracker"]["events"] = [*events, {"event": "user", "text": text}]
    answer = server.post(body).json()
    return Said(answer["responses"], answer["events"])


def test_back_after_a_move_is_a_move_to_the_time_before(server, talk):
    said = _said(server, talk, "action_go_back", "undo", "go_back", _moved(FRIDAY))
    assert (said.names, said.followups) == (["utter_moving_back"], ["reschedule_form"])
    assert said.slots["waiting_request"]["asked"]["text"] == "move it to 20 November 2026 at 11:30"
    assert said.slots["focus_event"] == "EVENT"


def test_a_time_that_is_over_is_no_way_back(server, talk):
    said = _said(server, talk, "action_go_back", "undo", "go_back", _moved("2026-11-17T10:30:00+00:00"))
    assert said.names == ["utter_take_back_move"]


@pytest.mark.parametrize("text", ["no, put it back", "move it back please", "can you put it back to where it was"])
@pytest.mark.parametrize(("action", "intent"), [("action_drop_request", "deny"), ("action_not_understood", "inform")])
def test_to_put_it_back_is_to_take_the_move_back_whatever_it_was_taken_for(server, talk, text, action, intent):
    assert _said(server, talk, action, text, intent, _moved(FRIDAY)).followups == ["action_go_back"]
    assert _said(server, talk, action, text, intent, []).followups != ["action_go_back"]


@pytest.mark.parametrize("text", ["push it back half an hour", "make it half an hour later", "move it by 15 minutes"])
def test_to_move_it_by_a_length_moves_what_is_talked_about(server, talk, text):
    said = _said(server, talk, "action_not_understood", text, "change_answer", [], focus_event="EVENT")
    assert said.followups == ["reschedule_form"]
    assert _said(server, talk, "action_not_understood", text, "change_answer", []).followups == []


@pytest.mark.parametrize("text", ["cancel that and tell her I'm sick", "cancel it, I'm ill", "cancel it and say sorry"])
def test_to_cancel_it_is_a_wish_whatever_is_to_be_told(server, talk, text):
    said = _said(server, talk, "action_out_of_scope", text, "out_of_scope", [], focus_event="EVENT")
    assert said.followups == ["cancel_form"]


@pytest.mark.parametrize(
    ("text", "intent", "response"),
    [("keep everything", "show_more", "utter_kept_several"), ("no, keep it", "deny", "utter_kept")],
)
def test_that_all_stays_is_confirmed_once_a_change_was_dropped(server, talk, text, intent, response):
    dropped = [
        {"event": "user", "text": "never mind"},
        {"event": "bot", "text": "Dropped.", "metadata": {"utter_action": "utter_task_dropped"}},
    ]
    assert _said(server, talk, "action_drop_request", text, intent, dropped).names == [response]
    assert _said(server, talk, "action_list_further", text, intent, dropped).followups == ["action_drop_request"]
    assert _said(server, talk, "action_drop_request", text, intent, _moved(FRIDAY)).names == ["utter_fine"]
