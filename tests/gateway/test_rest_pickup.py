"""Messages that a client asks for: each arrives, however often it has to ask, and none of them twice."""

import asyncio

import pytest
from sqlalchemy import insert

from parley.accounts.people import People
from parley.db.tables import messages
from parley.jobs import news
from parley.jobs.homes import name_of
from tests.gateway.test_rest_callbacks import Client, conversation_of
from tests.support.gateway import ACME, BETA
from tests.support.jobs import calm

PICKUP = "/webhooks/rest/messages"


@pytest.fixture
def waiting(gateway, clock):
    """Give a function that lets a message wait for somebody, and returns its id."""

    def waiting(sender: str, text: str, client: str = "acme", **more) -> str:
        conversation = People(gateway.database, clock).meet("rest", f"{client}:{sender}")
        row = {
            "conversation_id": conversation.id,
            "author": "bot",
            "body": {"text": text},
            "has_buttons": False,
            "about": "test",
            "created_at": clock(),
            **more,
        }
        with gateway.database.write() as connection:
            return str(connection.execute(insert(messages).values(row).returning(messages.c.id)).scalar_one())

    return waiting


def ask(gateway, key=ACME, **query):
    return gateway.http.get(PICKUP, params=query, headers={"Authorization": f"Bearer {key}"})


def told(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json()["messages"]]


def test_what_waits_is_given_in_its_order_with_whom_it_is_for(gateway, waiting, sender):
    ids = [waiting(sender, "one"), waiting(f"{sender}2", "two"), waiting(sender, "three")]
    answer = ask(gateway)
    assert told(answer)[-3:] == ["one", "two", "three"]
    given = answer.json()["messages"][-3:]
    assert [one["id"] for one in given] == ids
    assert [one["recipient_id"] for one in given] == [sender, f"{sender}2", sender]
    assert (answer.json()["next"], answer.json()["more"]) == (ids[-1], False)


def test_until_the_client_goes_on_it_gets_the_same_again(gateway, waiting, sender):
    waiting(sender, "one")
    first, again = ask(gateway, sender=sender), ask(gateway, sender=sender)
    assert told(first) == told(again) == ["one"]
    waiting(sender, "two")
    on = ask(gateway, sender=sender, after=first.json()["next"])
    assert told(on) == ["two"]
    assert told(ask(gateway, sender=sender, after=first.json()["next"])) == ["two"]
    assert told(ask(gateway, sender=sender, after=on.json()["next"])) == []


def test_with_nothing_new_the_place_to_go_on_from_stays(gateway, waiting, sender):
    last = waiting(sender, "one")
    ask(gateway, sender=sender)
    answer = ask(gateway, sender=sender, after=last).json()
    assert answer == {"messages": [], "next": last, "more": False}
    assert ask(gateway, sender=f"{sender}2").json()["next"] is None


def test_a_place_that_was_never_given_takes_nothing_away(gateway, waiting, sender):
    waiting(sender, "one")
    assert told(ask(gateway, sender=sender, after="9" * 18)) == ["one"]


def test_an_earlier_message_that_comes_to_light_later_is_not_missed(gateway, waiting, sender):
    late = int(waiting(sender, "one")) + 5
    waiting(sender, "two", id=late + 5)
    on = ask(gateway, sender=sender).json()
    waiting(sender, "late", id=late)
    assert told(ask(gateway, sender=sender, after=on["next"])) == ["late"]


def test_at_most_so_many_come_at_once_and_the_rest_after_them(gateway, waiting, sender):
    for number in range(5):
        waiting(sender, f"m{number}")
    got, place = [], {}
    for more in (True, True, False):
        answer = ask(gateway, sender=sender, limit=2, **place)
        got += told(answer)
        place = {"after": answer.json()["next"]}
        assert answer.json()["more"] is more
    assert got == [f"m{number}" for number in range(5)]


def test_what_was_picked_up_does_not_come_with_the_next_answer(gateway, waiting, sender):
    waiting(sender, "news")
    assert told(ask(gateway, sender=sender)) == ["news"]
    assert [one["text"] for one in gateway.say(sender, "hello").json()] == ["heard hello"]


def test_what_came_with_an_answer_is_not_picked_up(gateway, waiting, sender):
    waiting(sender, "news")
    assert [one["text"] for one in gateway.say(sender, "hello").json()] == ["news", "heard hello"]
    assert told(ask(gateway, sender=sender)) == []


