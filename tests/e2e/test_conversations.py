"""Every conversation under `tests/conversations/`, through the real processes."""

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from parley.reading import read_yaml
from tests.e2e.calendar import Calendar
from tests.e2e.chats import Chat, RestChat, WebChat
from tests.e2e.days import words_of_days
from tests.e2e.player import Player
from tests.e2e.responses import responses_of
from tests.e2e.running import Running
from tests.e2e.slack_chat import SlackChat
from tests.support.slack.stand_in import SlackStandIn

FOLDER = Path(__file__).parents[1] / "conversations"
CHANNELS = {"rest": RestChat, "web": WebChat}
SLACK = "slack"


def _conversations() -> list[Any]:
    return [
        pytest.param(file, channel, id=f"{file.parent.name}/{file.stem} ({channel})")
        for file in sorted(FOLDER.glob("*/*.yml"))
        if file.parent.name != "visitor"
        for channel in read_yaml(file)["channels"]
    ]


def _chat(channel: str, running: Running, slack: SlackStandIn, device: dict[str, str]) -> Chat:
    if channel == SLACK:
        return SlackChat(running, slack, device)
    return CHANNELS[channel](running, f"person-{uuid.uuid4().hex}", device)


@pytest.mark.parametrize(("file", "channel"), _conversations())
def test_conversation(file: Path, channel: str, running: Running, slack: SlackStandIn) -> None:
    written = read_yaml(file)
    device = {name: written[name] for name in ("time_zone", "locale") if name in written}
    chat = _chat(channel, running, slack, device)
    responses = responses_of(running.stack.root / "domain.yml")
    kind = written.get("moments")
    calendar = Calendar(running, written.get("person", "ana")) if kind else None
    moments = calendar.moments(kind) if calendar else {}
    days = words_of_days(ZoneInfo(written.get("days", "Europe/Berlin")), datetime.now(UTC))
    player = Player(chat, running, responses, calendar, moments, days)
    try:
        player.play(written["steps"])
    finally:
        chat.close()
        running.switch(None)
        running.disarm()
        running.forget_plans()
        player.tidy()
