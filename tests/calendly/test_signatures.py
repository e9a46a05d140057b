"""Deliveries are believed when Calendly's key signed those very bytes, not long ago."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from parley.calendly.models import WebhookPayload
from parley.calendly.signatures import TOLERANCE, BadSignature, SignatureVerifier
from tests.calendly.samples import sample, schema
from tests.support.clock import MovingClock

KEY = "signing-key"
# Spaces, order and escapes as they came: no JSON library would write these bytes again.
BODY = b'{ "event":"invitee.created",  "payload": {"name": "\\u0042en \xc3\xa9"}, "a": 1.0 }'
NOW = int(MovingClock()().timestamp())


def signed(body=BODY, key=KEY, at=NOW):
    return f"t={at},v1={hmac.new(key.encode(), f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"


@pytest.fixture
def verifier(clock):
    return SignatureVerifier([KEY], clock)


def test_a_signed_body_is_believed(verifier):
    verifier.check(signed(), BODY)


def test_the_signature_is_the_documented_one():
    # Worked out apart from this code: printf '1492774577.{}' | openssl dgst -sha256 -hmac key
    known = "t=1492774577,v1=55f4ffc8aaa36e49d23212388d70746481c70a70b2650900216c95232d558cd7"
    SignatureVerifier(["key"], lambda: datetime.fromtimestamp(1492774577, UTC)).check(known, b"{}")


@pytest.mark.parametrize("change", [b" ", b"\n", b"x"])
def test_other_bytes_are_not_even_when_they_mean_the_same(verifier, change):
    with pytest.raises(BadSignature):
        verifier.check(signed(), BODY + change)


def test_another_key_is_not(verifier):
    with pytest.raises(BadSignature):
        verifier.check(signed(key="another"), BODY)


@pytest.mark.parametrize("minutes", [3, -3])
def test_three_minutes_are_tolerated_and_no_second_more(verifier, clock, minutes):
    header = signed(at=NOW)
    clock.pass_(minutes=minutes)
    verifier.check(header, BODY)
    clock.pass_(seconds=1 if minutes > 0 else -1)
    with pytest.raises(BadSignature):
        verifier.check(header, BODY)
    assert timedelta(minutes=3) == TOLERANCE


def test_the_time_is_signed_too(verifier, clock):
    clock.pass_(minutes=10)
    with pytest.raises(BadSignature):
        verifier.check(signed(at=NOW).replace(f"t={NOW}", f"t={NOW + 600}"), BODY)


def test_while_one_key_takes_anothers_place_both_are_good(clock):
    both = SignatureVerifier(["new", KEY], clock)
    both.check(signed(), BODY)
    both.check(signed(key="new"), BODY)


def test_several_signatures_in_one_header_are_each_tried(verifier):
    time, good = signed().split(",")
    verifier.check(f"{time},v1={'0' * 64},{good}", BODY)
    verifier.check(f" {good} , {time} , v0=old", BODY)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "t=",
        "v1=",
        f"t={NOW}",
        "v1=" + "0" * 64,
        f"t={NOW},t={NOW},v1=x",
        "t=x,v1=x",
        "t=²,v1=x",
        f"t={'9' * 400},v1=x",
        "t=-1,v1=x",
        signed().replace("v1", "v2"),
        signed().upper(),
    ],
)
def test_a_header_that_is_none_of_calendlys_is_refused(verifier, header):
    with pytest.raises(BadSignature):
        verifier.check(header, BODY)


@given(st.text(max_size=80))
def test_no_header_whatever_breaks_the_check(header):
    with pytest.raises(BadSignature):
        SignatureVerifier([KEY], MovingClock()).check(header, BODY)


@pytest.mark.parametrize("keys", [[], [""], [KEY, ""]])
def test_an_empty_key_is_no_key(clock, keys):
    with pytest.raises(ValueError, match="signing key"):
        SignatureVerifier(keys, clock)


def test_a_delivery_is_read_with_its_invitee_and_times(verifier):
    payload = sample(schema("InviteePayload"), full=True)
    body = json.dumps({**sample(schema("WebhookPayload"), full=True), "payload": payload}).encode()
    delivery = verifier.read(signed(body), body)
    assert isinstance(delivery, WebhookPayload)
    assert delivery.invitee.email == payload["email"]
    assert delivery.invitee.scheduled_event.start_time.utcoffset() == timedelta(0)


def test_what_is_signed_but_no_delivery_is_refused(verifier):
    with pytest.raises(ValidationError):
        verifier.read(signed(b"[]"), b"[]")


def test_a_refusal_quotes_neither_key_nor_signature(verifier):
    with pytest.raises(BadSignature) as refused:
        verifier.check(signed(key="another"), BODY)
    assert KEY not in str(refused.value)
    assert signed(key="another").split("v1=")[1] not in str(refused.value)
