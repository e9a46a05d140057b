"""Where a person is: said by REST clients with each message, and by the web chat with each session."""

import pytest
from sqlalchemy import select

from parley.db.tables import principals
from tests.support.chat import opened
from tests.support.gateway import BETA

NONSENSE = [
    ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ({"time_zone": 1}, "time_zone"),
    ({"time_zone": "../etc/passwd"}, "time_zone"),
    ({"locale": "not a locale"}, "locale"),
    ({"locale": "x" * 40}, "locale"),
    ({"locale": ["en"]}, "locale"),
    ({"zone": "Mars/Olympus"}, "time_zone"),
    ({"zone": "Europe/Berlin", "time_zone": "Europe/Paris"}, "zone"),
    ({"name": ""}, "name"),
    ({"name": 7}, "name"),
    ({"name": "x" * 256}, "name"),
    ({"name": "Ana\0"}, "name"),
    ({"email": "ana"}, "email"),
    ({"email": "Ana <ana@example.com>"}, "email"),
    ({"email": ["ana@example.com"]}, "email"),
]


def known_of(gateway, address):
    query = select(principals.c.channel_zone, principals.c.locale).where(principals.c.address == address)
    with gateway.database.read() as connection:
        row = connection.execute(query).one_or_none()
    return tuple(row) if row else None


def tell(gateway, sender, metadata):
    return gateway.post({"sender": sender, "message": "hello", "metadata": metadata})


def test_what_a_client_says_is_kept_for_the_person(gateway, sender):
    assert tell(gateway, sender, {"time_zone": "Europe/Berlin", "locale": "en-GB"}).status_code == 200
    assert known_of(gateway, f"acme:{sender}") == ("Europe/Berlin", "en-GB")


def test_what_changes_is_changed_and_the_rest_stays(gateway, sender):
    tell(gateway, sender, {"time_zone": "Europe/Berlin", "locale": "en-GB"})
    tell(gateway, sender, {"time_zone": "Asia/Kolkata"})
    tell(gateway, sender, None)
    tell(gateway, sender, {"anything": "else"})
    assert known_of(gateway, f"acme:{sender}") == ("Asia/Kolkata", "en-GB")


def profile_of(gateway, address):
    query = select(principals.c.channel_name, principals.c.channel_email).where(principals.c.address == address)
    with gateway.database.read() as connection:
        return tuple(connection.execute(query).one())


def test_who_somebody_is_is_what_their_client_says_last(gateway, sender):
    tell(gateway, sender, {"name": "Ana  Lee", "email": "ana@example.com", "zone": "Europe/Berlin"})
    assert profile_of(gateway, f"acme:{sender}") == ("Ana Lee", "ana@example.com")
    assert known_of(gateway, f"acme:{sender}") == ("Europe/Berlin", None)
    tell(gateway, sender, {"email": "ana@work.example"})
    assert profile_of(gateway, f"acme:{sender}") == ("Ana Lee", "ana@work.example")


def test_what_one_client_says_of_a_name_says_nothing_of_another_clients(gateway, sender):
    tell(gateway, sender, {"name": "Ana Lee", "email": "ana@example.com"})
    gateway.say(sender, "hello", key=BETA)
    assert profile_of(gateway, f"beta:{sender}") == (None, None)


def test_no_name_and_no_address_reaches_rasa_or_the_log(gateway, sender, logs):
    tell(gateway, sender, {"name": "Canary Lee", "email": "canary@example.com"})
    tell(gateway, sender, {"email": "canary example.com"})
    assert "anary" not in str(gateway.rasa.turns)
    assert "anary" not in logs.getvalue()


@pytest.mark.anyio
async def test_a_browser_cannot_say_who_somebody_is(gateway):
    async with opened(gateway.url) as chat:
        await chat.send("session_request", {"name": "Eve", "email": "ana@example.com", "time_zone": "Europe/Berlin"})
        await chat.say("hello")
    query = select(principals.c.channel_name, principals.c.channel_email).where(principals.c.channel == "web")
    with gateway.database.read() as connection:
        assert {tuple(row) for row in connection.execute(query)} == {(None, None)}


@pytest.mark.parametrize(("metadata", "named"), NONSENSE)
def test_nonsense_is_refused_with_a_sentence_and_nothing_is_said(gateway, sender, metadata, named):
    answer = tell(gateway, sender, metadata)
    assert answer.status_code == 400
    assert f"`{named}`" in answer.json()["detail"]
    assert known_of(gateway, f"acme:{sender}") is None


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"time_zone": "America/New_York", "locale": "en-US"}, ("America/New_York", "en-US")),
        ({"time_zone": "Nowhere/Land", "locale": "en-US"}, (None, "en-US")),
        ({"time_zone": ["x"], "locale": {}}, (None, None)),
    ],
)
async def test_the_web_chat_says_it_with_its_session_and_nonsense_is_let_go(gateway, said, kept):
    with gateway.browser() as browser:
        browser.get("/")
        async with opened(gateway.url, cookies=browser.cookies) as chat:
            await chat.send("session_request", {"session_id": None, **said})
            await chat.next("history")
        visitor = browser.cookies["parley_visitor"].rpartition(".")[0]
    assert known_of(gateway, visitor) == kept
