"""A turn that is sent again with its id: the same answers, and nothing is done twice."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from rasa_addons.event_log import EventLog
from tests.rasa_addons.action_server import SLOW_S, ActionServer
from tests.rasa_addons.conftest import RASA, SECRET, environment
from tests.rasa_addons.rasa_server import RasaServer

PATIENCE_S = 60


def say(rasa: RasaServer, conversation: str, turn: str, **said: str) -> list[dict[str, Any]]:
    answer = rasa.post({"conversation": conversation, "id": turn, **said})
    assert answer.status_code == 200, answer.text
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def users(tracker_url: str, conversation: str) -> list[str]:
    events = [json.loads(row) for row in EventLog(tracker_url).read(conversation)]
    return [event["text"] for event in events if event["event"] == "user"]


def calls(actions: ActionServer, conversation: str) -> int:
    return sum(call.get("sender_id") == conversation for call in actions.calls)


def test_the_same_id_gets_the_same_answers_and_calls_no_action_again(
    rasa: RasaServer, actions: ActionServer, tracker_url: str, name: str
) -> None:
    first = say(rasa, name, "t1", text="show my calendar")
    assert first == [{"text": "Two events."}]
    assert [say(rasa, name, "t1", text="show my calendar") for _ in range(2)] == [first, first]
    assert (calls(actions, name), users(tracker_url, name)) == (1, ["show my calendar"])


def test_every_part_of_an_answer_comes_again(rasa: RasaServer, name: str) -> None:
    first = say(rasa, name, "t1", payload="/book")
    assert first
    assert say(rasa, name, "t1", payload="/book") == first


def test_an_earlier_turn_gets_its_own_answers_and_the_conversation_stays_where_it_is(
    rasa: RasaServer, tracker_url: str, name: str
) -> None:
    say(rasa, name, "t1", payload='/remember{"note": "one"}')
    say(rasa, name, "t2", payload='/remember{"note": "two"}')
    assert say(rasa, name, "t1", payload='/remember{"note": "one"}') == [{"text": "Noted: one."}]
    assert say(rasa, name, "t3", payload="/remember") == [{"text": "Noted: two."}]
    assert len(users(tracker_url, name)) == 3


def test_news_that_could_not_be_told_are_told_when_they_are_asked_for_again_and_then_once(
    rasa: RasaServer, actions: ActionServer, name: str
) -> None:
    news = {"conversation": name, "id": "news:1", "payload": "/EXTERNAL_news"}
    assert rasa.post(news).status_code == 500
    assert [say(rasa, name, "news:1", payload="/EXTERNAL_news") for _ in range(2)] == [
        [{"text": "There is news.", "about": "news:1"}]
    ] * 2
    assert calls(actions, name) == 2


def test_turns_without_an_id_are_all_worked(rasa: RasaServer, tracker_url: str, name: str) -> None:
    for _ in range(2):
        rasa.say(name, "hello")
    assert users(tracker_url, name) == ["hello", "hello"]


def test_the_same_id_in_another_conversation_is_another_turn(rasa: RasaServer, tracker_url: str, name: str) -> None:
    say(rasa, name, "t1", text="hello")
    say(rasa, f"{name}x", "t1", text="hello")
    assert users(tracker_url, f"{name}x") == ["hello"]


def test_the_last_five_turns_of_a_long_conversation_are_known_again(rasa: RasaServer, name: str) -> None:
    for number in range(24):
        say(rasa, name, f"t{number}", payload=f'/remember{{"note": "{number}"}}')
    again = [say(rasa, name, f"t{number}", payload="/remember") for number in range(20, 24)]
    assert again == [[{"text": f"Noted: {number}."}] for number in range(20, 24)]


@pytest.mark.parametrize("turn", ["", "x" * 65, "a b", "a\n", 7, ["t1"]])
def test_an_id_that_is_none_is_refused(rasa: RasaServer, name: str, turn: Any) -> None:
    answer = rasa.post({"conversation": name, "text": "hello", "id": turn})
    assert (answer.status_code, answer.json()["error"]) == (400, "id must be 1 to 64 letters, digits or signs.")


def test_a_turn_whose_caller_is_gone_goes_on_and_is_found_done(
    rasa: RasaServer, actions: ActionServer, tracker_url: str, name: str
) -> None:
    body = {"conversation": name, "id": "t1", "payload": "/wait_long"}
    with pytest.raises(requests.Timeout):
        requests.post(rasa._url("turn"), json=body, headers={"Authorization": f"Bearer {SECRET}"}, timeout=SLOW_S / 3)
    deadline = time.monotonic() + PATIENCE_S
    while not users(tracker_url, name):
        assert time.monotonic() < deadline, "the turn was not worked to its end"
        time.sleep(0.05)
    assert say(rasa, name, "t1", payload="/wait_long") == [{"text": "Here at last."}]
    assert calls(actions, name) == 1


def test_what_one_rasa_answered_another_one_knows_and_a_killed_one_lost_nothing_that_was_saved(
    rasa: RasaServer, project: Path, actions: ActionServer, tracker_url: str, name: str
) -> None:
    with RasaServer(RASA, project, environment(project, actions.url), SECRET) as other:
        other.wait_until_up()
        first = say(other, name, "t1", text="show my calendar")
        other._process.kill()
    assert say(rasa, name, "t1", text="show my calendar") == first
    assert calls(actions, name) == 1


def test_a_turn_in_which_rasa_was_killed_is_worked_by_another_one(
    rasa: RasaServer, project: Path, actions: ActionServer, tracker_url: str, name: str
) -> None:
    with RasaServer(RASA, project, environment(project, actions.url), SECRET) as other:
        other.wait_until_up()
        body = json.dumps({"conversation": name, "id": "t1", "payload": "/wait_long"}).encode()
        with socket.create_connection(("127.0.0.1", other._port)) as caller:
            head = f"POST /webhooks/internal/turn HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {SECRET}\r\n"
            caller.sendall(
                f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            )
            deadline = time.monotonic() + PATIENCE_S
            while not calls(actions, name):
                assert time.monotonic() < deadline, "the action was not called"
                time.sleep(0.02)
            other._process.kill()
            assert caller.recv(1) == b""
    assert users(tracker_url, name) == []
    assert say(rasa, name, "t1", payload="/wait_long") == [{"text": "Here at last."}]
    assert users(tracker_url, name) == ["/wait_long"]
