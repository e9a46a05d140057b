"""Calendly's OAuth 2.1, spoken with the sandbox and with an authorization server gone odd."""

import json
import traceback
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.oauth import OAuth, OAuthApp, new_verifier
from parley.calendly.scopes import READ_EVENTS
from tests.support.desk import REDIRECT, oauth_app
from tests.support.odd import Answer
from tests.support.sandbox import CLIENT_SECRET, query_of
from tests.support.serving import listen

CANARY = "canary-refresh-token"


@pytest.fixture
def odd_oauth(odd, clock):
    return OAuth(OAuthApp(odd.url, "client", "canary-client-secret", REDIRECT), clock)


def test_the_consent_address_asks_for_the_scopes_the_state_and_s256(calendly, oauth):
    url = oauth.authorization_url("the-state", new_verifier(), READ_EVENTS)
    asked = query_of(url)
    assert url.startswith(f"{calendly.url}/oauth/authorize?")
    assert (asked["state"], asked["response_type"], asked["redirect_uri"]) == ("the-state", "code", REDIRECT)
    assert asked["scope"] == "scheduled_events:read users:read"
    assert asked["code_challenge_method"] == "S256"


def test_a_code_becomes_tokens_good_for_two_hours(sign_in, clock):
    tokens = sign_in()
    assert tokens.scopes == READ_EVENTS
    assert tokens.expires_at == clock() + timedelta(hours=2)


def test_a_code_works_once_and_only_with_its_verifier(calendly, oauth):
    verifier = new_verifier()
    code = query_of(calendly.consent(oauth.authorization_url("s", verifier, READ_EVENTS)))["code"]
    with pytest.raises(ReconnectNeeded):
        oauth.exchange(code, new_verifier())
    oauth.exchange(code, verifier)
    with pytest.raises(ReconnectNeeded):
        oauth.exchange(code, verifier)


def test_verifiers_differ(oauth):
    assert len({new_verifier() for _ in range(50)}) == 50


def test_a_refresh_spends_its_token(oauth, sign_in):
    old = sign_in()
    new = oauth.refresh(old.refresh_token)
    assert {new.access_token, new.refresh_token}.isdisjoint({old.access_token, old.refresh_token})
    with pytest.raises(ReconnectNeeded):
        oauth.refresh(old.refresh_token)


def test_a_native_application_speaks_without_a_secret(calendly, clock):
    native, verifier = OAuth(oauth_app(calendly, native=True), clock), new_verifier()
    code = query_of(calendly.consent(native.authorization_url("s", verifier, READ_EVENTS)))["code"]
    tokens = native.refresh(native.exchange(code, verifier).refresh_token)
    native.revoke(tokens.refresh_token)
    with pytest.raises(ReconnectNeeded):
        native.refresh(tokens.refresh_token)


def test_a_revoked_grant_is_over(calendly, oauth, sign_in):
    tokens = sign_in()
    oauth.revoke(tokens.refresh_token)
    headers = {"Authorization": f"Bearer {tokens.access_token}", "User-Agent": "test"}
    assert requests.get(f"{calendly.url}/users/me", headers=headers, timeout=5).status_code == 401
    with pytest.raises(ReconnectNeeded):
        oauth.refresh(tokens.refresh_token)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_calendly_down_is_told_from_a_refusal(calendly, oauth, sign_in, status):
    tokens = sign_in()
    calendly.switch(status=status, paths=["/oauth/token", "/oauth/revoke"])
    with pytest.raises(CalendlyDown):
        oauth.refresh(tokens.refresh_token)
    with pytest.raises(CalendlyDown):
        oauth.revoke(tokens.refresh_token)


def test_a_wrong_client_secret_is_the_operators_fault_and_not_the_persons(calendly, clock, sign_in):
    tokens = sign_in()
    wrong = OAuth(replace(oauth_app(calendly), client_secret="not-the-secret-at-all"), clock)
    with pytest.raises(CalendlyDown, match="invalid_client"):
        wrong.refresh(tokens.refresh_token)
    with pytest.raises(CalendlyDown):
        wrong.revoke(tokens.refresh_token)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_and_the_tokens_go_nowhere_else(odd, odd_oauth, status):
    odd.says(Answer(status, b"", {"Location": f"{odd.url}/elsewhere"}), Answer(503))
    with pytest.raises(CalendlyDown):
        odd_oauth.refresh(CANARY)
    assert [path for _, path, _, _ in odd.seen] == ["/oauth/token"]


@pytest.mark.parametrize("error", ["access_denied", "invalid_request", "unauthorized_client", "invalid_scope"])
def test_only_an_invalid_grant_ends_a_link(odd, odd_oauth, error):
    odd.says(Answer(400, json.dumps({"error": error}).encode()))
    with pytest.raises(CalendlyDown, match=error):
        odd_oauth.refresh(CANARY)
    odd.says(Answer(400, b'{"error": "invalid_grant"}'))
    with pytest.raises(ReconnectNeeded):
        odd_oauth.refresh(CANARY)


