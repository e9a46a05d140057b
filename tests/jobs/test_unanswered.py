"""A gateway killed in the middle of a turn: what was said is answered once, by the next one or another one."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from parley.db.engine import connect
from parley.db.migrate import migrate
from parley.db.tables import inbox
from tests.jobs.processes import gateway_process, wait_for
from tests.support import plain
from tests.support.chat import opened
from tests.support.gateway import ACME, WEBHOOK
from tests.support.stores import postgres

ANSWERING = ("before", "parley.gateway.turns:Turns._answer")
STORING = ("before", "parley.gateway.transcript:Transcript.answer")
FATES = (ANSWERING, STORING)


@pytest.fixture
def calendly(_served_sandbox):
    """The sandbox; its clock is set to what it is, as the gateway's is."""
    _served_sandbox.reset()
    return _served_sandbox


@pytest.fixture
def gateway(rasa, calendly, database_url, tmp_path):
    """A gateway's process, not started."""
    process = gateway_process(rasa, calendly, database_url, tmp_path)
    yield process
    process.stop()


@pytest.fixture
def two(rasa, calendly, tmp_path):
    """Two gateways on one PostgreSQL, not started."""
    with postgres() as url:
        migrate(url)
        made = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            made.append(gateway_process(rasa, calendly, url, tmp_path / name))
        yield made
        for gateway in made:
            gateway.stop()


def send(gateway, message, message_id=None, sender="sam", timeout=30.0):
    body = {"sender": sender, "message": message, **({"message_id": message_id} if message_id else {})}
    headers = {"Authorization": f"Bearer {ACME}"}
    return plain.post(f"{gateway.url}{WEBHOOK}", json=body, headers=headers, timeout=timeout)


def say(gateway, message, message_id=None, sender="sam"):
    answer = send(gateway, message, message_id, sender)
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json()]


def loses(gateway, message, message_id=None):
    """Say something to a gateway that does not live to answer."""
    with pytest.raises(httpx.TransportError):
        send(gateway, message, message_id)
    gateway.wait(10)


@pytest.mark.parametrize("fate", FATES)
def test_what_was_said_before_a_kill_is_answered_after_the_start_as_the_same_turn(gateway, rasa, fate):
    gateway.start(*fate)
    loses(gateway, "hello")
    heard_before = list(rasa.turns)
    gateway.start()
    wait_for(lambda: len(rasa.turns) > len(heard_before), "the message to be worked")
    assert say(gateway, "again") == ["heard hello", "heard again"]
    assert rasa.heard()[len(heard_before) :] == ["hello", "again"]
    assert len({turn["id"] for turn in rasa.turns if turn["text"] == "hello"}) == 1


@pytest.mark.parametrize("fate", FATES)
def test_whoever_sends_it_again_with_its_id_gets_its_answer_and_nothing_waits_any_more(gateway, rasa, fate):
    gateway.start(*fate)
    loses(gateway, "hello", "m1")
    gateway.start()
    assert [say(gateway, "hello", "m1") for _ in range(2)] == [["heard hello"]] * 2
    assert say(gateway, "again", "m2") == ["heard again"]
    assert len({turn["id"] for turn in rasa.turns if turn["text"] == "hello"}) == 1


def test_a_message_that_its_sender_was_told_to_send_again_is_not_worked_after_a_start(gateway, rasa):
    gateway.start()
    rasa.status = 500
    assert send(gateway, "cancel everything", "m1").status_code == 503
    gateway.kill()
    rasa.status = 200
    gateway.start()
    assert say(gateway, "hello") == ["heard hello"]
    assert rasa.heard() == ["cancel everything", "hello"]


def test_a_message_that_waited_too_long_is_not_worked_but_said_to_be_missed(gateway, rasa, database_url):
    gateway.start(*ANSWERING)
    loses(gateway, "cancel everything", "m1")
    _grow_old(database_url)
    gateway.start()
    assert wait_for(lambda: rasa.heard(), "a turn") == ["/EXTERNAL_message_missed"]
    assert say(gateway, "hello") == ["heard /EXTERNAL_message_missed", "heard hello"]


