"""Keys made from the command line: whom they speak for, how much, and until when."""

import asyncio
import json

import aiohttp
import pytest
from sqlalchemy import select

from parley.accounts.vault import Vault
from parley.clients.clients import Clients
from parley.clock import system_clock
from parley.db.tables import rest_clients, rest_keys
from parley.gateway.callbacks import signature
from parley.gateway.public_only import public_only
from parley.jobs import news
from parley.jobs.homes import name_of
from tests.gateway.test_rest_callbacks import Client, conversation_of
from tests.support.gateway import ACME, KEY, WEBHOOK
from tests.support.jobs import calm


@pytest.fixture
def clients(gateway, clock):
    """The gateway's clients, none of them made yet."""
    with gateway.database.write() as connection:
        connection.execute(rest_keys.delete())
        connection.execute(rest_clients.delete())
    return Clients(gateway.database, Vault((KEY,)), clock)


def test_a_key_opens_the_door_to_its_clients_people_alone(gateway, clients, sender):
    for name in ("gamma", "delta"):
        assert gateway.say(sender, "hello", key=clients.create(name).key).status_code == 200
    gateway.say(sender, "hello")
    assert len({turn["conversation"] for turn in gateway.rasa.turns}) == 3


def test_two_keys_of_a_client_speak_for_the_same_people(gateway, clients, sender):
    for key in (clients.create("gamma").key, clients.create("gamma").key):
        gateway.say(sender, "hello", key=key)
    assert len({turn["conversation"] for turn in gateway.rasa.turns}) == 1


def test_a_key_in_the_database_takes_the_place_of_one_in_the_settings(gateway, clients, sender):
    for key in (ACME, clients.create("acme").key):
        gateway.say(sender, "hello", key=key)
    assert len({turn["conversation"] for turn in gateway.rasa.turns}) == 1


