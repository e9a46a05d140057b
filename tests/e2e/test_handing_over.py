"""Somebody asks for a person, and the people behind the bot hear of it."""

import json
import time
import uuid
from typing import Any

from tests.e2e.chats import RestChat
from tests.e2e.running import Running
from tests.gateway.test_rest_callbacks import Client

PATIENCE = 60


def test_what_was_agreed_to_reaches_the_people_behind_the_bot(running: Running, team: Client) -> None:
    chat = RestChat(running, f"person-{uuid.uuid4().hex}")
    reach = f"Ana, {uuid.uuid4().hex[:8]}@example.com"
    try:
        for words in ("which types can I book?", "this is useless, get me a human", "yes", reach):
            answers = chat.say(words)
    finally:
        chat.close()
    assert "passing that on" in answers[0]["text"]
    told = _told(team, reach)
    assert [one["text"] for one in told["messages"] if one["from"] == "user"][:2] == [
        "which types can I book?", "this is useless, get me a human",
    ]  # fmt: skip


def _told(team: Client, reach: str) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for _, body in list(team.got):
            if json.loads(body)["data"]["reach"] == reach:
                return json.loads(body)["data"]
        time.sleep(0.1)
    raise AssertionError("nobody was told")
