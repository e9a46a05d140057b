"""Addresses: no redirect leads anywhere but to Calendly, no link away from home, and PKCE cannot be left out."""

import re

import pytest
import requests

from tests.attacks.conftest import live
from tests.support.gateway import ACME
from tests.support.sandbox import CLIENT_ID, CLIENT_SECRET, query_of
from tests.support.signing_in import back_from, link_in, path_of, to_consent

EVIL = "https://evil.example"
PARAMETERS = ("next", "redirect", "redirect_uri", "return_to", "url", "continue", "callback", "chat_url", "restart_url")
HEADERS = (
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    {"Forwarded": "host=evil.example;proto=https"},
    {"X-Original-URL": EVIL, "Referer": EVIL, "Origin": EVIL},
)


@pytest.fixture
def browser(gateway):
    with gateway.browser() as browser:
        yield browser


def leads_home(gateway, page) -> bool:
    """Whether every link and form of a page stays here or goes to Calendly."""
    addresses = re.findall(r'(?:href|action|src|formaction)="([^"]*)"', page.text)
    here = (gateway.url, gateway.calendly.url)
    return all(address.startswith(here) or re.match(r"/(?!/)|#|data:", address) for address in addresses)


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("target", [EVIL, "//evil.example", "/\\evil.example"])
def test_open_redirect_no_parameter_changes_where_the_start_leads(gateway, browser, link, parameter, target):
    page = browser.get(path_of(link), params={**query_of(link), parameter: target})
    assert "evil" not in page.text + str(page.headers)
    ticket = query_of(link)["t"]
    answer = browser.post(f"/oauth/start?{parameter}={target}", data={"t": ticket, parameter: target})
    assert answer.headers["Location"].startswith(f"{gateway.calendly.url}/oauth/authorize?")
    assert query_of(answer.headers["Location"])["redirect_uri"] == f"{gateway.url}/oauth/callback"
    assert "evil" not in str(answer.headers)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_open_redirect_no_parameter_changes_where_the_callback_leads(gateway, browser, link, parameter):
    back = back_from(gateway, to_consent(browser, link), decision="deny")
    for address in (f"{back}&{parameter}={EVIL}", f"/oauth/callback?state=x&{parameter}={EVIL}"):
        page = browser.get(address)
        assert "Location" not in page.headers
        assert "evil" not in page.text
        assert leads_home(gateway, page)


@pytest.mark.parametrize("headers", HEADERS)
def test_open_redirect_no_header_changes_where_anything_leads(gateway, browser, link, headers):
    page = browser.get(path_of(link), headers=headers)
    assert leads_home(gateway, page)
    answer = browser.post("/oauth/start", data=query_of(link), headers=headers)
    assert query_of(answer.headers["Location"])["redirect_uri"] == f"{gateway.url}/oauth/callback"
    assert answer.headers["Location"].startswith(gateway.calendly.url)
    assert "evil" not in str(answer.headers)


@pytest.mark.parametrize("headers", HEADERS[1:])
def test_open_redirect_a_link_in_the_chat_never_follows_the_callers_headers(gateway, sender, headers):
    body = {"sender": sender, "message": "connect"}
    key = {"Authorization": f"Bearer {ACME}"}
    answer = gateway.http.post("/webhooks/rest/webhook", json=body, headers={**key, **headers})
    assert answer.json()[0]["buttons"][0]["url"].startswith(f"{gateway.url}/oauth/start?t=")


def test_pkce_every_sign_in_asks_with_a_challenge_of_its_own_and_s256(gateway, browser, sender):
    asked = [query_of(to_consent(browser, link_in(gateway.say(sender, "connect").json()[-1]))) for _ in range(5)]
    assert {one["code_challenge_method"] for one in asked} == {"S256"}
    assert len({one["code_challenge"] for one in asked}) == 5
    assert all(len(one["code_challenge"]) == 43 for one in asked)
    assert len({one["state"] for one in asked}) == 5


def test_pkce_stripped_from_the_exchange_is_refused_by_calendly(gateway, browser, link):
    """Somebody who has read the code from the browser has not got the verifier, client secret or not."""
    code = query_of(back_from(gateway, to_consent(browser, link)))["code"]
    for stolen in ({}, {"code_verifier": "v" * 64}, {"code_verifier": ""}):
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": f"{gateway.url}/oauth/callback"}
        answer = requests.post(
            f"{gateway.calendly.url}/oauth/token", data={**form, **stolen}, auth=(CLIENT_ID, CLIENT_SECRET), timeout=10
        )
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("stripped", [("code_challenge", "code_challenge_method"), ("code_challenge_method",)])
def test_pkce_stripped_from_the_consent_address_links_nothing(gateway, browser, link, sender, stripped):
    """RFC 9700 §4.8.2: a code without a challenge is of no use to a sign-in that has a verifier."""
    consent = to_consent(browser, link)
    for name in stripped:
        consent = re.sub(rf"&{name}=[^&]*", "", consent)
    fields = {**query_of(consent), "person": "ana", "decision": "allow"}
    decided = requests.post(f"{gateway.calendly.url}/oauth/authorize", data=fields, allow_redirects=False, timeout=10)
    if decided.status_code == 302:
        page = browser.get(path_of(decided.headers["Location"]))
        assert page.status_code == 400
        assert "nothing was connected" in page.text
    else:
        assert decided.status_code == 400
    assert live(gateway, "rest", f"acme:{sender}") == []


def test_the_redirect_address_is_the_registered_one_to_the_letter(gateway, browser, link):
    consent = to_consent(browser, link)
    fields = {**query_of(consent), "person": "ana", "decision": "allow", "redirect_uri": f"{EVIL}/oauth/callback"}
    decided = requests.post(f"{gateway.calendly.url}/oauth/authorize", data=fields, allow_redirects=False, timeout=10)
    assert decided.status_code == 400