def test_a_revoked_key_is_good_for_nothing_at_once_and_is_told_so(gateway, clients, sender):
    key = clients.create("gamma").key
    assert gateway.say(sender, "hello", key=key).status_code == 200
    clients.revoke("gamma")
    before = gateway.rows()
    answers = [gateway.say(sender, "hello", key=key), ask(gateway, key)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert "revoked" in answers[0].json()["detail"]
    assert (len(gateway.rasa.turns), gateway.rows()) == (1, before)


def test_a_name_that_comes_back_has_its_people_back_but_not_its_old_key(gateway, clients, sender):
    old = clients.create("gamma").key
    gateway.say(sender, "hello", key=old)
    clients.revoke("gamma")
    gateway.say(sender, "hello", key=clients.create("gamma").key)
    assert len({turn["conversation"] for turn in gateway.rasa.turns}) == 1
    assert gateway.say(sender, "hello", key=old).status_code == 403


@pytest.mark.parametrize("change", [str.upper, lambda key: key[:-1], lambda key: key + "x", lambda key: key[7:]])
def test_a_key_that_is_nearly_right_is_none(gateway, clients, sender, change):
    answer = gateway.say(sender, "hello", key=change(clients.create("gamma").key))
    assert (answer.status_code, gateway.rasa.turns) == (401, [])


def test_a_digest_out_of_the_database_is_no_key(gateway, clients, sender):
    clients.create("gamma")
    with gateway.database.read() as connection:
        (digest,) = connection.execute(select(rest_keys.c.digest)).scalars()
    assert gateway.say(sender, "hello", key=digest).status_code == 401


def test_it_is_noted_to_the_minute_when_a_key_was_used(gateway, clients, sender, clock):
    key = clients.create("gamma").key
    for seconds in (0, 30, 90):
        clock.rewind()
        clock.pass_(seconds=seconds)
        gateway.say(sender, "hello", key=key)
        if seconds == 30:
            clock.rewind()
            assert clients.keys("gamma")[0].last_used_at == clock()
    assert clients.keys("gamma")[0].last_used_at == clock()


def test_who_sends_too_much_is_told_how_long_to_wait_and_others_are_not_held_up(gateway, clients, sender):
    hasty, calm_one = clients.create("hasty", rate="2/hour").key, clients.create("calm").key
    answers = [gateway.say(sender, "hello", key=hasty), ask(gateway, hasty), gateway.say(sender, "hello", key=hasty)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 3000 < int(answers[2].headers["Retry-After"]) <= 3600
    assert gateway.say(sender, "hello", key=calm_one).status_code == 200
    assert len(gateway.rasa.turns) == 2


def test_no_key_is_logged(gateway, clients, sender, logs):
    key = clients.create("gamma").key
    gateway.say(sender, "hello", key=key)
    clients.revoke("gamma")
    gateway.say(sender, "hello", key=key)
    assert key not in logs.getvalue()


def ask(gateway, key):
    return gateway.http.get("/webhooks/rest/messages", headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def server():
    server = Client()
    yield server
    server.server.shutdown()
    server.server.server_close()


async def to_tell(url, sender, client="gamma"):
    conversation = conversation_of(url, sender, client)
    key = news.key_of("test", conversation.id)
    await news.record(name_of(url), news.News(key, conversation.id, "/EXTERNAL_link_denied"))


@pytest.mark.anyio
async def test_such_a_client_is_called_back_under_a_secret_of_its_own(in_process, sqlite, sqlite_url, server, sender):
    made = Clients(sqlite, Vault((KEY,)), system_clock).create("gamma", callback_url=server.url)
    async with in_process():
        await to_tell(sqlite_url, sender)
        await asyncio.to_thread(calm)
    ((headers, body),) = server.got
    assert json.loads(body)[0]["recipient_id"] == sender
    moment = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(made.callback_secret, headers["webhook-id"], moment, body)


@pytest.mark.anyio
async def test_a_client_without_a_good_key_is_not_called_back_any_more(in_process, sqlite, sqlite_url, server, sender):
    clients = Clients(sqlite, Vault((KEY,)), system_clock)
    clients.create("gamma", callback_url=server.url)
    clients.revoke("gamma")
    async with in_process() as gateway:
        await to_tell(sqlite_url, sender)
        await asyncio.to_thread(calm)
        key = clients.create("gamma").key
        said = {"sender": sender, "message": "again"}
        answer = await gateway.post(WEBHOOK, json=said, headers={"Authorization": f"Bearer {key}"})
    assert server.got == []
    assert [one["text"] for one in answer.json()] == ["heard /EXTERNAL_link_denied", "heard again"]


@pytest.mark.anyio
async def test_a_callback_whose_name_leads_to_a_private_address_is_not_made(
    in_process, sqlite, sqlite_url, server, sender
):
    named_oddly(sqlite, server)
    async with in_process():
        await to_tell(sqlite_url, sender)
        assert not await asyncio.to_thread(calm, 2)
    assert server.got == []


@pytest.mark.anyio
async def test_unless_the_operator_names_it(in_process, sqlite, sqlite_url, server, sender):
    named_oddly(sqlite, server)
    async with in_process(private_callbacks="0x7f000001"):
        await to_tell(sqlite_url, sender)
        await asyncio.to_thread(calm)
    assert len(server.got) == 1


def named_oddly(sqlite, server):
    """Make a client whose callback is no address that is written out, and leads to this machine all the same."""
    url = f"http://0x7f000001:{server.server.server_port}/parley"
    Clients(sqlite, Vault((KEY,)), system_clock).create("gamma", callback_url=url)


@pytest.mark.anyio
@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "0"])
async def test_this_machine_under_another_name_is_private(host, server):
    async with public_only(()) as session:
        with pytest.raises(aiohttp.ClientError):
            await session.get(f"http://{host}:{server.server.server_port}/")
    async with public_only(("0x7f000001",)) as session:
        assert (await session.get(f"http://0x7f000001:{server.server.server_port}/")).status == 501
