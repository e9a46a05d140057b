"""What the sandbox delivers when somebody books, believed and read as the bot would."""

import threading

import pytest

from parley.calendly import models as m
from parley.calendly.signatures import HEADER, BadSignature, SignatureVerifier
from parley.sandbox.settings import SandboxSettings
from tests.calendly.test_whole_sandbox import BEN, booking, first_opening, type_of
from tests.calendly.wire import Reply

KEY = SandboxSettings(_env_file=None).signing_key
PATIENCE = 10


@pytest.fixture
def delivered(wire, whole):
    """Give a function that waits until so many deliveries have come, and returns the last."""
    come = threading.Semaphore(0)

    def answer(_):
        come.release()
        return Reply(200, {})

    wire.answer = answer
    me = whole.users.me()
    events = ["invitee.created", "invitee.canceled"]
    whole.webhooks.subscribe(
        m.NewWebhook(
            url=f"{wire.url}/hook", events=events, organization=me.current_organization, scope="user", user=me.uri
        )
    )

    def delivered():
        assert come.acquire(timeout=PATIENCE), "nothing was delivered"
        return wire.last

    return delivered


def test_a_booking_and_its_cancellation_are_delivered_signed(whole, clock, delivered):
    verifier = SignatureVerifier([KEY], clock)
    solo = type_of(whole, kind="solo")
    invitee = whole.bookings.book(booking(solo, first_opening(whole, solo, clock).start_time))
    made = delivered()
    told = verifier.read(made.headers[HEADER.lower()], made.body)
    assert (told.event, told.invitee.uri, told.invitee.email) == ("invitee.created", invitee.uri, BEN.email)
    event = whole.events.get(invitee.event.rsplit("/", 1)[1])
    assert told.invitee.scheduled_event.start_time == event.start_time
    whole.bookings.cancel(event.id, "Ill")
    gone = delivered()
    told = verifier.read(gone.headers[HEADER.lower()], gone.body)
    assert (told.event, told.invitee.cancellation.reason) == ("invitee.canceled", "Ill")


def test_a_delivery_signed_for_another_application_or_replayed_later_is_not_believed(whole, clock, delivered):
    solo = type_of(whole, kind="solo")
    whole.bookings.book(booking(solo, first_opening(whole, solo, clock).start_time))
    made = delivered()
    with pytest.raises(BadSignature):
        SignatureVerifier(["another-key"], clock).read(made.headers[HEADER.lower()], made.body)
    clock.pass_(minutes=4)
    with pytest.raises(BadSignature, match="too old"):
        SignatureVerifier([KEY], clock).read(made.headers[HEADER.lower()], made.body)
