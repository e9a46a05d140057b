"""The sandbox's own doors: health, front page, log, reset, expiry, switches."""

import asyncio
import json
import time

import pytest

LOG = "/_sandbox/requests"
SWITCHES = "/_sandbox/switches"


def test_it_says_that_it_is_well(browser):
    assert browser.get("/healthz").json() == {"status": "ok"}


def test_the_front_page_says_what_this_is_and_who_lives_here(browser):
    page = browser.get("/").text
    assert "stands in for Calendly" in page
    assert all(name in page for name in ("Ana Keller", "Ben Ortiz", "Priya Nair", "Noah Reed", "nothing booked"))


def test_requests_are_listed_in_order_with_their_status_and_counted(oauth, browser, clock):
    session = oauth.signed_in()
    browser.post("/_sandbox/reset")
    session.get("/users/me")
    session.get("/users/me")
    browser.get("/users/NOBODY", params={"a": "1"})
    report = browser.get(LOG).json()
    assert report["counts"] == {"GET /users/me": 2, "GET /users/NOBODY": 1}
    assert [entry["status"] for entry in report["requests"]] == [401, 401, 401]
    assert report["requests"][-1] == {
        "method": "GET",
        "path": "/users/NOBODY",
        "query": {"a": "1"},
        "status": 401,
        "at": clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


def test_the_sandboxs_own_doors_are_not_counted(browser):
    for path in ("/", "/healthz", LOG, SWITCHES, "/_sandbox/assets/style.css"):
        browser.get(path)
    assert browser.get(LOG).json() == {"requests": [], "counts": {}}


def test_no_token_code_state_or_verifier_is_ever_in_the_log(oauth, browser):
    oauth.ask()
    session = oauth.signed_in()
    session.get("/users/me")
    fresh = oauth.refresh(session.tokens["refresh_token"]).json()
    oauth.end("revoke", fresh["access_token"])
    browser.get("/oauth/callback", params={"code": "0" * 64, "token": "t0ken"})
    written = json.dumps(browser.get(LOG).json())
    secrets = [value for name, value in (session.tokens | fresh).items() if name in ("access_token", "refresh_token")]
    request = oauth.request()
    secrets += [request["state"], request["code_challenge"], "0" * 64, "t0ken", oauth.secret]
    assert "scheduled_events:read" in written
    assert not [secret for secret in secrets if secret in written]


def test_resetting_forgets_grants_requests_and_switches(oauth, browser):
    session, code = oauth.signed_in(), oauth.code()
    browser.put(SWITCHES, json={"paths": ["/nowhere"]})
    assert browser.post("/_sandbox/reset").json() == {"status": "ok"}
    assert browser.get(LOG).json()["requests"] == []
    assert browser.get(SWITCHES).json() == {"latency_ms": 0, "status": None, "paths": []}
    assert session.get("/users/me").status_code == 401
    assert oauth.refresh(session.tokens["refresh_token"]).status_code == 400
    assert oauth.exchange(code).status_code == 400


def test_expiring_ends_access_tokens_and_spares_refresh_tokens(oauth, browser):
    ana, ben = oauth.signed_in("ana"), oauth.signed_in("ben")
    assert browser.post("/_sandbox/expire").json() == {"expired": 2}
    assert browser.post("/_sandbox/expire").json() == {"expired": 0}
    assert [session.get("/users/me").status_code for session in (ana, ben)] == [401, 401]
    ana.tokens = oauth.refresh(ana.tokens["refresh_token"]).json()
    assert ana.get("/users/me").status_code == 200


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_a_status_switch_answers_every_api_call_in_calendlys_shape_and_leaves_oauth_alone(oauth, browser, status):
    session = oauth.signed_in()
    browser.put(SWITCHES, json={"status": status})
    for path in ("/users/me", "/scheduled_events"):
        answer = session.get(path)
        assert answer.status_code == status
        assert set(answer.json()) == {"title", "message"}
        assert (answer.headers["x-ratelimit-remaining"] == "0") == (status == 429)
    assert browser.get(LOG).json()["requests"][-1]["status"] == status
    assert oauth.refresh(session.tokens["refresh_token"]).status_code == 200


def test_a_502_comes_in_html(oauth, browser):
    session = oauth.signed_in()
    browser.put(SWITCHES, json={"status": 502})
    answer = session.get("/users/me")
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert "502 Bad Gateway" in answer.text


def test_switches_can_be_kept_to_some_paths_and_reach_the_token_endpoint_when_named(oauth, browser):
    session = oauth.signed_in()
    browser.put(SWITCHES, json={"status": 503, "paths": ["/oauth/token", "/users"]})
    assert session.get("/users/me").json()["title"] == "Service Unavailable"
    assert session.get("/scheduled_events", user=session.tokens["owner"]).status_code == 200
    browser.put(SWITCHES, json={"status": 400, "paths": ["/oauth/token"]})
    assert oauth.refresh(session.tokens["refresh_token"]).json()["error"] == "invalid_request"
    browser.delete(SWITCHES)
    assert oauth.refresh(session.tokens["refresh_token"]).status_code == 200


def test_a_refused_call_did_no_work(oauth, browser):
    code = oauth.code()
    browser.put(SWITCHES, json={"status": 401, "paths": ["/oauth/token"]})
    assert oauth.exchange(code).status_code == 401
    browser.delete(SWITCHES)
    assert oauth.exchange(code).status_code == 200


def test_no_switch_can_lock_the_sandboxs_own_doors(browser):
    browser.put(SWITCHES, json={"status": 500, "paths": ["/"]})
    assert browser.get("/users/me").status_code == 500
    assert browser.get("/healthz").status_code == 200
    assert browser.delete(SWITCHES).json()["status"] is None


@pytest.mark.parametrize(
    "wish", [{"status": 200}, {"status": "broken"}, {"latency_ms": -1}, {"latency": 5}, {"paths": "/users"}, []]
)
def test_a_switch_that_is_none_is_refused_and_changes_nothing(browser, wish):
    browser.put(SWITCHES, json={"latency_ms": 1})
    answer = browser.put(SWITCHES, json=wish)
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid Argument")
    assert browser.get(SWITCHES).json()["latency_ms"] == 1


def test_fifty_slow_calls_wait_side_by_side(oauth, browser):
    session = oauth.signed_in()
    browser.put(SWITCHES, json={"latency_ms": 400})
    headers = {"authorization": f"Bearer {session.tokens['access_token']}"}

    async def fifty() -> list[int]:
        answers = await asyncio.gather(*(browser.http.get("/users/me", headers=headers) for _ in range(50)))
        return [answer.status_code for answer in answers]

    began = time.monotonic()
    assert browser.run(fifty()) == [200] * 50
    assert 0.4 <= time.monotonic() - began < 4  # one after the other: 20 s


def test_a_crash_is_a_500_in_calendlys_words(app, oauth, browser, monkeypatch):
    session = oauth.signed_in()
    monkeypatch.setattr(app.state.sandbox.grants, "access", lambda token: 1 / 0)
    answer = session.get("/users/me")
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal Server Error")


def test_a_token_for_the_command_line_is_handed_out_for_anybody_who_lives_here(browser):
    token = browser.post("/_sandbox/tokens", json={"person": "ben"}).json()["access_token"]
    me = browser.get("/users/me", headers={"Authorization": f"Bearer {token}", "User-Agent": "curl"})
    assert me.json()["resource"]["name"] == "Ben Ortiz"
    assert browser.post("/_sandbox/tokens", json={"person": "nobody"}).status_code == 400