@pytest.mark.anyio
async def test_a_web_chat_that_is_open_again_sees_the_answer_once(gateway, rasa):
    gateway.start(*STORING)
    with plain.Client(base_url=gateway.url, timeout=30) as browser:
        browser.get("/")
        cookies = browser.cookies
    async with opened(gateway.url, cookies=cookies) as chat:
        await chat.begin()
        await chat.send("user_uttered", {"message": "hello", "id": "m1"})
        await asyncio.to_thread(gateway.wait, 30)
    rasa.delay = 1.0  # so that the chat is open before the answer is there
    await asyncio.to_thread(gateway.start)
    async with opened(gateway.url, cookies=cookies) as chat:
        _, history = await chat.begin()
        if not history:
            history = [await chat.next("bot_uttered")]
        assert [one["text"] for one in history if one.get("from") != "user"] == ["heard hello"]
        assert await chat.say("hello", id="m1") == {"ok": True}
        _, history = await chat.begin()
        assert [(one["from"], one["text"]) for one in history] == [("user", "hello"), ("bot", "heard hello")]


@pytest.mark.parametrize("fate", FATES)
def test_what_one_gateway_leaves_the_other_answers_before_what_is_said_next(two, rasa, fate):
    first, second = two
    second.start()
    first.start(*fate)
    loses(first, "hello")
    assert say(second, "again") == ["heard hello", "heard again"]
    assert rasa.heard()[-2:] == ["hello", "again"]


def test_what_one_gateway_leaves_the_other_answers_by_itself(two, rasa):
    first, second = two
    second.start()
    first.start(*ANSWERING)
    loses(first, "hello", "m1")
    wait_for(lambda: rasa.heard() == ["hello"], "the message to be worked", seconds=180)
    assert say(second, "hello", "m1") == ["heard hello"]
    assert rasa.heard() == ["hello"]


def test_a_repeat_at_two_gateways_at_the_same_moment_is_worked_once(two, rasa):
    for gateway in two:
        gateway.start()
    rasa.delay = 0.3

    async def at_both():
        return await asyncio.gather(*(asyncio.to_thread(say, gateway, "hello", "m1") for gateway in two * 3))

    assert asyncio.run(at_both()) == [["heard hello"]] * 6
    assert len(rasa.turns) == 1


def test_twenty_messages_of_one_conversation_over_two_gateways_keep_the_order_of_arrival(two, rasa):
    for gateway in two:
        gateway.start()
    rasa.delay = 0.03

    async def interleaved():
        said = []
        for number in range(20):
            said.append(asyncio.create_task(asyncio.to_thread(say, two[number % 2], f"m{number}", f"m{number}")))
            await asyncio.sleep(0.02)
        return await asyncio.gather(*said)

    answers = asyncio.run(interleaved())
    assert answers == [[f"heard m{number}"] for number in range(20)]
    assert rasa.heard() == _arrivals(two[0])
    assert sorted(rasa.heard()) == sorted(f"m{number}" for number in range(20))
    assert rasa.most_in_one == 1


def test_of_fifty_conversations_over_two_gateways_nothing_is_lost_doubled_or_out_of_order(two, rasa):
    for gateway in two:
        gateway.start()
    rasa.delay = 0.01

    async def person(client, number):
        heard = []
        for turn in range(6):
            text = f"{number}.{turn}"
            body = {"sender": f"person-{number}", "message": text, "message_id": text}
            for gateway in (two[turn % 2], two[(turn + 1) % 2]):  # each message to both, one after the other
                answer = await client.post(f"{gateway.url}{WEBHOOK}", json=body)
                heard.append([one["text"] for one in answer.json()])
        return heard

    async def crowd():
        async with plain.AsyncClient(headers={"Authorization": f"Bearer {ACME}"}, timeout=120) as client:
            return await asyncio.gather(*(person(client, number) for number in range(50)))

    for number, heard in enumerate(asyncio.run(crowd())):
        assert heard == [[f"heard {number}.{turn}"] for turn in range(6) for _ in range(2)]
    assert len(rasa.turns) == 300
    assert rasa.most_in_one == 1


def _arrivals(gateway):
    database = connect(gateway.environment["PARLEY_DATABASE_URL"])
    with database.read() as connection:
        ids = list(connection.execute(inbox.select().order_by(inbox.c.id)).all())
    database.close()
    return [row.message_id for row in ids]


def _grow_old(database_url):
    database = connect(database_url)
    with database.write() as connection:
        for row in connection.execute(inbox.select()).all():
            earlier = row.received_at - timedelta(minutes=16)
            connection.execute(inbox.update().where(inbox.c.id == row.id).values(received_at=earlier))
    database.close()
