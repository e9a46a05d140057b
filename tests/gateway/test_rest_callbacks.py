"""News brought to a REST client's own address: signed, tried again under the same id, and never said twice."""

import asyncio
import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from parley.accounts.people import Conversation
from parley.gateway.callbacks import signature
from parley.jobs import news
from parley.jobs.homes import name_of
from tests.support.gateway import ACME, WEBHOOK
from tests.support.jobs import calm


class Client:
    """A client's server: it takes what is posted to it, and answers as `statuses` say, at the end 204."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(outer.statuses.pop(0) if outer.statuses else 204)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/parley"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def client():
    client = Client()
    yield client
    client.server.shutdown()
    client.server.server_close()


@pytest.fixture
def to_tell(sqlite_url):
    """Give a function that records news for a sender and returns their key."""

    async def to_tell(sender, what="/EXTERNAL_link_denied"):
        conversation = conversation_of(sqlite_url, sender)
        key = news.key_of("test", f"{conversation.id} {what}")
        await news.record(name_of(sqlite_url), news.News(key, conversation.id, what))
        return key

    return to_tell


def conversation_of(url: str, sender: str, client: str = "acme") -> Conversation:
    from parley.accounts.people import People
    from parley.clock import system_clock
    from parley.db.engine import connect

    database = connect(url)
    try:
        return People(database, system_clock).meet("rest", f"{client}:{sender}")
    finally:
        database.close()


async def say(gateway: httpx.AsyncClient, sender: str, message: str) -> list[str]:
    answer = await gateway.post(
        WEBHOOK, json={"sender": sender, "message": message}, headers={"Authorization": f"Bearer {ACME}"}
    )
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json()]


@pytest.mark.anyio
async def test_news_are_posted_signed_as_the_list_that_the_webhook_answers_with(in_process, client, to_tell, sender):
    async with in_process(rest_callbacks=f"acme={client.url}") as gateway:
        key = await to_tell(sender)
        await asyncio.to_thread(calm)
        ((headers, body),) = client.got
        assert json.loads(body) == [{"recipient_id": sender, "text": "heard /EXTERNAL_link_denied"}]
        assert headers["webhook-id"] == key
        signed = f"{key}.{headers['webhook-timestamp']}.".encode() + body
        expected = base64.b64encode(hmac.new(ACME.encode(), signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{expected}"
        assert await say(gateway, sender, "again") == ["heard again"]


@pytest.mark.anyio
@pytest.mark.parametrize("status", [500, 404, 302])
async def test_what_was_not_taken_is_posted_again_under_the_same_id(in_process, client, to_tell, sender, status):
    client.statuses = [status]
    async with in_process(rest_callbacks=f"acme={client.url}"):
        key = await to_tell(sender)
        await asyncio.to_thread(calm, 15)
        assert [headers["webhook-id"] for headers, _ in client.got] == [key, key]
    assert client.got[0][1] == client.got[1][1]


@pytest.mark.anyio
async def test_the_turn_is_not_run_again_when_only_the_delivery_failed(in_process, client, to_tell, sender, rasa):
    client.statuses = [503]
    async with in_process(rest_callbacks=f"acme={client.url}"):
        await to_tell(sender)
        await asyncio.to_thread(calm, 15)
    assert len(client.got) == 2
    assert rasa.heard().count("/EXTERNAL_link_denied") == 1


@pytest.mark.anyio
async def test_while_the_client_is_down_the_message_comes_with_the_next_answer_and_is_not_posted_after(
    in_process, client, to_tell, sender
):
    client.statuses = [503]
    async with in_process(rest_callbacks=f"acme={client.url}") as gateway:
        await to_tell(sender)
        while not client.got:
            await asyncio.sleep(0.01)
        heard = await say(gateway, sender, "anybody?")
        while "heard /EXTERNAL_link_denied" not in heard:  # it may have been on its way that very moment
            heard += await say(gateway, sender, "anybody?")
        await asyncio.to_thread(calm, 15)
    assert heard.count("heard /EXTERNAL_link_denied") == 1
    assert len(client.got) == 1


@pytest.mark.anyio
async def test_a_client_without_an_address_gets_news_with_the_next_answer(in_process, client, to_tell, sender):
    async with in_process(rest_callbacks=f"beta={client.url}") as gateway:
        await to_tell(sender)
        await asyncio.to_thread(calm)
        assert await say(gateway, sender, "again") == ["heard /EXTERNAL_link_denied", "heard again"]
    assert client.got == []


@pytest.mark.anyio
async def test_the_same_news_recorded_twice_are_told_once(in_process, client, to_tell, sender, rasa):
    async with in_process(rest_callbacks=f"acme={client.url}"):
        await to_tell(sender)
        await to_tell(sender)
        await asyncio.to_thread(calm)
    assert rasa.heard().count("/EXTERNAL_link_denied") == len(client.got) == 1


@pytest.mark.anyio
async def test_news_of_one_conversation_are_told_in_their_order(in_process, client, to_tell, sender, rasa):
    rasa.delay = 0.1
    wanted = [f"/EXTERNAL_{name}" for name in ("link_denied", "link_failed", "code_expired", "account_linked")]
    async with in_process(rest_callbacks=f"acme={client.url}"):
        for what in wanted:
            await to_tell(sender, what)
        await asyncio.to_thread(calm, 15)
    told = [json.loads(body)[0]["text"].removeprefix("heard ") for _, body in client.got]
    assert told == wanted


def the_example():
    """Return the function that docs/rest.md shows."""
    text = (Path(__file__).resolve().parents[2] / "docs/rest.md").read_text()
    names: dict[str, Any] = {}
    exec(text.partition("```python\n")[2].partition("```")[0], names)
    return names["is_from_parley"]


def test_the_documented_check_takes_what_parley_signs_and_nothing_else():
    is_from_parley, body = the_example(), '[{"text": "café"}]'.encode()
    now = int(time.time())

    def headers(moment=now, key=ACME, identifier="news:1"):
        return {
            "webhook-id": "news:1",
            "webhook-timestamp": str(moment),
            "webhook-signature": signature(key, identifier, moment, body),
        }

    assert is_from_parley(headers(), body, ACME)
    assert not is_from_parley(headers(), body + b" ", ACME)
    assert not is_from_parley(headers(key="another-key-0123456789"), body, ACME)
    assert not is_from_parley(headers(identifier="news:2"), body, ACME)
    assert not is_from_parley(headers(moment=now - 301), body, ACME)
