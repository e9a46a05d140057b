"""The gateway's pages: headers, cookies, health, and our own faults."""

from contextlib import contextmanager

import pytest
from sqlalchemy import text

from parley.gateway.visitors import COOKIE
from tests.support.gateway import ACME, WEBHOOK
from tests.support.serving import listen
from tests.support.signing_in import asks_to_connect, link_in, path_of, sign_in


def check_headers(answer) -> None:
    headers = answer.headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/index.html", "/oauth/start?t=x", "/oauth/callback?state=x"])
def test_every_page_has_its_security_headers(gateway, path):
    check_headers(gateway.http.get(path))


def test_every_page_of_a_sign_in_has_its_security_headers(gateway, sender):
    gateway.rasa.answer = asks_to_connect
    with gateway.browser() as browser:
        for decision in ("deny", "allow"):
            link = link_in(gateway.say(f"{sender}-{decision}", "connect").json()[-1])
            start = browser.get(path_of(link))
            check_headers(start)
            assert "form-action" not in start.headers["Content-Security-Policy"]  # a form leads on to Calendly
            last = sign_in(gateway, browser, link, decision=decision)
            check_headers(last)
            assert "form-action 'none'" in last.headers["Content-Security-Policy"]


def test_the_redirect_to_calendly_keeps_the_ticket_to_itself(gateway, sender):
    gateway.rasa.answer = asks_to_connect
    link = link_in(gateway.say(sender, "connect").json()[0])
    with gateway.browser() as browser:
        answer = browser.post("/oauth/start", data={"t": link.partition("t=")[2]})
    check_headers(answer)
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/oauth", "Max-Age=600"))


def test_the_chat_page_gives_a_cookie_that_scripts_cannot_read_and_keeps_it(gateway):
    with gateway.browser() as browser:
        cookie = browser.get("/").headers["Set-Cookie"]
        assert all(part in cookie for part in (f"{COOKIE}=", "HttpOnly", "SameSite=lax", "Path=/", "Max-Age=31536000"))
        assert "Secure" not in cookie
        first = browser.cookies[COOKIE]
        browser.get("/")
        assert browser.cookies[COOKIE] == first


@pytest.mark.anyio
async def test_behind_https_cookies_are_secure(in_process):
    async with in_process(public_url="https://chat.example") as client:
        assert "Secure" in (await client.get("/")).headers["Set-Cookie"]


@pytest.mark.anyio
async def test_on_this_machine_another_name_leads_to_the_public_one(in_process):
    async with in_process(public_url="http://127.0.0.1:8123") as client:
        led = await client.get("http://localhost:8123/")
        assert (led.status_code, led.headers["Location"]) == (307, "http://127.0.0.1:8123")
        assert (await client.get("http://elsewhere.example/")).status_code == 200


def test_the_pages_parts_are_served(gateway):
    assert gateway.http.get("/assets/index.js").text == "1"
    assert gateway.http.get("/static/pages.css").status_code == 200


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/parley.db", "/static/../base.html", "/.env"])
def test_nothing_else_is_served(gateway, path):
    assert gateway.http.get(path).status_code == 404


def test_it_is_alive(gateway):
    assert gateway.http.get("/healthz").json() == {"status": "ok"}


def test_readiness_names_what_is_missing(gateway):
    gateway.rasa.healthy = False
    answer = gateway.http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "not_ready": ["rasa", "actions"]}  # no action server runs here


@pytest.mark.anyio
async def test_readiness_names_a_database_without_its_tables(in_process, tmp_path):
    dead, address = listen()
    dead.close()
    async with in_process(database_url=f"sqlite:///{tmp_path / 'empty.db'}", rasa_url=address) as client:
        answer = await client.get("/readyz")
    assert answer.json()["not_ready"] == ["database", "rasa", "actions"]


def test_a_fault_of_ours_is_a_page_of_ours_that_tells_nothing(gateway):
    with lost_table(gateway, "tickets"), gateway.browser() as browser:
        answer = browser.get("/oauth/start?t=x")
    assert answer.status_code == 500
    assert "That is our fault, not yours." in answer.text
    assert "tickets" not in answer.text
    check_headers(answer)


def test_a_fault_of_ours_on_rest_is_json_that_tells_nothing(gateway, sender):
    # The server hangs up after a fault, so that the shared client must not keep the connection.
    headers = {"Authorization": f"Bearer {ACME}"}
    with lost_table(gateway, "messages"), gateway.browser() as client:
        answer = client.post(WEBHOOK, json={"sender": sender, "message": "hello"}, headers=headers)
    assert answer.status_code == 500
    assert "our fault" in answer.json()["detail"]
    assert "table" not in answer.text


@contextmanager
def lost_table(gateway, name: str):
    """Let a table be missing for a while."""
    rename(gateway, name, "lost")
    try:
        yield
    finally:
        rename(gateway, "lost", name)


def rename(gateway, old: str, new: str) -> None:
    with gateway.database.write() as connection:
        connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