def test_what_was_picked_up_and_never_said_to_have_arrived_comes_with_an_answer_in_the_end(
    gateway, waiting, sender, clock
):
    waiting(sender, "news")
    ask(gateway, sender=sender)
    clock.pass_(minutes=11)
    assert [one["text"] for one in gateway.say(sender, "hello").json()] == ["news", "heard hello"]
    assert told(ask(gateway, sender=sender)) == []


def test_a_message_has_its_buttons_and_parts(gateway, waiting, sender):
    body = {"text": "which?", "buttons": [{"title": "A", "payload": "/help"}], "custom": {"parts": []}}
    waiting(sender, "", body=body, has_buttons=True)
    (message,) = ask(gateway, sender=sender).json()["messages"]
    assert {name: message[name] for name in body} == body
    assert message["at"].startswith("20")


def test_a_button_that_was_picked_up_can_be_pressed(gateway, waiting, sender):
    waiting(sender, "", body={"text": "which?", "buttons": [{"title": "A", "payload": "/help"}]}, has_buttons=True)
    ask(gateway, sender=sender)
    gateway.say(sender, "/help")
    assert gateway.rasa.turns[-1]["payload"] == "/help"


@pytest.mark.parametrize(("client", "key"), [("beta", ACME), ("acme", BETA), ("ACME", ACME), ("acm", ACME)])
def test_another_clients_people_are_nobodys(gateway, waiting, sender, client, key):
    place = waiting(sender, secret := f"secret of {sender}", client=client)
    assert told(ask(gateway, key, sender=sender)) == []
    assert secret not in ask(gateway, key, after=place).text
    assert told(ask(gateway, key, sender=f"{client}:{sender}")) == []


def test_a_foreign_key_can_neither_see_nor_settle_what_waits(gateway, waiting, sender):
    place = waiting(sender, "secret")
    ask(gateway, sender=sender)
    ask(gateway, BETA, sender=sender, after=place)
    ask(gateway, BETA, after=place)
    assert told(ask(gateway, sender=sender)) == ["secret"]


@pytest.mark.parametrize("query", [{"sender": "100%"}, {"sender": "%"}, {"sender": "_"}])
def test_a_sender_is_no_pattern(gateway, waiting, sender, query):
    waiting(sender, "one")
    assert told(ask(gateway, **query)) == []


def test_without_a_key_nothing_is_given(gateway, waiting, sender):
    waiting(sender, "one")
    for headers in ({}, {"Authorization": "Bearer wrong-key-0123456789"}):
        assert gateway.http.get(PICKUP, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"after": "x"}, "after"),
        ({"after": "-1"}, "after"),
        ({"after": "1" * 19}, "after"),
        ({"after": "١"}, "after"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "two"}, "limit"),
        ({"sender": ""}, "sender"),
        ({"sender": "a" * 201}, "sender"),
        ({"sender": "a\0"}, "sender"),
    ],
)
def test_what_is_off_is_said(gateway, query, field):
    answer = ask(gateway, **query)
    assert (answer.status_code, answer.json()["detail"].startswith(f"`{field}`")) == (400, True)


@pytest.fixture
def server():
    """The client's own server, which takes nothing for now."""
    server = Client()
    server.statuses = [503] * 100
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.mark.anyio
async def test_a_client_that_is_called_back_does_not_get_what_it_picked_up_again(
    in_process, server, sqlite_url, sender
):
    async with in_process(rest_callbacks=f"acme={server.url}") as gateway:
        conversation = conversation_of(sqlite_url, sender)
        await news.record(name_of(sqlite_url), news.News("test:1", conversation.id, "/EXTERNAL_link_denied"))
        while not server.got:
            await asyncio.sleep(0.01)
        got = []
        while not got:  # It may be on its way in that very moment.
            await asyncio.sleep(0.01)
            answer = await gateway.get(PICKUP, headers={"Authorization": f"Bearer {ACME}"})
            got = answer.json()["messages"]
        tried, server.statuses = len(server.got), []
        await asyncio.to_thread(calm, 15)
    assert [one["text"] for one in got] == ["heard /EXTERNAL_link_denied"]
    assert len(server.got) == tried
