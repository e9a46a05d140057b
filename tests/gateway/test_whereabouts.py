"""Where a person is: said by REST clients with each message, and by the web chat with each session."""

import pytest
from sqlalchemy import select

from parley.db.tables import principals
from tests.support.chat import opened

NONSENSE = [
    ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ({"time_zone": 1}, "time_zone"),
    ({"time_zone": "../etc/passwd"}, "time_zone"),
    ({"locale": "not a locale"}, "locale"),
    ({"locale": "x" * 40}, "locale"),
    ({"locale": ["en"]}, "locale"),
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
