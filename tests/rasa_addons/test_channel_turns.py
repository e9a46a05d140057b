"""What a turn does: texts and payloads, slow and failing actions."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from rasa_addons.channel import TurnOutput
from rasa_addons.event_log import EventLog
from tests.rasa_addons.action_server import SLOW_S, ActionServer
from tests.rasa_addons.rasa_server import RasaServer


def test_a_text_is_answered(rasa: RasaServer) -> None:
    assert rasa.say("hello", "hello there") == [{"text": "Hello."}]


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        " /restart",
        "\t/restart",
        "/ restart",
        "//restart",
        "/x",
        "//x",
        " /x",
        "/ x{",
        "/",
        "//",
        " / ",
        "/🙂",
    ],
)
def test_typed_text_with_a_slash_is_never_an_intent(
    rasa: RasaServer, tracker_url: str, text: str, request: Any
) -> None:
    conversation = f"slash-{abs(hash(text))}"
    assert rasa.press(conversation, '/remember{"note": "kept"}') == [{"text": "Noted: kept."}]
    assert rasa.say(conversation, text) == [{"text": "Pardon?"}]
    stored = _events(tracker_url, conversation)
    said = [event for event in stored if event["event"] == "user"][-1]
    assert (said["text"], said["parse_data"]["text"]) == (text, text)
    assert said["parse_data"]["intent"]["name"] in ("out_of_scope", "nlu_fallback")
    assert not [event for event in stored if event["event"] == "restart"]
    assert rasa.press(conversation, "/remember") == [{"text": "Noted: kept."}]


def test_typing_a_payload_does_not_press_the_button(rasa: RasaServer) -> None:
    rasa.press("typed", '/remember{"note": "first"}')
    rasa.say("typed", '/remember{"note": "second"}')
    assert rasa.press("typed", "/remember") == [{"text": "Noted: first."}]


@pytest.mark.parametrize("slashes", ["", "/", " / ", "\t//", "\u00a0/"])
def test_what_follows_a_slash_is_understood_and_entities_stand_where_they_were_typed(
    rasa: RasaServer, tracker_url: str, slashes: str
) -> None:
    text = f"{slashes}who is coming to the second one"
    conversation = f"shifted-{len(slashes)}-{ord((slashes or 'x')[0])}"
    assert rasa.say(conversation, text) == [{"text": "Ada and Alan."}]
    said = next(event for event in _events(tracker_url, conversation) if event["event"] == "user")
    (entity,) = said["parse_data"]["entities"]
    assert text[entity["start"] : entity["end"]] == "second"
    assert entity["value"] == "2"
    assert [text[start:end] for start, end in said["parse_data"]["text_tokens"]][:2] == ["who", "is"]


def test_any_letters_can_be_typed_and_pressed(rasa: RasaServer, tracker_url: str) -> None:
    note = "Zoë 王小明 🙂 \u202e \x00 \"'\\"
    assert rasa.press("letters", f"/remember{json.dumps({'note': note})}") == [{"text": f"Noted: {note}."}]
    rasa.say("letters", note)
    assert [e["text"] for e in _events(tracker_url, "letters") if e["event"] == "user"][-1] == note


def test_metadata_reaches_the_conversation(rasa: RasaServer, tracker_url: str) -> None:
    rasa.post({"conversation": "meta", "text": "hello", "metadata": {"zone": "Europe/Berlin"}})
    said = next(event for event in _events(tracker_url, "meta") if event["event"] == "user")
    assert said["metadata"]["zone"] == "Europe/Berlin"
    assert said["input_channel"] == "internal"


def test_an_action_gets_the_secret_the_text_and_the_slots(rasa: RasaServer, actions: ActionServer) -> None:
    rasa.press("call", '/remember{"note": "kept"}')
    assert rasa.say("call", "show my calendar") == [{"text": "Two events."}]
    call, headers = actions.calls[-1], actions.headers[-1]
    assert headers["Authorization"] == "Bearer another-secret-of-the-tests"
    assert call["sender_id"] == call["tracker"]["sender_id"] == "call"
    assert call["tracker"]["slots"]["note"] == "kept"
    assert call["tracker"]["latest_message"]["text"] == "show my calendar"
    assert "domain" not in call


def test_a_slow_action_keeps_nobody_else_waiting(rasa: RasaServer) -> None:
    with ThreadPoolExecutor(1) as threads:
        began = time.monotonic()
        slow = threads.submit(rasa.press, "slow", "/wait_long")
        assert rasa.say("quick", "hello") == [{"text": "Hello."}]
        assert time.monotonic() - began < SLOW_S
        assert slow.result() == [{"text": "Here at last."}]


@pytest.mark.parametrize("payload", ["/break_it", "/babble"])
def test_when_an_action_fails_the_bot_says_so_and_goes_on(rasa: RasaServer, payload: str) -> None:
    assert rasa.press("broken", payload) == [{"text": "That did not work. Please ask again in a moment."}]
    assert rasa.say("broken", "hello") == [{"text": "Hello."}]


def test_a_paused_bot_says_nothing_and_that_is_no_error(rasa: RasaServer) -> None:
    assert rasa.press("paused", "/pause_me") == [{"text": "Silent from now on."}]
    assert rasa.say("paused", "hello") == []


def test_the_log_holds_no_words_of_the_user(rasa: RasaServer) -> None:
    for text in ("a very private matter", "/a very private matter", "/restart a very private matter{"):
        rasa.say("private", text)
    rasa.post({"conversation": "private", "payload": "/private_matter"})
    assert "private matter" not in rasa.log
    assert "private_matter" not in rasa.log


def _events(tracker_url: str, conversation: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in EventLog(tracker_url).read(conversation)]


@pytest.mark.parametrize(
    ("answer", "collected"),
    [
        ({"text": "a", "custom": {"parts": [1]}}, [{"text": "a", "custom": {"parts": [1]}}]),
        ({"text": "a", "buttons": [{"title": "b"}], "custom": {"parts": [1]}},
         [{"text": "a", "buttons": [{"title": "b"}], "custom": {"parts": [1]}}]),
        ({"text": "a\n\nb", "custom": {"parts": [1]}}, [{"text": "a"}, {"text": "b", "custom": {"parts": [1]}}]),
        ({"custom": {"parts": [1]}}, [{"custom": {"parts": [1]}}]),
        ({"text": "a", "custom": None}, [{"text": "a"}]),
    ],
)  # fmt: skip
def test_what_is_custom_stays_beside_its_words(answer: dict[str, Any], collected: list[dict[str, Any]]) -> None:
    output = TurnOutput()
    asyncio.run(output.send_response("conversation", answer))
    assert output.messages == collected
