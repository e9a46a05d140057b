"""A channel is one file: what it does not do itself is done for it."""

import asyncio
from contextlib import asynccontextmanager

import httpx
import pytest

from parley.gateway.app import make_app
from parley.jobs import unbrought
from tests.gateway.toy_channel import WORD, notes_channel
from tests.support.gateway import make_page, make_settings
from tests.support.jobs import calm

pytestmark = pytest.mark.anyio
BUTTONS = [{"title": "Yes", "payload": "/affirm"}]


@asynccontextmanager
async def serving(rasa, calendly, sqlite_url, tmp_path, clock):
    fixed = {"public_url": "http://gateway.test", "database_url": sqlite_url, "web": make_page(tmp_path)}
    app = make_app(make_settings(rasa, calendly, **fixed), clock, channels=(notes_channel,))
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://x") as http:
        yield app.state.notes, http


@pytest.fixture
async def notes(rasa, calendly, sqlite_url, tmp_path, clock):
    async with serving(rasa, calendly, sqlite_url, tmp_path, clock) as served:
        yield served


async def leave(http, text, note="1", word=WORD):
    return await http.post("/notes/ana", json={"text": text, "id": note}, headers={"word": word})


async def test_what_is_said_is_answered(notes, rasa):
    channel, http = notes
    await leave(http, "hello")
    assert [one["text"] for one in channel.boards["ana"]] == ["heard hello"]
    assert "ana" not in str(rasa.turns)


async def test_a_stranger_says_nothing(notes, rasa):
    channel, http = notes
    assert (await leave(http, "hello", word="sesame")).status_code == 401
    assert (channel.boards, rasa.turns) == ({}, [])


async def test_the_same_note_is_answered_once_and_others_in_their_order(notes, rasa):
    channel, http = notes
    await asyncio.gather(*(leave(http, "hello") for _ in range(3)))
    await leave(http, "goodbye", note="2")
    assert [one["text"] for one in channel.boards["ana"]] == ["heard hello", "heard goodbye"]


async def test_only_what_was_offered_can_be_pressed(notes, rasa):
    _, http = notes
    rasa.answer = lambda turn: [{"text": "Sure?", "buttons": BUTTONS}]
    for number, text in enumerate(("/affirm", "/affirm", "/deny")):
        await leave(http, text, note=str(number))
    assert [("payload" in turn) for turn in rasa.turns] == [False, True, False]


async def test_what_cannot_be_brought_now_comes_later_in_order(notes, clock):
    channel, http = notes
    channel.most = 0
    await leave(http, "hello")
    assert channel.boards["ana"] == []
    channel.most = 100
    clock.pass_(minutes=1)
    await unbrought.unbrought(clock(), None)
    assert await asyncio.to_thread(calm)
    assert [one["text"] for one in channel.boards["ana"]] == ["heard hello"]


def test_what_was_left_when_the_gateway_stopped_is_brought_at_the_next_start(
    rasa, calendly, sqlite_url, tmp_path, clock
):
    async def before() -> None:
        async with serving(rasa, calendly, sqlite_url, tmp_path, clock) as (channel, http):
            channel.most = 0
            await leave(http, "hello")

    async def after() -> list[str]:
        async with serving(rasa, calendly, sqlite_url, tmp_path / "again", clock) as (channel, _):
            await unbrought.unbrought(clock(), None)
            assert await asyncio.to_thread(calm)
            return [one["text"] for one in channel.boards["ana"]]

    (tmp_path / "again").mkdir()
    asyncio.run(before())
    clock.pass_(minutes=1)
    assert asyncio.run(after()) == ["heard hello"]
