"""A gateway killed with news to tell: they are told after the next start, once."""

import httpx
import pytest
import socketio

from tests.jobs.processes import gateway_process, wait_for
from tests.support import plain
from tests.support.gateway import ACME, WEBHOOK
from tests.support.signing_in import asks_to_connect, link_in, path_of, to_consent


@pytest.fixture
def calendly(_served_sandbox):
    """The sandbox; its clock is set to what it is, as the gateway's is."""
    _served_sandbox.reset()
    return _served_sandbox


@pytest.fixture
def gateway(rasa, calendly, database_url, tmp_path):
    """A gateway's process, started."""
    rasa.answer = asks_to_connect
    process = gateway_process(rasa, calendly, database_url, tmp_path, patience=3.0)
    process.start()
    yield process
    process.stop()


def say(gateway, message, sender="sam"):
    headers = {"Authorization": f"Bearer {ACME}"}
    answer = plain.post(f"{gateway.url}{WEBHOOK}", json={"sender": sender, "message": message}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def texts(messages):
    return [one["text"] for one in messages]


def test_news_that_rasa_was_not_there_to_hear_are_told_after_a_kill_and_a_start(gateway, rasa, calendly):
    link = link_in(say(gateway, "connect")[0])
    rasa.status = 503
    with plain.Client(base_url=gateway.url, timeout=30) as browser:
        browser.get(path_of(calendly.consent(to_consent(browser, link), "ana", "deny")))
    wait_for(lambda: "/EXTERNAL_link_denied" in rasa.heard(), "a try")
    gateway.kill()
    rasa.turns.clear()
    rasa.status = 200
    gateway.start()
    wait_for(lambda: "/EXTERNAL_link_denied" in rasa.heard(), "the news")
    told = wait_for(lambda: waiting(gateway), "the answer")
    assert told == ["heard /EXTERNAL_link_denied"]
    assert rasa.heard().count("/EXTERNAL_link_denied") == 1
    assert texts(say(gateway, "again")) == ["heard again"]


def waiting(gateway):
    """Return what waited to be told, once there is something: each look is a message of its own."""
    return texts(say(gateway, "hello"))[:-1]


def test_killed_while_calendly_answers_the_chat_hears_that_the_link_failed(gateway, rasa, calendly):
    link = link_in(say(gateway, "connect")[0])
    with plain.Client(base_url=gateway.url, timeout=20) as browser:
        back = path_of(calendly.consent(to_consent(browser, link), "ana", "allow"))
        calendly.switch(latency_ms=5000, paths=["/oauth/token"])
        with pytest.raises(httpx.TimeoutException):
            browser.get(back, timeout=1.0)
        gateway.kill()
    calendly.well()
    gateway.start()
    told = wait_for(lambda: waiting(gateway), "the answer")
    assert told == ["heard /EXTERNAL_link_failed"]
    assert rasa.heard().count("/EXTERNAL_link_failed") == 1


def test_killed_between_the_grant_and_its_news_the_chat_hears_that_it_is_linked(gateway, rasa, calendly):
    gateway.stop()
    gateway.start("before", "parley.gateway.newsroom:Outcome.tell")
    with plain.Client(base_url=gateway.url, timeout=20) as browser:
        visitor = open_chat(gateway, browser)
        link = visitor()
        back = path_of(calendly.consent(to_consent(browser, link), "ana", "allow"))
        with pytest.raises(httpx.TransportError):
            browser.get(back)
    assert gateway.wait(10) == -9
    gateway.start()
    wait_for(lambda: "/EXTERNAL_account_linked" in rasa.heard(), "the news")
    assert [said for said in rasa.heard() if said.startswith("/")] == ["/EXTERNAL_account_linked"]


def open_chat(gateway, browser):
    """Open the web chat in the browser, and return a function that asks it for the link to connect."""
    browser.get("/")
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())

    def ask() -> str:
        heard: list[dict] = []
        with socketio.SimpleClient() as chat:
            chat.connect(gateway.url, headers={"Cookie": cookie}, transports=["websocket"])
            chat.emit("session_request", {"session_id": None})
            chat.emit("user_uttered", {"message": "connect"})
            while not heard:
                name, *data = chat.receive(timeout=10)
                heard += data if name == "bot_uttered" else []
        return link_in(heard[0])

    return ask
