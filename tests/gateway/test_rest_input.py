"""REST: what is refused, with which sentence, and that nothing of it gets anywhere."""

import json

import httpx
import pytest

from tests.support.gateway import ACME, WEBHOOK

GOOD = {"sender": "ana", "message": "hello"}


@pytest.fixture
def untouched(gateway):
    """Check afterwards that nothing reached Rasa and nothing was stored."""
    before = gateway.rows()
    yield
    assert gateway.rasa.turns == []
    assert gateway.rows() == before


def send(gateway, content: bytes | str, authorization: str | None = f"Bearer {ACME}") -> httpx.Response:
    headers = {"Content-Type": "application/json"} | ({"Authorization": authorization} if authorization else {})
    return gateway.http.post(WEBHOOK, content=content, headers=headers)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Bearer",
        "Bearer wrong-key-0123456789",
        f"Basic {ACME}",
        ACME,
        f"Bearer {ACME}x",
        f"Bearer {ACME[:-1]}",
        f"Bearer acme:{ACME}",
        f"Bearer {ACME.upper()}",
        b"Bearer \xff\xfe",
    ],
)
def test_without_a_good_key_nothing_happens(gateway, authorization):
    answer = send(gateway, json.dumps(GOOD), authorization)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "PARLEY_REST_CLIENTS" in answer.json()["detail"]


@pytest.mark.usefixtures("untouched")
def test_without_a_key_the_body_is_not_even_judged(gateway):
    assert send(gateway, b"{" * 100, None).status_code == 401


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("content", ["", "{", "sender=ana", b"\xff\xfe\x00", "[" * 30_000, '{"a":' * 10_000])
def test_a_body_that_is_not_json_is_refused(gateway, content):
    answer = send(gateway, content)
    assert (answer.status_code, answer.json()["detail"]) == (400, "The body is not JSON; send application/json.")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("body", [[], [GOOD], "hello", 7, None, True])
def test_a_body_that_is_no_object_is_refused(gateway, body):
    answer = send(gateway, json.dumps(body))
    assert answer.status_code == 400
    assert "JSON object" in answer.json()["detail"]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("sender", [None, "", "   ", True, 1.5, ["ana"], {"id": "ana"}])
def test_a_missing_sender_is_refused(gateway, sender):
    answer = gateway.post({**GOOD, "sender": sender})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("`sender` is missing")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("body", [{"message": "hello"}, {"sender": "ana"}, {}])
def test_a_body_without_one_of_its_fields_is_refused(gateway, body):
    answer = gateway.post(body)
    assert answer.status_code == 400
    assert "is missing" in answer.json()["detail"]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("message", [None, "", " \n ", 7, ["hello"], {"text": "hello"}])
def test_a_missing_message_is_refused(gateway, message):
    answer = gateway.post({**GOOD, "message": message})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("`message` is missing")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("field", "value", "limit"),
    [("sender", "a" * 201, "200"), ("sender", 10**200, "200"), ("message", "a" * 4001, "4000")],
)
def test_a_field_that_is_too_long_is_refused_with_its_limit(gateway, field, value, limit):
    answer = gateway.post({**GOOD, field: value})
    assert answer.status_code == 400
    assert f"`{field}` is longer than {limit} characters" in answer.json()["detail"]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("text", ["\x00", "ana\x00", "\ud800", "ana \udfff"])
@pytest.mark.parametrize("field", ["sender", "message"])
def test_text_that_no_database_keeps_is_refused(gateway, field, text):
    answer = send(gateway, json.dumps({**GOOD, field: f"x{text}"}))
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(f"`{field}` ")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("metadata", ["text", 7, [], True])
def test_metadata_that_is_no_object_is_refused(gateway, metadata):
    answer = gateway.post({**GOOD, "metadata": metadata})
    assert (answer.status_code, answer.json()["detail"]) == (400, "`metadata` must be a JSON object.")


@pytest.mark.parametrize("metadata", [{}, {"platform": {"name": "x"}}, None])
def test_metadata_that_is_an_object_or_null_is_fine(gateway, sender, metadata):
    assert gateway.post({"sender": sender, "message": "hello", "metadata": metadata}).status_code == 200


@pytest.mark.usefixtures("untouched")
def test_a_body_that_is_too_large_is_refused_before_it_is_read_whole(gateway):
    answer = gateway.post({**GOOD, "metadata": {"x": "y" * 70_000}})
    assert answer.status_code == 413
    assert "64000 bytes" in answer.json()["detail"]


@pytest.mark.parametrize("length", [1, 200])
def test_a_sender_may_be_up_to_200_characters(gateway, sender, length):
    name = (sender * 20)[:length]
    assert gateway.say(name, "hello").json()[0]["recipient_id"] == name


def test_a_message_may_be_4000_characters_of_any_script(gateway, sender):
    message = ("é打🙂 " * 1000)[:3999] + "!"
    assert gateway.say(sender, message).status_code == 200
    assert gateway.rasa.heard() == [message]


def test_a_number_is_a_sender_too(gateway):
    assert gateway.post({"sender": 7, "message": "hello"}).json()[0]["recipient_id"] == "7"


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_post_sends_a_message(gateway, method):
    headers = {"Authorization": f"Bearer {ACME}"}
    assert gateway.http.request(method, WEBHOOK, headers=headers).status_code in (404, 405)


def test_no_key_and_no_text_is_logged(gateway, sender, logs):
    gateway.say(sender, "canary-text", key="canary-wrong-key-0123")
    gateway.say(sender, "canary-text")
    gateway.rasa.status = 500
    gateway.say(sender, "canary-text")
    assert "turn failed" in logs.getvalue()
    assert "canary" not in logs.getvalue()
    assert ACME not in logs.getvalue()
