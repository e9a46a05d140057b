"""The web chat: who a visitor is, and that nobody becomes another."""

import asyncio

import pytest
import socketio

from parley.accounts.vault import Vault
from parley.gateway.visitors import COOKIE, Visitors
from tests.support.chat import opened
from tests.support.gateway import KEY

pytestmark = pytest.mark.anyio
visitors = Visitors(Vault((KEY,)), secure=False)


@pytest.fixture
def browser(gateway):
    """A browser that has opened the chat page."""
    with gateway.browser() as browser:
        assert browser.get("/").status_code == 200
        yield browser


def conversations(gateway) -> list[str]:
    return [turn["conversation"] for turn in gateway.rasa.turns]


async def test_a_message_is_answered_in_the_same_tab(gateway, browser):
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        await chat.begin()
        assert await chat.say("hello") == {"ok": True}
        said = await chat.next("bot_uttered")
    assert said["text"] == "heard hello"
    assert said["at"].endswith("+00:00")


async def test_with_a_cookie_the_page_is_given_no_secret(gateway, browser):
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        confirmed, _ = await chat.begin()
    assert visitors.of_token(confirmed) is None
    assert visitors.of_cookie(confirmed) is None


async def test_the_history_comes_back_after_a_reload(gateway, browser, clock):
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        assert (await chat.begin())[1] == []
        await chat.say("hello")
        clock.pass_(minutes=1)
        await chat.say("again", id="m2")
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        _, history = await chat.begin()
    assert [(one["from"], one["text"]) for one in history] == [
        ("user", "hello"),
        ("bot", "heard hello"),
        ("user", "again"),
        ("bot", "heard again"),
    ]
    assert history[2]["id"] == "m2"
    assert [one["at"] for one in history] == sorted(one["at"] for one in history)


async def test_one_cookie_is_one_conversation_in_every_tab(gateway, browser):
    for _ in range(2):
        async with opened(gateway.url, cookies=browser.cookies) as chat:
            await chat.begin()
            await chat.say("hello")
    assert len(set(conversations(gateway))) == 1


async def test_two_browsers_never_see_each_others_history(gateway, browser):
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        await chat.begin()
        await chat.say("my secret")
    with gateway.browser() as other:
        other.get("/")
        async with opened(gateway.url, cookies=other.cookies) as chat:
            assert (await chat.begin())[1] == []
            await chat.say("hello")
    assert len(set(conversations(gateway))) == 2


async def test_a_client_without_cookies_comes_back_with_its_token(gateway):
    async with opened(gateway.url) as chat:
        token, _ = await chat.begin()
        await chat.say("hello")
    async with opened(gateway.url) as chat:
        again, history = await chat.begin(token)
    assert visitors.of_token(token)
    assert again == token
    assert [one["text"] for one in history] == ["hello", "heard hello"]


async def test_a_token_may_also_come_with_the_message_as_in_rasas_channel(gateway):
    async with opened(gateway.url) as chat:
        token, _ = await chat.begin()
        await chat.say("hello")
    async with opened(gateway.url) as chat:
        await chat.say("again", session_id=token)
    assert len(set(conversations(gateway))) == 1


async def test_without_a_session_id_everybody_is_somebody_new(gateway):
    for _ in range(2):
        async with opened(gateway.url) as chat:
            await chat.begin()
            await chat.say("hello")
    assert len(set(conversations(gateway))) == 2


async def test_a_foreign_session_id_gives_a_new_visitor(gateway, browser):
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        sid, _ = await chat.begin()
        await chat.say("my secret")
    theirs, cookie = conversations(gateway)[0], browser.cookies[COOKIE]
    visitor = cookie.partition(".")[0]
    signed = visitors.token(visitor)
    made_up = [sid, theirs, cookie, visitor, f"web:{visitor}", signed[:-1] + "x", "", 7, None, {"a": 1}, "\ud800.x"]
    for session_id in made_up:
        async with opened(gateway.url) as chat:
            confirmed, history = await chat.begin(session_id)
            assert history == []
            assert visitors.of_token(confirmed) not in (None, visitor)


async def test_a_forged_cookie_gives_a_new_visitor(gateway, browser):
    cookie = browser.cookies[COOKIE]
    value, _, signature = cookie.partition(".")
    forgeries = [
        f"{value}x.{signature}",
        f"{value}.{'0' * 64}",
        value,
        visitors.token(value),
        Visitors(Vault((b"x" * 32,)), secure=False)._vault.sign("visitor cookie", value),
    ]
    for forged in forgeries:
        async with opened(gateway.url, cookie=f"{COOKIE}={forged}") as chat:
            confirmed, history = await chat.begin()
        assert history == []
        assert visitors.of_token(confirmed) not in (None, value)


async def test_the_cookie_counts_and_not_the_session_id_beside_it(gateway, browser):
    async with opened(gateway.url) as chat:
        token, _ = await chat.begin()
        await chat.say("somebody else")
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        assert (await chat.begin(token))[1] == []


@pytest.mark.parametrize("other", ['odd={"a":1}', "odd", "=x", "a b=c", 'q="unfinished', "[x]=1"])
async def test_an_odd_cookie_of_another_site_does_not_hide_the_visitor(gateway, browser, other):
    header = f"{other}; {COOKIE}={browser.cookies[COOKIE]}"
    for cookie in (f"{COOKIE}={browser.cookies[COOKIE]}", header):
        async with opened(gateway.url, cookie=cookie) as chat:
            await chat.begin()
            await chat.say("hello")
    assert len(set(conversations(gateway))) == 1


async def test_whoever_speaks_before_the_session_is_confirmed_is_one_visitor(gateway):
    async with opened(gateway.url) as chat:
        with gateway.database.write():  # nobody new can be stored meanwhile, so that all of it comes together
            await chat.send("session_request", {})
            saying = [asyncio.create_task(chat.say(f"m{number}")) for number in range(5)]
            assert not (await chat.say(""))["ok"]  # packets come in order: the others have come, too
        answers = await asyncio.gather(*saying)
        token = await chat.next("session_confirm")
    assert answers == [{"ok": True}] * 5
    assert len(set(conversations(gateway))) == 1
    async with opened(gateway.url) as chat:
        _, history = await chat.begin(token)
    assert len(history) == 10


@pytest.mark.parametrize("data", [None, "text", 7, [], {"session_id": ["x"]}])
async def test_a_session_request_of_any_form_is_answered(gateway, data):
    async with opened(gateway.url) as chat:
        await chat.send("session_request", data)
        assert await chat.next("session_confirm")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://[", "file://"])
async def test_a_page_of_another_origin_is_refused(gateway, browser, origin):
    with pytest.raises(socketio.exceptions.ConnectionError):
        async with opened(gateway.url, cookies=browser.cookies, origin=origin):
            pass


async def test_the_chats_own_origin_is_welcome(gateway, browser):
    async with opened(gateway.url, cookies=browser.cookies, origin=gateway.url) as chat:
        assert (await chat.begin())[1] == []
