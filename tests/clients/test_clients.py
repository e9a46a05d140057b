"""Clients and what waits for them, on every kind of database."""

import asyncio

import pytest
from sqlalchemy import insert

from parley.accounts.people import People
from parley.accounts.rotation import Rotation
from parley.accounts.vault import Vault
from parley.clients.clients import Clients
from parley.db.tables import messages
from parley.gateway.pickup import Pickup
from tests.support.desk import KEY, OTHER_KEY


@pytest.fixture
def clients(database, clock):
    return Clients(database, Vault((KEY,)), clock)


def test_a_key_is_known_again_used_and_revoked(clients, clock):
    made = clients.create("acme", rate="60/minute")
    key = clients.of_key(made.key)
    assert (key.id, key.client, key.rate, key.last_used_at, key.revoked_at) == (
        made.id,
        "acme",
        "60/minute",
        None,
        None,
    )
    clients.used(key)
    assert clients.of_key(made.key).last_used_at == clock()
    assert clients.revoke("acme") == [made.id]
    assert clients.of_key(made.key).revoked_at == clock()
    assert clients.revoke("acme") == []


def test_a_second_key_leaves_what_the_client_has_and_changes_what_is_given(clients):
    clients.create("acme", rate="60/minute", callback_url="https://chat.example.com/a")
    before = clients.callback("acme")
    clients.create("acme")
    assert clients.callback("acme") == before
    clients.create("acme", callback_url="https://chat.example.com/b")
    assert clients.callback("acme").url == "https://chat.example.com/b"
    assert clients.callback("acme").secret != before.secret
    assert {key.rate for key in clients.keys("acme")} == {"60/minute"}


def test_names_that_differ_in_their_letters_size_are_two(clients):
    clients.create("acme", callback_url="https://chat.example.com/a")
    assert (clients.callback("Acme"), clients.keys("Acme"), clients.revoke("ACME")) == (None, [], [])


def test_where_a_client_is_called_back_outlives_a_change_of_keys(database, clients, clock):
    made = clients.create("acme", callback_url="https://chat.example.com/a")
    Rotation(database, Vault((OTHER_KEY, KEY))).run()
    after = Clients(database, Vault((OTHER_KEY,)), clock)
    assert after.callback("acme").secret == made.callback_secret
    assert after.of_key(made.key).client == "acme"


def test_what_is_picked_up_comes_again_until_it_has_arrived(database, clock):
    people, pickup = People(database, clock), Pickup(database, clock)
    for address in ("acme:ana", "acme:ben", "ACME:ana", "acm:e", "acme2:ana"):
        said = {"author": "bot", "body": {"text": address}, "has_buttons": False, "created_at": clock()}
        said["conversation_id"] = people.meet("rest", address).id
        with database.write() as connection:
            connection.execute(insert(messages).values(said))

    def texts(sender=None, after=None, most=10):
        batch = asyncio.run(pickup.take("acme", sender, after, most))
        return [one.said.body["text"] for one in batch.messages], batch

    mine, batch = texts()
    assert mine == texts()[0] == ["acme:ana", "acme:ben"]
    assert texts("ben")[0] == ["acme:ben"]
    first, last = (one.id for one in batch.messages)
    assert texts(after=first)[0] == ["acme:ben"]
    assert texts(after=last)[0] == []
    assert texts()[0] == []
