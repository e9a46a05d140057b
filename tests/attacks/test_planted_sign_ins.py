"""Sign-ins that somebody else began, or wants to finish: whose browser it is and whose chat it is both have to fit."""

import pytest

from tests.attacks.conftest import live
from tests.support.desk import all_at_once
from tests.support.sandbox import query_of
from tests.support.signing_in import back_from, code_on, path_of, sign_in, to_consent

pytestmark = pytest.mark.anyio
LINK_COOKIE = "parley_link"


def callback(**query: str) -> str:
    return "/oauth/callback?" + "&".join(f"{name}={value}" for name, value in query.items())


async def test_fixed_state_the_attackers_sign_in_cannot_be_finished_in_the_victims_browser(gateway, visit):
    attacker, victim = visit(), visit()
    consent = to_consent(attacker.browser, await attacker.connect_link())
    back = back_from(gateway, consent, person="ben")  # the victim was sent Calendly's address, and allowed it
    page = victim.browser.get(back)
    assert page.status_code == 403
    assert "began in another browser" in page.text
    assert (attacker.live(), victim.live()) == ([], [])
    assert gateway.calendly.count("POST /oauth/token") == 0


async def test_fixed_state_with_the_attackers_cookie_planted_too_still_links_nothing(gateway, visit):
    attacker, victim = visit(), visit()
    consent = to_consent(attacker.browser, await attacker.connect_link())
    victim.browser.cookies.set(LINK_COOKIE, attacker.browser.cookies[LINK_COOKIE], path="/oauth")
    page = victim.browser.get(back_from(gateway, consent, person="ben"))
    assert len(code_on(page)) == 6  # only the victim sees it, and the page warns of just this
    assert "Only type it in a chat that you started yourself" in page.text
    assert (attacker.live(), victim.live()) == ([], [])


async def test_forwarded_link_from_the_web_chat_is_never_live_in_the_senders_chat(gateway, visit):
    attacker, victim = visit(), visit()
    page = sign_in(gateway, victim.browser, await attacker.connect_link(), person="ben")
    assert len(code_on(page)) == 6
    assert (attacker.live(), victim.live()) == ([], [])


async def test_swapped_cookies_between_two_sign_ins_under_way_finish_neither(gateway, visit):
    ana, ben = visit(), visit()
    backs = [
        back_from(gateway, to_consent(one.browser, await one.connect_link()), person)
        for one, person in ((ana, "ana"), (ben, "ben"))
    ]
    cookies = [one.browser.cookies[LINK_COOKIE] for one in (ana, ben)]
    for one, cookie in ((ana, cookies[1]), (ben, cookies[0])):
        one.browser.cookies.delete(LINK_COOKIE, path="/oauth", domain="127.0.0.1")
        one.browser.cookies.set(LINK_COOKIE, cookie, domain="127.0.0.1", path="/oauth")
    assert [one.browser.get(back).status_code for one, back in ((ana, backs[0]), (ben, backs[1]))] == [403, 403]
    assert (ana.live(), ben.live()) == ([], [])


async def test_swapped_cookies_and_swapped_callbacks_link_each_to_nobody_else(gateway, visit):
    """With the whole callback taken over the visitor's cookie still says that it is not the chat's browser."""
    ana, ben = visit(), visit()
    back = back_from(gateway, to_consent(ana.browser, await ana.connect_link()), "ana")
    ben.browser.cookies.set(LINK_COOKIE, ana.browser.cookies[LINK_COOKIE], path="/oauth")
    assert len(code_on(ben.browser.get(back))) == 6
    assert (ana.live(), ben.live()) == ([], [])


async def test_a_visitors_cookie_with_anothers_name_is_not_the_chats_browser(gateway, visit):
    attacker, victim = visit(), visit()
    link = await attacker.connect_link()
    forged = victim.browser.cookies["parley_visitor"].replace(victim.name, attacker.name)
    with gateway.browser() as browser:
        browser.cookies.set("parley_visitor", forged)
        assert len(code_on(sign_in(gateway, browser, link, person="ben"))) == 6
    assert attacker.live() == []


async def test_second_browser_of_the_same_person_needs_the_code_as_well(gateway, visit):
    chatting = visit()
    link = await chatting.connect_link()
    with gateway.browser() as phone:
        assert len(code_on(sign_in(gateway, phone, link))) == 6
    assert chatting.live() == []


async def test_callback_without_a_start_in_this_browser_links_nothing(gateway, visit, sender, link):
    with gateway.browser() as browser:
        code = query_of(back_from(gateway, to_consent(browser, link)))["code"]
    stranger = visit()
    for query in ({"code": code}, {"code": code, "state": ""}, {"code": code, "state": "x" * 43}, {"state": "x" * 43}):
        assert stranger.browser.get(callback(**query)).status_code == 404
    assert gateway.calendly.count("POST /oauth/token") == 0
    assert (stranger.live(), live(gateway, "rest", f"acme:{sender}")) == ([], [])


async def test_a_ticket_brought_as_a_state_and_a_state_as_a_ticket_are_unknown(gateway, visit):
    somebody = visit()
    link = await somebody.connect_link()
    assert somebody.browser.get(callback(code="x", state=query_of(link)["t"])).status_code == 404
    state = query_of(to_consent(somebody.browser, link))["state"]
    assert somebody.browser.get(f"/oauth/start?t={state}").status_code == 404


async def test_replayed_state_twenty_times_at_once_makes_one_exchange_and_one_link(gateway, visit):
    somebody = visit()
    back = back_from(gateway, to_consent(somebody.browser, await somebody.connect_link()))
    statuses = all_at_once(20, lambda: somebody.browser.get(back).status_code)
    assert sorted(statuses) == [200] + [410] * 19
    assert gateway.calendly.count("POST /oauth/token") == 1
    assert somebody.live() == ["Ana Keller"]


async def test_ticket_reuse_twenty_times_at_once_begins_one_sign_in(gateway, visit):
    somebody = visit()
    path = path_of(await somebody.connect_link())
    assert sorted(all_at_once(20, lambda: somebody.browser.get(path).status_code)) == [303] + [410] * 19


async def test_ticket_reuse_after_a_link_gives_the_account_to_nobody_else(gateway, visit):
    somebody, other = visit(), visit()
    link = await somebody.connect_link()
    assert sign_in(gateway, somebody.browser, link).status_code == 200
    assert other.browser.get(path_of(link)).status_code == 410
    assert other.browser.post("/oauth/start", data=query_of(link)).status_code == 410
    assert (somebody.live(), other.live()) == (["Ana Keller"], [])
