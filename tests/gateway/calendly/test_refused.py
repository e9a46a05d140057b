"""What Calendly did not sign just now, or what is no delivery, is refused; what nobody asked for is left."""

import json

import pytest
import requests

from parley.calendly.signatures import HEADER
from parley.notices.parts import PATH
from parley.sandbox.webhooks.signature import sign
from tests.gateway.calendly.deliveries import SIGNING, delivery, post


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"header": False}, 401),
        ({"key": "somebody-else's-key"}, 401),
        ({"key": ""}, 401),
        ({"ago": 240}, 401),
        ({"ago": -240}, 401),
        ({"ago": 120}, 204),
        ({"key": "an-older-key"}, 204),
    ],
)
def test_what_is_not_signed_by_calendly_just_now_is_refused(gateway, outsider, hook_id, ana, clock, more, status):
    body = delivery(outsider, outsider.books())
    assert post(gateway, hook_id, body, clock, **more) == status


def test_a_signature_is_good_for_its_own_body_only(gateway, outsider, hook_id, clock):
    body = delivery(outsider, outsider.books())
    header = {HEADER: sign(SIGNING, int(clock().timestamp()), body)}
    url = f"{gateway.url}{PATH}/{hook_id}"
    assert requests.post(url, data=body + b" ", headers=header, timeout=10).status_code == 401


def test_an_address_that_nobody_was_given_is_not_found(gateway, outsider, clock):
    body = delivery(outsider, outsider.books())
    assert post(gateway, "nobody-was-given-this", body, clock) == 404
    assert requests.get(f"{gateway.url}{PATH}/nobody-was-given-this", timeout=10).status_code in (404, 405)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"event": 1}', b"\xff\xfe", b'{"event": "invitee.created"}', b"[" * 100_000]
)
def test_what_is_no_delivery_is_refused_though_it_is_signed(gateway, hook_id, clock, body):
    assert post(gateway, hook_id, body, clock) == 400


def test_a_delivery_without_an_invitee_is_refused(gateway, hook_id, clock):
    told = {
        "event": "invitee.created",
        "created_at": "2026-11-18T12:00:00Z",
        "created_by": "x",
        "payload": {"uri": "y"},
    }
    assert post(gateway, hook_id, json.dumps(told).encode(), clock) == 400


def test_an_event_that_was_not_asked_for_is_acknowledged_and_left(gateway, hook_id, clock):
    told = {"event": "contact.created", "created_at": "2026-11-18T12:00:00Z", "created_by": "x", "payload": {}}
    assert post(gateway, hook_id, json.dumps(told).encode(), clock) == 204


def test_what_is_too_large_is_refused(gateway, hook_id, clock):
    assert post(gateway, hook_id, b'{"x": "' + b"a" * 300_000 + b'"}', clock) == 413


def test_of_what_is_refused_nothing_is_logged_but_why(gateway, hook_id, outsider, clock, logs):
    body = delivery(outsider, outsider.books(email="private.person@example.org"))
    post(gateway, hook_id, body, clock, key="wrong")
    post(gateway, hook_id, body[:-20], clock)
    assert "bad signature" in logs.getvalue()
    assert "malformed" in logs.getvalue()
    assert "private.person" not in logs.getvalue()
