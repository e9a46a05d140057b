"""Every conversation under `tests/conversations/visitor/`: with a house account, in one browser and then in another.

`steps` are the first browser's, `elsewhere` another one's afterwards. `known` is what a client has made sure of.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parley.reading import read_yaml
from tests.e2e.calendar import Calendar
from tests.e2e.chats import RestChat, WebChat
from tests.e2e.house import Visitor, house_of
from tests.e2e.responses import responses_of
from tests.e2e.running import Running
from tests.visits.mailbox import Mailbox

FOLDER = Path(__file__).parents[1] / "conversations" / "visitor"
CHANNELS = {"rest": RestChat, "web": WebChat}


def _conversations() -> list[Any]:
    return [
        pytest.param(file, channel, id=f"{file.stem} ({channel})")
        for file in sorted(FOLDER.glob("*.yml"))
        for channel in read_yaml(file)["channels"]
    ]


@pytest.fixture(scope="module")
def house(running: Running) -> Iterator[Running]:
    """The stack, with Ana's account as the house's."""
    with house_of("ana", running):
        yield running


@pytest.mark.parametrize(("file", "channel"), _conversations())
def test_a_visit(file: Path, channel: str, house: Running, mailbox: Mailbox) -> None:
    written = read_yaml(file)
    responses = responses_of(house.stack.root / "domain.yml")
    calendar = Calendar(house)
    moments = calendar.moments(written.get("moments", "Intro Call"))
    unique = {"unique_name": f"v{uuid.uuid4().hex[:10]}"}
    played = []
    try:
        for part in ("steps", "elsewhere"):
            device = {"time_zone": "Europe/Berlin", **written.get("known", {})}
            chat = CHANNELS[channel](house, f"visitor-{uuid.uuid4().hex}", device)
            player = Visitor(chat, house, responses, calendar, moments, unique, mailbox=mailbox)
            played.append(player)
            player.play(written.get(part, []))
    finally:
        for player in played:
            player.chat.close()
        played[0].tidy()
