"""A new conversation in the web chat: nothing from before is shown or counts, and the person stays who they are."""

import asyncio

import pytest

from tests.support.chat import opened

pytestmark = pytest.mark.anyio
BUTTON = {"title": "First one", "payload": '/get_invitees{"ordinal": "1"}'}
NEW = "new_conversation"


async def history(gateway, browser):
    async with opened(gateway.url, cookies=browser.cookies) as later:
        return [one["text"] for one in (await later.begin())[1]]


async def test_what_was_said_is_shown_no_more_in_any_tab(gateway, browser, chat, clock):
    await chat.say("hello")
    async with opened(gateway.url, cookies=browser.cookies) as second:
        await second.begin()
        assert await chat.ask(NEW) == {"ok": True}
        assert await second.next("begun_anew") == {}
    assert await chat.next("begun_anew") == {}
    assert await history(gateway, browser) == []
    clock.pass_(seconds=1)
    await chat.say("again")
    assert await history(gateway, browser) == ["again", "heard again"]


async def test_rasa_forgets_the_dialogue_and_the_person_stays_the_same(gateway, chat):
    await chat.say("hello")
    await chat.ask(NEW)
    await chat.say("again")
    first, second = (turn["conversation"] for turn in gateway.rasa.turns)
    assert first == second
    assert gateway.rasa.forgotten == [first]


async def test_a_button_from_before_is_text(gateway, chat):
    gateway.rasa.answer = lambda turn: [{"text": "which?", "buttons": [BUTTON]}]
    await chat.say("hello")
    await chat.ask(NEW)
    await chat.say(BUTTON["payload"], title=BUTTON["title"])
    assert gateway.rasa.turns[1]["text"] == BUTTON["payload"]


async def test_what_is_under_way_is_said_first(gateway, browser, chat):
    gateway.rasa.delay = 0.3
    saying = asyncio.create_task(chat.say("hello"))
    await chat.next("typing")
    asking = asyncio.create_task(chat.ask(NEW))
    assert (await chat.next("bot_uttered"))["text"] == "heard hello"
    assert (await saying, await asking) == ({"ok": True}, {"ok": True})
    assert await history(gateway, browser) == []


async def test_while_rasa_is_away_all_stays_as_it_is_and_the_person_is_told(gateway, browser, chat):
    await chat.say("hello")
    gateway.rasa.keeping = 503
    answer = await chat.ask(NEW)
    assert (answer["ok"], "in a moment" in answer["error"]) == (False, True)
    assert chat.none("begun_anew")
    assert await history(gateway, browser) == ["hello", "heard hello"]


async def test_nobody_begins_anew_for_somebody_else(gateway, browser, chat):
    await chat.say("hello")
    theirs = gateway.rasa.turns[0]["conversation"]
    async with opened(gateway.url) as stranger:
        await stranger.begin(theirs)
        assert await stranger.ask(NEW, {"session_id": theirs, "conversation": theirs}) == {"ok": True}
    assert theirs not in gateway.rasa.forgotten
    assert await history(gateway, browser) == ["hello", "heard hello"]
