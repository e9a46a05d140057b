"""Linking in the browser that chats: straight on, and the chat goes on by itself."""

import pytest
from sqlalchemy import select

from parley.db.tables import messages
from tests.support.chat import opened
from tests.support.sandbox import query_of
from tests.support.signing_in import asks_to_connect, back_from, code_on, link_in, path_of, sign_in, to_consent

pytestmark = pytest.mark.anyio


@pytest.fixture
def browser(gateway):
    gateway.rasa.answer = asks_to_connect
    with gateway.browser() as browser:
        browser.get("/")
        yield browser


@pytest.fixture
async def link(chat):
    await chat.say("connect")
    return link_in(await chat.next("bot_uttered"))


async def test_the_button_leads_to_the_gateways_own_start_page(gateway, link):
    assert link.startswith(f"{gateway.url}/oauth/start?t=")
    assert len(query_of(link)["t"]) >= 40


async def test_no_ticket_reaches_rasa_or_the_transcript(gateway, link):
    ticket = query_of(link)["t"]
    with gateway.database.read() as connection:
        bodies = connection.execute(select(messages.c.body)).scalars().all()
    assert ticket not in str(bodies)
    assert ticket not in str(gateway.rasa.turns)


async def test_in_the_chats_own_browser_the_account_is_live_at_once_and_the_chat_goes_on(gateway, browser, chat, link):
    page = sign_in(gateway, browser, link)
    assert page.status_code == 200
    assert "Calendly is connected." in page.text
    assert "ana.keller" in page.text
    assert (await chat.next("bot_uttered"))["text"] == "heard /EXTERNAL_account_linked"
    assert gateway.rasa.turns[-1]["payload"] == "/EXTERNAL_account_linked"
    assert code_on(page) == ""


async def test_the_push_reaches_every_tab_and_the_history(gateway, browser, chat, link):
    async with opened(gateway.url, cookies=browser.cookies) as second:
        await second.begin()
        sign_in(gateway, browser, link)
        assert (await second.next("bot_uttered"))["text"] == "heard /EXTERNAL_account_linked"
    _, history = await chat.begin()
    assert [one["text"] for one in history][-1] == "heard /EXTERNAL_account_linked"


async def test_a_push_for_a_closed_chat_is_in_its_history_once(gateway, browser, link, chat):
    sign_in(gateway, browser, link)
    await chat.next("bot_uttered")
    async with opened(gateway.url, cookies=browser.cookies) as again:
        _, history = await again.begin()
        await again.say("hello")
        assert (await again.next("bot_uttered"))["text"] == "heard hello"
    assert [one["text"] for one in history].count("heard /EXTERNAL_account_linked") == 1


async def test_a_no_at_calendly_is_a_page_and_a_word_in_the_chat_and_a_way_to_start_again(gateway, browser, chat, link):
    before = gateway.rows()["grants"]
    page = sign_in(gateway, browser, link, decision="deny")
    assert page.status_code == 200
    assert "Nothing was connected" in page.text
    assert (await chat.next("bot_uttered"))["text"] == "heard /EXTERNAL_link_denied"
    assert gateway.rows()["grants"] == before
    restart = page.text.partition('class="button" href="')[2].partition('"')[0]
    assert "Calendly is connected." in sign_in(gateway, browser, restart).text


@pytest.mark.parametrize("paths", [["/oauth/token"], ["/users/me"]])
async def test_calendly_down_at_the_callback_is_a_page_a_word_in_the_chat_and_no_grant(
    gateway, browser, chat, link, paths
):
    before = gateway.rows()["grants"]
    back = back_from(gateway, to_consent(browser, link))
    gateway.calendly.switch(status=503, paths=paths)
    page = browser.get(back)
    assert page.status_code == 502
    assert "Calendly is not answering" in page.text
    assert (await chat.next("bot_uttered"))["text"] == "heard /EXTERNAL_link_failed"
    assert gateway.rows()["grants"] == before
    gateway.calendly.well()
    restart = page.text.partition('class="button" href="')[2].partition('"')[0]
    assert "Calendly is connected." in sign_in(gateway, browser, restart).text


async def test_rasa_being_away_does_not_undo_the_link_and_the_chat_goes_on_when_it_is_back(
    gateway, browser, chat, link
):
    back = back_from(gateway, to_consent(browser, link))
    gateway.rasa.status = 503
    assert "Calendly is connected." in browser.get(back).text
    gateway.rasa.status = 200
    assert (await chat.next("bot_uttered"))["text"] == "heard /EXTERNAL_account_linked"


async def test_a_chat_without_cookies_is_never_taken_for_the_browser_that_signs_in(gateway):
    gateway.rasa.answer = asks_to_connect
    async with opened(gateway.url) as chat:
        await chat.begin()
        await chat.say("connect")
        link = link_in(await chat.next("bot_uttered"))
    with gateway.browser() as browser:
        browser.get("/")
        assert "One more step" in sign_in(gateway, browser, link).text


async def test_an_old_connect_button_loses_its_link_and_the_last_one_gets_a_new_one(gateway, browser, chat, link):
    _, history = await chat.begin()
    fresh = link_in(history[-1])
    assert fresh != link
    assert browser.get(path_of(fresh)).status_code == 303
    await chat.say("hello")
    _, history = await chat.begin()
    assert all(not one.get("buttons") for one in history)


async def test_a_connect_button_is_no_quick_reply(chat, gateway):
    gateway.rasa.answer = asks_to_connect
    await chat.say("connect")
    assert "quick_replies" not in await chat.next("bot_uttered")


async def test_no_log_line_holds_a_ticket_a_state_a_code_or_an_address(gateway, browser, chat, link, logs):
    consent = to_consent(browser, link)
    back = back_from(gateway, consent)
    browser.get(back)
    await chat.next("bot_uttered")
    browser.get(back)
    denied = back_from(gateway, to_consent(browser, f"{gateway.url}{(await again(chat))}"), decision="deny")
    browser.get(denied)
    gateway.calendly.switch(status=503, paths=["/oauth/token"])
    failing = back_from(gateway, to_consent(browser, f"{gateway.url}{(await again(chat))}"))
    browser.get(failing)
    secrets = [query_of(link)["t"], *query_of(back).values(), query_of(denied)["state"], *query_of(failing).values()]
    secrets += [*browser.cookies.values(), query_of(consent)["code_challenge"], "ana.keller", "@example"]
    assert "account linked" in logs.getvalue()
    assert "link failed" in logs.getvalue()
    assert [secret for secret in secrets if secret in logs.getvalue()] == []


async def again(chat) -> str:
    """Ask for another link and return its path."""
    while True:
        await chat.say("connect")
        while not chat.none("bot_uttered"):
            message = await chat.next("bot_uttered")
            if message.get("buttons"):
                return path_of(link_in(message))
