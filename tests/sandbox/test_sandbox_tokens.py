"""Codes and refresh tokens for tokens."""

import base64
import re
import threading

import pytest

from parley.sandbox.app import create_app

from .conftest import Browser, settings
from .oauth_client import REDIRECT, VERIFIER, OAuthClient

INVALID_GRANT = {
    "error": "invalid_grant",
    "error_description": "The provided authorization grant is invalid, expired, revoked, does not match the "
    "redirection URI used in the authorization request, or was issued to another client.",
}


def refused(answer) -> bool:
    return (answer.status_code, answer.json()) == (400, INVALID_GRANT)


def test_a_code_gives_tokens_that_say_whose_they_are_and_how_long_they_last(oauth, clock):
    answer = oauth.exchange(oauth.code(scope="users:read"))
    tokens = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert (tokens["token_type"], tokens["expires_in"], tokens["scope"]) == ("Bearer", 7200, "users:read")
    assert tokens["created_at"] == int(clock().timestamp())
    assert re.fullmatch(r"http://sandbox\.test/users/[^/]+", tokens["owner"])
    assert re.fullmatch(r"http://sandbox\.test/organizations/[^/]+", tokens["organization"])


def test_a_code_works_once(oauth):
    code = oauth.code()
    assert oauth.exchange(code).status_code == 200
    assert refused(oauth.exchange(code))


def test_a_code_lives_ten_minutes(oauth, clock):
    early, late = oauth.code(), oauth.code()
    clock.pass_(minutes=9, seconds=59)
    assert oauth.exchange(early).status_code == 200
    clock.pass_(seconds=1)
    assert refused(oauth.exchange(late))


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "http://127.0.0.1:8001/oauth/callback"},
        {"code_verifier": VERIFIER + "x"},
        {"code_verifier": None},
        {"code": "0" * 64},
    ],
)
def test_a_code_is_bound_to_its_redirect_and_its_challenge_and_a_wrong_try_does_not_spend_it(oauth, changes):
    code = oauth.code()
    assert refused(oauth.exchange(changes.get("code", code), **{k: v for k, v in changes.items() if k != "code"}))
    assert oauth.exchange(code).status_code == 200


def test_a_verifier_for_a_code_without_a_challenge_is_refused(oauth):
    changes = {"code_challenge": None, "code_challenge_method": None}
    assert refused(oauth.exchange(oauth.code(**changes)))
    assert oauth.exchange(oauth.code(**changes), code_verifier=None).status_code == 200


def test_a_code_is_bound_to_its_client(oauth, browser):
    form = {"grant_type": "authorization_code", "code": oauth.code(), "redirect_uri": REDIRECT}
    native = {"client_id": "parley-sandbox-native", "code_verifier": VERIFIER}
    assert refused(browser.post("/oauth/token", data=form | native))


def test_a_native_app_needs_no_secret(browser):
    native = OAuthClient(browser, id="parley-sandbox-native", secret="")
    form = {"grant_type": "authorization_code", "code": native.code(), "redirect_uri": REDIRECT}
    answer = browser.post("/oauth/token", data=form | {"client_id": native.id, "code_verifier": VERIFIER})
    assert answer.status_code == 200
    refresh = {"grant_type": "refresh_token", "refresh_token": answer.json()["refresh_token"], "client_id": native.id}
    assert browser.post("/oauth/token", data=refresh).status_code == 200


@pytest.mark.parametrize("how", ["data", "json"])
def test_a_secret_in_the_body_works_too_as_a_form_and_as_json(oauth, browser, how):
    body = {"grant_type": "authorization_code", "code": oauth.code(), "redirect_uri": REDIRECT}
    body |= {"code_verifier": VERIFIER, "client_id": oauth.id, "client_secret": oauth.secret}
    assert browser.post("/oauth/token", **{how: body}).status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Basic " + base64.b64encode(b"parley-sandbox:wrong").decode(),
        "Basic " + base64.b64encode(b"parley-sandbox:").decode(),
        "Basic " + base64.b64encode(b"nobody:parley-sandbox-secret").decode(),
        "Basic %%%",
        "Basic",
    ],
)
def test_a_client_that_cannot_prove_itself_gets_401(oauth, browser, authorization):
    form = {"grant_type": "authorization_code", "code": oauth.code(), "redirect_uri": REDIRECT}
    headers = {} if authorization is None else {"authorization": authorization}
    answer = browser.post("/oauth/token", data=form, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "x"}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "password", "username": "ana"}, "unsupported_grant_type"),
    ],
)
def test_a_malformed_token_request_gets_400(oauth, browser, form, error):
    answer = browser.post("/oauth/token", data=form, auth=(oauth.id, oauth.secret))
    assert (answer.status_code, answer.json()["error"]) == (400, error)


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b'{"grant_type": 7}'])
def test_unreadable_json_is_no_crash(oauth, browser, body):
    headers = {"content-type": "application/json"}
    assert browser.post("/oauth/token", content=body, headers=headers, auth=(oauth.id, oauth.secret)).status_code == 400


def test_refreshing_gives_a_new_pair_with_the_same_owner_and_scope_and_ends_the_old_one(oauth):
    old = oauth.signed_in(scope="users:read")
    answer = oauth.refresh(old.tokens["refresh_token"]).json()
    assert (answer["owner"], answer["scope"]) == (old.tokens["owner"], "users:read")
    assert not {answer["access_token"], answer["refresh_token"]} & set(map(str, old.tokens.values()))
    assert old.get("/users/me").status_code == 401
    old.tokens = answer
    assert old.get("/users/me").status_code == 200


def test_a_refresh_token_works_once(oauth):
    first = oauth.link()["refresh_token"]
    second = oauth.refresh(first).json()["refresh_token"]
    assert refused(oauth.refresh(first))
    assert oauth.refresh(second).status_code == 200


def test_of_many_that_refresh_with_the_same_token_at_once_exactly_one_wins(app, oauth):
    token, grants = oauth.link()["refresh_token"], app.state.sandbox.grants
    start, won = threading.Barrier(8), []

    def refresh() -> None:
        start.wait()
        won.append(grants.refresh(token, "parley-sandbox") is not None)

    threads = [threading.Thread(target=refresh) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True]


def test_another_client_cannot_refresh(oauth, browser):
    form = {"grant_type": "refresh_token", "refresh_token": oauth.link()["refresh_token"]}
    assert refused(browser.post("/oauth/token", data=form | {"client_id": "parley-sandbox-native"}))


def test_an_access_token_lives_two_hours_and_its_refresh_token_longer(oauth, clock):
    session = oauth.signed_in()
    clock.pass_(minutes=119, seconds=59)
    assert session.get("/users/me").status_code == 200
    clock.pass_(seconds=1)
    assert session.get("/users/me").status_code == 401
    clock.pass_(days=400)
    assert oauth.refresh(session.tokens["refresh_token"]).status_code == 200


def test_a_registered_redirect_is_the_only_one(clock):
    browser = Browser(create_app(settings(redirect_uri="https://bot.example/oauth/callback"), clock))
    oauth = OAuthClient(browser, redirect="https://bot.example/oauth/callback")
    assert oauth.exchange(oauth.code()).status_code == 200
    assert oauth.ask(redirect_uri=REDIRECT).status_code == 400
    assert oauth.ask(redirect_uri="https://bot.example/oauth/callback/").status_code == 400
    browser.close()