GOOD = {"access_token": "a", "refresh_token": "r", "expires_in": 7200, "scope": "users:read", "token_type": "Bearer"}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {name: value for name, value in GOOD.items() if name != "access_token"},
        {**GOOD, "expires_in": None},
        {**GOOD, "expires_in": "soon"},
        {**GOOD, "expires_in": [7200]},
        {**GOOD, "expires_in": 10**12},
        {**GOOD, "created_at": None},
        {**GOOD, "created_at": 10**20},
        {**GOOD, "access_token": None},
        {**GOOD, "refresh_token": 7},
        [],
        "text",
    ],
)
def test_an_answer_that_is_not_a_token_answer_is_no_clear_answer(odd, odd_oauth, answer):
    odd.says(Answer(body=json.dumps(answer).encode()))
    with pytest.raises(CalendlyDown):
        odd_oauth.refresh(CANARY)


def test_a_refresh_answer_without_a_creation_time_counts_from_now(odd, odd_oauth, clock):
    odd.says(Answer(body=json.dumps(GOOD).encode()))
    assert odd_oauth.refresh(CANARY).expires_at == clock() + timedelta(hours=2)


def test_an_answer_that_names_no_scopes_means_those_that_were_asked_for(odd, odd_oauth):
    odd.says(Answer(body=json.dumps({name: value for name, value in GOOD.items() if name != "scope"}).encode()))
    assert odd_oauth.exchange("code", "verifier", READ_EVENTS).scopes == READ_EVENTS


def test_a_refresh_is_asked_for_once_whatever_comes_of_it(odd, odd_oauth):
    odd.says(Answer(503, b"", {}))
    with pytest.raises(CalendlyDown):
        odd_oauth.refresh(CANARY)
    assert len(odd.seen) == 1


def test_the_hosts_netrc_never_speaks_for_the_application(odd, odd_oauth, clock, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    odd.says(Answer(body=json.dumps(GOOD).encode()))
    odd_oauth.refresh(CANARY)
    native = OAuth(OAuthApp(odd.url, "client", "", REDIRECT), clock)
    native.refresh(CANARY)
    native.revoke(CANARY)
    sent = odd.header("Authorization")
    assert sent[0].startswith("Basic ")
    assert sent[0] != "Basic c29tZWJvZHk6ZWxzZQ=="
    assert sent[1:] == [None, None]


def test_no_failure_tells_a_token_a_code_or_the_secret(odd, odd_oauth, clock):
    dead, address = listen()
    dead.close()
    unreachable = OAuth(OAuthApp(address, "client", "canary-client-secret", REDIRECT), clock)
    odd.says(Answer(400, b'{"error": "invalid_grant", "error_description": "canary-refresh-token is spent"}'))
    for work in (odd_oauth.refresh, unreachable.refresh, unreachable.revoke):
        with pytest.raises((CalendlyDown, ReconnectNeeded)) as problem:
            work(CANARY)
        assert "canary" not in "".join(traceback.format_exception(problem.value)) + repr(problem.value)


def test_tokens_and_secrets_are_not_in_what_is_printed(calendly, sign_in):
    tokens = sign_in()
    assert tokens.access_token not in repr(tokens)
    assert tokens.refresh_token not in repr(tokens)
    assert CLIENT_SECRET not in repr(oauth_app(calendly))


def test_introspection_tells_what_a_token_is_good_for(calendly, oauth, sign_in, clock):
    tokens = sign_in()
    told = oauth.introspect(tokens.access_token)
    assert told.active
    assert told.scopes == READ_EVENTS
    assert told.expires_at == clock() + timedelta(hours=2)
    assert (told.owner, told.organization) == (tokens.owner, tokens.organization)
    oauth.revoke(tokens.refresh_token)
    assert not oauth.introspect(tokens.access_token).active


def test_a_native_application_asks_without_a_secret(odd, clock):
    native = OAuth(OAuthApp(odd.url, "client", "", REDIRECT), clock)
    odd.says(Answer(body=b'{"active": false}'))
    told = native.introspect(CANARY)
    assert (told.active, told.scopes, told.expires_at) == (False, frozenset(), None)
    assert odd.seen[0][3] == f"client_id=client&token={CANARY}".encode()


@pytest.mark.parametrize(
    "answer", [Answer(200, b"<html>"), Answer(200, b"[]"), Answer(200, b"{}"), Answer(401), Answer(500)]
)
def test_an_introspection_without_a_clear_answer_is_calendly_down(odd, odd_oauth, answer):
    odd.says(answer)
    with pytest.raises(CalendlyDown) as problem:
        odd_oauth.introspect(CANARY)
    assert CANARY not in "".join(traceback.format_exception(problem.value))


def test_tokens_say_whose_they_are_but_are_told_apart_by_themselves_alone(sign_in):
    tokens = sign_in()
    assert "/users/" in tokens.owner
    assert "/organizations/" in tokens.organization
    assert replace(tokens, owner=None, organization=None) == tokens
    assert replace(tokens, access_token="other") != tokens


def test_an_application_is_web_with_a_secret_and_native_without(calendly):
    assert (oauth_app(calendly).kind, oauth_app(calendly, native=True).kind) == ("web", "native")
