"""Who may have a turn run, and what a request must look like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException

from rasa_addons.channel import InternalChannel
from rasa_addons.event_log import EventLog
from tests.rasa_addons.action_server import ActionServer
from tests.rasa_addons.conftest import RASA, SECRET, environment
from tests.rasa_addons.rasa_server import RasaServer


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], f"{SECRET} ", SECRET.upper(), "é" * len(SECRET)])
def test_a_wrong_secret_is_refused_and_nothing_runs(
    rasa: RasaServer, actions: ActionServer, tracker_url: str, secret: str
) -> None:
    calls = len(actions.calls)
    answer = rasa.post(
        {"conversation": "stranger", "text": "show my calendar"}, secret=secret.encode().decode("latin-1")
    )
    assert (answer.status_code, "secret" in answer.json()["error"]) == (401, True)
    assert EventLog(tracker_url).head("stranger") is None
    assert len(actions.calls) == calls


def test_the_secret_is_needed_before_the_body_is_looked_at(rasa: RasaServer) -> None:
    assert rasa.post(b"not json", secret="wrong").status_code == 401


def test_health_needs_no_secret_and_names_the_model(rasa: RasaServer) -> None:
    assert rasa.health().json() == {"status": "ok", "model": "small.tar.gz"}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"not json", "The body is not JSON."),
        (b"\xff\xfe", "The body is not JSON."),
        (["text"], "The body is not a JSON object."),
        ({"text": "hello"}, "conversation must be"),
        ({"conversation": "", "text": "hello"}, "conversation must be"),
        ({"conversation": "a" * 65, "text": "hello"}, "conversation must be"),
        ({"conversation": "a b", "text": "hello"}, "conversation must be"),
        ({"conversation": "a\n", "text": "hello"}, "conversation must be"),
        ({"conversation": 7, "text": "hello"}, "conversation must be"),
        ({"conversation": "c"}, "Send either text or payload."),
        ({"conversation": "c", "text": None}, "Send either text or payload."),
        ({"conversation": "c", "text": "hello", "payload": "/greet"}, "Send either text or payload."),
        ({"conversation": "c", "text": ""}, "text must be a text that is not empty."),
        ({"conversation": "c", "text": " \n"}, "text must be a text that is not empty."),
        ({"conversation": "c", "text": 5}, "text must be a text that is not empty."),
        ({"conversation": "c", "text": "a" * 4_001}, "text must have at most 4,000 characters."),
        (b'{"conversation": "c", "text": "\\ud800"}', "text is not Unicode text."),
        ({"conversation": "c", "text": "hello", "metadata": "x"}, "metadata must be an object."),
        ({"conversation": "c", "payload": "greet"}, "A payload looks like"),
        ({"conversation": "c", "payload": "/"}, "A payload looks like"),
        ({"conversation": "c", "payload": "/greet@0.1"}, "A payload looks like"),
        ({"conversation": "c", "payload": "/greet{"}, "A payload looks like"),
        ({"conversation": "c", "payload": "/greet{} and more"}, "A payload looks like"),
        ({"conversation": "c", "payload": "/greet{ordinal}"}, "not JSON"),
        ({"conversation": "c", "payload": "/no_such_intent"}, "names no intent"),
        ({"conversation": "c", "payload": '/greet{"no_such_entity": 1}'}, "names no such entity: no_such_entity"),
        ({"conversation": "c", "payload": "/restart"}, "names no intent"),
        ({"conversation": "c", "payload": "/back"}, "names no intent"),
        ({"conversation": "c", "payload": "/session_start"}, "names no intent"),
    ],
)
def test_a_malformed_request_is_refused_and_says_why(rasa: RasaServer, body: Any, sentence: str) -> None:
    answer = rasa.post(body)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


def test_a_body_that_is_too_large_is_not_read(rasa: RasaServer) -> None:
    assert rasa.post({"conversation": "c", "text": "a" * 100_000}, secret="wrong").status_code == 413


@pytest.mark.parametrize("secret", ["", "fifteen-letters", "${PARLEY_RASA_SECRET}-and-more", None])
def test_the_channel_does_not_start_without_a_real_secret(secret: str | None) -> None:
    with pytest.raises(RasaException, match="PARLEY_RASA_SECRET"):
        InternalChannel(secret)


def test_rasa_does_not_start_without_its_secret(project: Path) -> None:
    settings = {**environment(project, "http://127.0.0.1:1"), "PARLEY_RASA_SECRET": "short"}
    with RasaServer(RASA, project, settings, "short") as server:
        assert server.exit_code() == 1
    assert "set PARLEY_RASA_SECRET" in server.log


def test_with_a_model_that_cannot_be_loaded_rasa_says_that_it_is_not_ready(project: Path, tmp_path: Path) -> None:
    for name in ("credentials.yml", "endpoints.yml"):
        (tmp_path / name).write_text((project / name).read_text())
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "broken.tar.gz").write_bytes(b"no archive")
    with RasaServer(RASA, tmp_path, environment(tmp_path, "http://127.0.0.1:1"), SECRET) as server:
        server.wait_until_up()
        assert server.health().status_code == 503
        assert server.post({"conversation": "c", "text": "hello"}).status_code == 503
