"""Requests for a person, brought to the webhook: signed, with what was agreed to, and as long as it takes."""

import asyncio
import hashlib
import hmac
import json
import time
from base64 import b64encode

import pytest
from dbos import DBOS
from sqlalchemy import select

from parley.db.tables import handoffs
from parley.gateway.transcript import Transcript
from parley.helpdesk.handoffs import Handoffs
from parley.jobs import handoffs as job
from tests.gateway.test_rest_callbacks import Client
from tests.support.desk import make_desk
from tests.support.gateway import ACME, KEY, WEBHOOK

pytestmark = pytest.mark.anyio
SECRET = "handoff-secret-0123456789"
PATIENCE = 30


@pytest.fixture
def client():
    client = Client()
    yield client
    client.server.shutdown()
    client.server.server_close()


@pytest.fixture
def desk(sqlite, calendly, clock):
    return make_desk(sqlite, calendly, clock, (KEY,))


@pytest.fixture
def kept(sqlite, clock):
    return Handoffs(sqlite, clock)


def settled(database) -> list[bool]:
    with database.read() as connection:
        return [
            row.settled_at is not None for row in connection.execute(select(handoffs).order_by(handoffs.c.asked_at))
        ]


async def until(holds) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def pass_on(clock) -> None:
    handle = await DBOS.start_workflow_async(job.pass_on, clock(), None)
    await handle.get_result(polling_interval_sec=0.05)


def serving(in_process, client):
    return in_process(handoff_webhook=client.url, handoff_secret=SECRET)


async def say(http, text):
    return await http.post(
        WEBHOOK, json={"sender": "sam", "message": text}, headers={"Authorization": f"Bearer {ACME}"}
    )


async def test_with_a_yes_the_last_messages_go_along_and_how_to_reach_the_person(in_process, client, kept, desk, clock):
    async with serving(in_process, client) as http:
        await say(http, "nothing works")
        conversation = desk.meet("acme:sam", "rest").id
        kept.ask(conversation, "Sam, sam@example.com", with_messages=True)
        await pass_on(clock)
        await until(lambda: settled(kept._database) == [True])
    ((headers, body),) = client.got
    told = json.loads(body)
    assert told["type"] == "handoff.requested"
    assert told["data"]["conversation"] == conversation
    assert (told["data"]["channel"], told["data"]["sender"], told["data"]["reach"]) == (
        "rest", "sam", "Sam, sam@example.com",
    )  # fmt: skip
    assert [(one["from"], one["text"]) for one in told["data"]["messages"]] == [
        ("user", "nothing works"), ("bot", "heard nothing works"),
    ]  # fmt: skip
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


@pytest.mark.parametrize(("anew", "told"), [("before", ["again", "heard again"]), ("after", 4 * [None])])
async def test_what_somebody_began_anew_without_goes_along_only_if_it_was_agreed_to(
    in_process, client, kept, desk, clock, anew, told
):
    transcript = Transcript(kept._database, clock)
    async with serving(in_process, client) as http:
        await say(http, "my secret plans")
        conversation = desk.meet("acme:sam", "rest").id
        if anew == "before":
            await transcript.begin_anew(conversation)
        clock.pass_(seconds=1)
        await say(http, "again")
        kept.ask(conversation, None, with_messages=True)
        clock.pass_(seconds=1)
        if anew == "after":
            await transcript.begin_anew(conversation)
        await pass_on(clock)
        await until(lambda: settled(kept._database) == [True])
    messages = json.loads(client.got[0][1])["data"]["messages"]
    assert len(messages) == len(told)
    assert all(expected in (None, one["text"]) for one, expected in zip(messages, told, strict=True))


async def test_with_a_no_nothing_that_was_said_is_told_nor_who_it_was(in_process, client, kept, desk, clock):
    async with serving(in_process, client) as http:
        await say(http, "my secret plans")
        kept.ask(desk.meet("acme:sam", "rest").id, None, with_messages=False)
        await pass_on(clock)
        await until(lambda: settled(kept._database) == [True])
    told = client.got[0][1].decode()
    assert "secret plans" not in told
    assert json.loads(told)["data"]["messages"] == []
    assert json.loads(told)["data"]["sender"] is None


async def test_a_request_is_tried_again_under_its_id_and_told_once(in_process, client, kept, desk, clock):
    client.statuses = [503, 302]
    async with serving(in_process, client) as http:
        await say(http, "hello")
        conversation = desk.meet("acme:sam", "rest").id
        kept.ask(conversation, None, with_messages=False)
        kept.ask(conversation, None, with_messages=False)  # a second "yes"
        await pass_on(clock)
        await pass_on(clock)
        await until(lambda: settled(kept._database) == [True])
        await pass_on(clock)
    assert len(client.got) == 3
    assert len({headers["webhook-id"] for headers, _ in client.got}) == 1


async def test_how_to_reach_somebody_is_not_kept_once_it_is_told(in_process, client, kept, desk, clock):
    async with serving(in_process, client) as http:
        await say(http, "hello")
        kept.ask(desk.meet("acme:sam", "rest").id, "sam@example.com", with_messages=False)
        await pass_on(clock)
        await until(lambda: settled(kept._database) == [True])
        with kept._database.read() as connection:
            assert connection.execute(select(handoffs.c.reach)).scalars().all() == [None]


async def test_neither_a_log_line_nor_the_books_hold_what_was_told(in_process, client, kept, desk, clock, logs):
    client.statuses = [503]
    async with serving(in_process, client) as http:
        await say(http, "my secret plans")
        kept.ask(desk.meet("acme:sam", "rest").id, "sam@example.com", with_messages=True)
        await pass_on(clock)
        await until(lambda: settled(kept._database) == [True])
        books = str([(one.input, one.output) for one in await DBOS.list_workflows_async()])
    for told in ("secret plans", "sam@example.com", SECRET):
        assert told not in logs.getvalue()
        assert told not in books
