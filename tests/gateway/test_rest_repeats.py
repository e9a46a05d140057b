"""REST messages with an id: worked once, however often they come, and answered the same."""

import asyncio
import json
import re

import pytest
from sqlalchemy import select

from parley.db.tables import inbox
from tests.support.gateway import ACME, WEBHOOK
from tests.support.rasa import serving_rasa
from tests.support.serving import listen

HEADERS = {"Authorization": f"Bearer {ACME}"}


def send(gateway, sender, message="hello", message_id="m1"):
    return gateway.post({"sender": sender, "message": message, "message_id": message_id})


def post(client, sender, message, message_id):
    return client.post(WEBHOOK, json={"sender": sender, "message": message, "message_id": message_id}, headers=HEADERS)


def texts(answer):
    assert answer.status_code == 200, answer.text
    return [part["text"] for part in answer.json()]


def test_a_repeat_gets_the_same_answer_and_is_not_worked(gateway, sender):
    gateway.rasa.answer = lambda turn: [
        {"text": "one", "buttons": [{"title": "A", "payload": "/help"}]},
        {"text": "two"},
    ]
    first, *again = [send(gateway, sender) for _ in range(3)]
    assert [answer.json() for answer in again] == [first.json()] * 2
    assert len(gateway.rasa.turns) == 1


def test_a_repeat_in_another_wording_is_the_same_message(gateway, sender):
    send(gateway, sender, "hello")
    assert texts(send(gateway, sender, "goodbye")) == ["heard hello"]


def test_the_id_is_the_senders_own(gateway, sender):
    send(gateway, sender)
    send(gateway, f"{sender}2")
    assert len(gateway.rasa.turns) == 2


def test_messages_without_an_id_are_all_worked(gateway, sender):
    for _ in range(2):
        gateway.say(sender, "hello")
    assert len(gateway.rasa.turns) == 2


def test_each_turn_has_an_id_that_says_nothing_of_the_clients(gateway, sender):
    send(gateway, sender, message_id="secret-id")
    send(gateway, sender, message_id="m2")
    first, second = [turn["id"] for turn in gateway.rasa.turns]
    assert first != second
    assert "secret-id" not in first


@pytest.mark.parametrize("message_id", ["", 7, ["m1"], "x" * 65, "x\0", "\ud800"])
def test_an_id_that_is_none_is_refused_with_a_sentence(gateway, sender, message_id):
    body = json.dumps({"sender": sender, "message": "hello", "message_id": message_id})
    answer = gateway.http.post(WEBHOOK, content=body, headers=HEADERS)
    assert answer.status_code == 400
    assert "`message_id`" in answer.json()["detail"]
    assert gateway.rasa.turns == []


def test_what_failed_is_worked_when_it_is_sent_again_as_the_same_turn(gateway, sender):
    gateway.rasa.status = 500
    assert send(gateway, sender).status_code == 503
    gateway.rasa.status = 200
    assert texts(send(gateway, sender)) == ["heard hello"]
    assert texts(send(gateway, sender)) == ["heard hello"]
    first, second = [turn["id"] for turn in gateway.rasa.turns]
    assert first == second


def test_what_failed_is_never_worked_unless_it_is_sent_again(gateway, sender):
    gateway.rasa.status = 500
    send(gateway, sender, "cancel everything")
    gateway.rasa.status = 200
    assert texts(send(gateway, sender, "hello", "m2")) == ["heard hello"]
    assert gateway.rasa.heard() == ["cancel everything", "hello"]


def test_what_is_sent_again_after_a_failure_comes_behind_what_was_said_meanwhile(gateway, sender):
    gateway.rasa.status = 500
    send(gateway, sender, "first", "m1")
    gateway.rasa.status = 200
    send(gateway, sender, "second", "m2")
    send(gateway, sender, "first", "m1")
    with gateway.database.read() as connection:
        query = select(inbox.c.message_id).where(inbox.c.conversation_id == gateway.rasa.turns[0]["conversation"])
        assert list(connection.execute(query.order_by(inbox.c.id)).scalars()) == ["m2", "m1"]


def test_once_it_is_answered_the_inbox_holds_none_of_its_words(gateway, sender):
    send(gateway, sender, "my secret")
    with gateway.database.read() as connection:
        rows = connection.execute(
            select(inbox).where(inbox.c.conversation_id == gateway.rasa.turns[0]["conversation"])
        ).all()
    assert len(rows) == 1
    assert "my secret" not in str(rows)


@pytest.mark.anyio
async def test_repeats_at_the_same_moment_are_worked_once_and_answered_alike(in_process, rasa, database_url):
    rasa.delay = 0.2
    async with in_process(database_url=database_url) as client:
        answers = await asyncio.gather(*(post(client, "ana", "hello", "m1") for _ in range(5)))
    assert [texts(answer) for answer in answers] == [["heard hello"]] * 5
    assert len(rasa.turns) == 1


@pytest.mark.anyio
async def test_a_repeat_that_waits_while_the_first_try_fails_learns_of_it(in_process, rasa):
    rasa.delay, rasa.status = 0.2, 500
    async with in_process() as client:
        answers = await asyncio.gather(*(post(client, "ana", "hello", "m1") for _ in range(3)))
    assert [answer.status_code for answer in answers] == [503] * 3
    assert len(rasa.turns) == 1


@pytest.mark.anyio
async def test_messages_and_their_repeats_keep_their_order(in_process, rasa, database_url):
    async with in_process(database_url=database_url) as client:
        sent = [f"m{number}" for number in range(8) for _ in range(2)]
        answers = await asyncio.gather(*(post(client, "ana", text, text) for text in sent))
    assert [texts(answer) for answer in answers] == [[f"heard {text}"] for text in sent]
    assert rasa.heard() == [f"m{number}" for number in range(8)]
    assert rasa.most_in_one == 1


@pytest.mark.anyio
async def test_a_rasa_that_hangs_up_in_a_turn_is_asked_again_for_the_same_turn(in_process, rasa):
    heard = []

    async def hang_up_once(reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        heard.append(json.loads(await reader.readexactly(length))["id"])
        if len(heard) > 1:
            body = b'{"messages": [{"text": "here"}]}'
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
            writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(hang_up_once, "127.0.0.1", 0)
    async with server, in_process(rasa_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as client:
        assert texts(await post(client, "ana", "hello", None)) == ["here"]
    assert len(heard) == 2
    assert len(set(heard)) == 1


@pytest.mark.anyio
async def test_with_several_rasas_one_that_is_gone_costs_nothing(in_process, rasa):
    dead, address = listen()
    dead.close()
    async with in_process(rasa_url=f"{address},{rasa.url}") as client:
        answers = [await post(client, f"sender-{number}", "hello", None) for number in range(8)]
        ready = await client.get("/readyz")
    assert [texts(answer) for answer in answers] == [["heard hello"]] * 8
    assert "rasa" not in ready.json().get("not_ready", [])


@pytest.mark.anyio
async def test_with_several_rasas_a_conversation_keeps_to_one(in_process, rasa):
    with serving_rasa() as other:
        async with in_process(rasa_url=f"{other.url}, {rasa.url}/") as client:
            for number in range(12):
                for _ in range(2):
                    await post(client, f"sender-{number}", "hello", None)
        here = {turn["conversation"] for turn in rasa.turns}
        there = {turn["conversation"] for turn in other.turns}
    assert here
    assert there
    assert not here & there
