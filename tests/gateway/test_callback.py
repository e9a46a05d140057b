"""The callback's bad days: each its own page and status, a way to go on, and never a grant."""

import pytest

from tests.support.sandbox import query_of
from tests.support.signing_in import asks_to_connect, back_from, link_in, path_of, to_consent


@pytest.fixture
def link(gateway, sender):
    gateway.rasa.answer = asks_to_connect
    return link_in(gateway.say(sender, "connect").json()[0])


@pytest.fixture
def browser(gateway):
    with gateway.browser() as browser:
        yield browser


@pytest.fixture
def back(gateway, browser, link):
    return back_from(gateway, to_consent(browser, link))


@pytest.fixture
def no_grant(gateway, back):
    """Check afterwards that there is no more grant than before."""
    before = gateway.rows()["grants"]
    yield
    assert gateway.rows()["grants"] == before


def check(page, status: int, title: str) -> None:
    assert page.status_code == status
    assert title in page.text
    assert 'href="/"' in page.text  # a way to start again
    assert "Go back to the chat and ask again" in page.text


@pytest.mark.usefixtures("no_grant")
@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=", "?state=made-up&code=x", "?state=%00&code=%ff", "?error=x"]
)
def test_an_unknown_state(browser, query):
    check(browser.get(f"/oauth/callback{query}"), 404, "This link is not known here")


def test_a_replayed_callback(gateway, browser, back):
    assert browser.get(back).status_code == 200
    before = gateway.rows()
    check(browser.get(back), 410, "This link was used before")
    assert gateway.rows()["grants"] == before["grants"]
    assert gateway.calendly.count("POST /oauth/token") == 1


@pytest.mark.usefixtures("no_grant")
def test_an_expired_state(browser, back, clock):
    clock.pass_(minutes=10)
    check(browser.get(back), 410, "This link has run out")


@pytest.mark.usefixtures("no_grant")
def test_a_state_of_another_browser(gateway, browser, back):
    with gateway.browser() as other:
        check(other.get(back), 403, "This sign-in began in another browser")
        other.cookies.set("parley_link", "made-up", path="/oauth")
        check(other.get(back), 403, "This sign-in began in another browser")


def test_a_try_by_another_browser_takes_nothing_from_the_right_one(gateway, browser, back):
    with gateway.browser() as other:
        other.get(back)
    assert browser.get(back).status_code == 200


@pytest.mark.usefixtures("no_grant")
def test_somebody_elses_code_with_ones_own_state(gateway, browser, back, link, sender):
    with gateway.browser() as thief:
        mine = back_from(gateway, to_consent(thief, link_in(gateway.say(sender, "connect").json()[0])), person="ben")
    theirs = f"/oauth/callback?state={query_of(back)['state']}&code={query_of(mine)['code']}"
    page = browser.get(theirs)
    assert page.status_code == 400
    assert "That did not work" in page.text


@pytest.mark.usefixtures("no_grant")
@pytest.mark.parametrize("code", ["x", "%00", "f" * 5000, "%F0%9F%99%82", "a%26client_id%3Dother"])
def test_a_made_up_code(browser, back, code):
    page = browser.get(f"/oauth/callback?state={query_of(back)['state']}&code={code}")
    assert page.status_code == 400
    assert "Calendly did not accept the sign-in" in page.text


@pytest.mark.parametrize("ticket", ["", "made-up", "%00", "x" * 5000])
def test_a_made_up_ticket(browser, ticket):
    check(browser.get(f"/oauth/start?t={ticket}"), 404, "This link is not known here")
    check(browser.post("/oauth/start", data={"t": ticket}), 404, "This link is not known here")


def test_a_start_without_a_ticket(browser):
    check(browser.get("/oauth/start"), 404, "This link is not known here")
    check(browser.post("/oauth/start"), 404, "This link is not known here")


def test_a_used_ticket(browser, link):
    to_consent(browser, link)
    check(browser.get(path_of(link)), 410, "This link was used before")
    check(browser.post("/oauth/start", data=query_of(link)), 410, "This link was used before")


def test_an_expired_ticket(browser, link, clock):
    clock.pass_(minutes=30)
    check(browser.get(path_of(link)), 410, "This link has run out")


def test_two_sign_ins_in_one_browser_both_finish(gateway, browser, link, sender):
    second = link_in(gateway.say(sender, "connect").json()[0])
    first_consent, second_consent = to_consent(browser, link), to_consent(browser, second)
    assert browser.get(back_from(gateway, second_consent)).status_code == 200
    assert browser.get(back_from(gateway, first_consent)).status_code == 200


def test_nothing_that_is_shown_runs_as_html(gateway, browser, sender):
    gateway.rasa.answer = asks_to_connect
    link = link_in(gateway.say(f"<script>{sender}", "connect").json()[0])
    assert "<script>" + sender not in browser.get(path_of(link)).text
    assert "<b>x" not in browser.get("/oauth/callback?state=<b>x&error=<b>x").text


@pytest.mark.parametrize("error", ["server_error", "invalid_scope", "temporarily_unavailable"])
def test_an_error_that_is_no_decision_of_the_persons_is_not_told_as_one(gateway, browser, back, no_grant, error):
    page = browser.get(f"/oauth/callback?state={query_of(back)['state']}&error={error}")
    assert page.status_code == 502
    assert "Calendly is not answering" in page.text
    assert "You chose" not in page.text
