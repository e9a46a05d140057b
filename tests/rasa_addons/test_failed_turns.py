"""A turn in which an action cannot be reached: the dialogue stays where it was, and asking again does it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from rasa_addons import failed_turn
from rasa_addons.event_log import EventLog
from rasa_addons.failed_turn import asked_again, say_failed, take_back
from rasa_addons.live_tracker import LiveTracker
from tests.rasa_addons.action_server import ActionServer
from tests.rasa_addons.rasa_server import RasaServer

FAILED = [{"text": "That did not work. Please ask again in a moment."}]
DONE = [{"text": "Right away."}, {"text": "Done, it was agreed."}]
ASKS, WHAT_NOW = [{"text": "Shall I?"}], [{"text": "What now?"}]
AGAIN = ("/try_again", "/affirm")


@pytest.fixture(autouse=True)
def none_cut(actions: ActionServer) -> Iterator[None]:
    yield
    actions.cut.clear()


@pytest.fixture
def asked(rasa: RasaServer, name: str) -> str:
    """A conversation in which the form's question is open."""
    assert rasa.press(name, "/ask_me") == ASKS
    return name


def state(tracker_url: str, name: str) -> list[tuple[str, Any]]:
    """Return what changed in a conversation: slots, loops, actions."""
    events = [json.loads(row) for row in EventLog(tracker_url).read(name)]
    changing = ("slot", "active_loop", "action", "followup", "action_execution_rejected")
    return [
        (one["event"], one.get("name"))
        for one in events
        if one["event"] in changing and one.get("name") != "action_listen"
    ]


@pytest.mark.parametrize("broken", ["validate_ask_form", "action_do"])
@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("again", AGAIN)
def test_a_yes_that_is_lost_on_any_action_of_its_turn_is_done_when_it_is_asked_for_again(
    rasa: RasaServer, actions: ActionServer, asked: str, broken: str, is_before: bool, again: str
) -> None:
    actions.cut[broken] = is_before
    assert rasa.press(asked, "/affirm") == FAILED
    assert rasa.press(asked, again) == DONE
    assert rasa.press(asked, "/affirm") == WHAT_NOW


def test_a_failed_turn_leaves_no_slot_no_loop_and_no_action(
    rasa: RasaServer, actions: ActionServer, tracker_url: str, asked: str
) -> None:
    before = state(tracker_url, asked)
    actions.cut["action_do"] = True
    rasa.press(asked, "/affirm")
    assert state(tracker_url, asked) == before


def test_it_may_fail_as_often_as_it_likes(rasa: RasaServer, actions: ActionServer, asked: str) -> None:
    for _ in range(3):
        actions.cut["action_do"] = True
        assert rasa.press(asked, "/try_again" if _ else "/affirm") == FAILED
    assert rasa.press(asked, "/try_again") == DONE


def test_a_form_that_could_not_begin_begins_then(rasa: RasaServer, actions: ActionServer, name: str) -> None:
    for broken in ("validate_ask_form", "action_ask_question"):
        actions.cut[broken] = True
        assert rasa.press(name, "/try_again" if broken == "action_ask_question" else "/ask_me") == FAILED
    assert rasa.press(name, "/try_again") == ASKS


@pytest.mark.parametrize("again", AGAIN)
def test_what_was_typed_is_done_in_the_same_words(
    rasa: RasaServer, actions: ActionServer, tracker_url: str, name: str, again: str
) -> None:
    actions.cut["action_list"] = True
    assert rasa.say(name, "show my calendar") == FAILED
    assert rasa.press(name, again) == [{"text": "Two events."}]
    assert actions.calls[-1]["tracker"]["latest_message"]["text"] == "show my calendar"


def test_after_something_else_was_said_nobody_is_taken_at_an_earlier_word(
    rasa: RasaServer, actions: ActionServer, name: str
) -> None:
    actions.cut["action_list"] = True
    rasa.say(name, "show my calendar")
    rasa.say(name, "hello")
    assert [rasa.press(name, again) for again in AGAIN] == [WHAT_NOW, WHAT_NOW]


def test_nor_after_news(rasa: RasaServer, actions: ActionServer, name: str) -> None:
    actions.cut["action_list"] = True
    rasa.say(name, "show my calendar")
    rasa.press(name, "/EXTERNAL_greeting")
    assert rasa.press(name, "/affirm") == WHAT_NOW


def test_with_another_question_open_the_one_that_was_open_is_asked_again(
    rasa: RasaServer, actions: ActionServer, asked: str
) -> None:
    actions.cut["action_do"] = True
    rasa.press(asked, "/affirm")
    assert rasa.say(asked, "hello") == [{"text": "Hello."}, *ASKS]
    assert rasa.press(asked, "/affirm") == DONE


def test_the_failed_turn_itself_sent_again_gets_the_same_answer(
    rasa: RasaServer, actions: ActionServer, name: str
) -> None:
    actions.cut["action_list"] = True
    turn = {"conversation": name, "id": "t1", "text": "show my calendar"}
    assert [rasa.post(turn).json()["messages"] for _ in range(2)] == [FAILED, FAILED]


def test_a_failure_is_forgotten_after_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    tracker = LiveTracker("c", [])
    tracker.update(failed_turn.UserUttered("show my calendar", {"name": "list_events"}))
    take_back(tracker)
    say_failed(tracker, {"text": "That did not work."})
    assert asked_again(tracker, "try_again").text == "show my calendar"
    monkeypatch.setattr(failed_turn, "LIFE", 0.0)
    assert asked_again(tracker, "try_again") is None
