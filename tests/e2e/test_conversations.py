"""Every conversation under `tests/conversations/`, through the real processes."""

import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.chats import RestChat, WebChat
from tests.e2e.player import Player
from tests.e2e.responses import Responses
from tests.e2e.running import Running

FOLDER = Path(__file__).parents[1] / "conversations"
CHANNELS = {"rest": RestChat, "web": WebChat}


def _conversations() -> list[Any]:
    return [
        pytest.param(file, channel, id=f"{file.parent.name}/{file.stem} ({channel})")
        for file in sorted(FOLDER.glob("*/*.yml"))
        for channel in yaml.safe_load(file.read_text(encoding="utf-8"))["channels"]
    ]


@pytest.mark.parametrize(("file", "channel"), _conversations())
def test_conversation(file: Path, channel: str, running: Running) -> None:
    chat = CHANNELS[channel](running, f"person-{uuid.uuid4().hex}")
    responses = Responses(running.stack.root / "domain.yml")
    try:
        Player(chat, running, responses).play(yaml.safe_load(file.read_text(encoding="utf-8"))["steps"])
    finally:
        chat.close()
        running.switch(None)
