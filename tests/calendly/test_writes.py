"""Writes: sent once, and what is known of them afterwards. Done, refused, certainly not sent, or unknown."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
import requests

from parley.calendly import models as m
from parley.calendly.client import Calendly
from parley.calendly.errors import (
    AuthExpired,
    CalendlyDown,
    InvalidRequest,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    PlanRequired,
    RateLimited,
    ScopeMissing,
    SlotTaken,
)
from parley.calendly.transport import Transport, make_session
from tests.calendly.samples import sample, schema
from tests.calendly.test_contract import BOOKING, NEW_TYPE, WEBHOOK
from tests.calendly.wire import Reply
from tests.support.serving import listen

URI = "https://api.calendly.example/event_types/ABCDEFGHIJKLMNOP"
INVITEE = sample(schema("Invitee"), full=True)
GONE = {"parameter": "event.start_time", "message": "That start time has been filled", "code": "already_filled"}
PLAN = "The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature."

WRITES = {
    "book": lambda c: c.bookings.book(BOOKING),
    "cancel": lambda c: c.bookings.cancel("E"),
    "mark": lambda c: c.no_shows.mark(URI),
    "unmark": lambda c: c.no_shows.unmark("N"),
    "link": lambda c: c.links.single_use(URI),
    "subscribe": lambda c: c.webhooks.subscribe(WEBHOOK),
    "unsubscribe": lambda c: c.webhooks.delete("W"),
    "create": lambda c: c.event_types.create(NEW_TYPE),
    "update": lambda c: c.event_types.update("T", m.EventTypeChanges(active=True)),
}
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)


def refusal(status, message="Not valid.", details=None, **more):
    return Reply(status, {"title": "No", "message": message, **({"details": details} if details else {}), **more})


@every_write
@pytest.mark.parametrize("lost", ["reset", "hang"])
def test_a_write_whose_answer_is_lost_is_unknown_and_not_sent_again(wire, clock, tokens, write, lost):
    wire.says(Reply(lost=lost))
    patient = Calendly(Transport(make_session(), wire.url, clock, timedelta(seconds=30), timeouts=(0.5, 0.2)), tokens)
    with pytest.raises(OutcomeUnknown):
        write(patient)
    assert len(wire.seen) == 1


@every_write
@pytest.mark.parametrize(
    "reply",
    [
        Reply(500),
        Reply(500, {"title": "Internal Server Error", "message": "x"}),
        Reply(502, b"<html>Bad Gateway</html>"),
        Reply(503),
        Reply(504),
        Reply(302, None, {"Location": "/elsewhere"}),
        Reply(408),
        Reply(201, b"<html>fine</html>"),
        Reply(200, b""),
    ],
    ids=lambda reply: f"{reply.status}-{str(reply.body)[:12]}",
)
def test_a_write_without_a_clear_answer_is_unknown_and_not_sent_again(wire, wire_client, write, reply):
    wire.says(reply)
    with pytest.raises(OutcomeUnknown):
        write(wire_client.within(timedelta(seconds=30)))
    assert len(wire.seen) == 1


def test_an_answer_that_lacks_a_field_leaves_the_write_done_and_says_which(wire, wire_client):
    wire.says(Reply(201, {"resource": {name: value for name, value in INVITEE.items() if name != "cancel_url"}}))
    with pytest.raises(OutcomeUnknown, match="cancel_url"):
        wire_client.bookings.book(BOOKING)


def nowhere():
    dead, address = listen()
    dead.close()
    return address


@every_write
@pytest.mark.parametrize(
    "address",
    [nowhere, lambda: "http://no-such-host.invalid", lambda: "http://127.0.0.1:99999", lambda: "nonsense"],
    ids=["refused", "no name", "no port", "no address"],
)
def test_a_write_that_could_not_be_sent_was_not_done(clock, tokens, write, address):
    client = Calendly(Transport(make_session(), address(), clock), tokens)
    with pytest.raises(CalendlyDown):
        write(client)


def test_a_write_to_somebody_who_does_not_answer_the_door_was_not_done(clock, tokens):
    # A listener that accepts nobody, its queue full: connecting takes for ever.
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for one in (first, second):
            one.setblocking(False)
            one.connect_ex(deaf.getsockname())
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        client = Calendly(Transport(make_session(), url, clock, timeouts=(0.3, 0.3)), tokens)
        with pytest.raises(CalendlyDown, match="ConnectTimeout"):
            client.bookings.book(BOOKING)


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (refusal(400, details=[GONE]), SlotTaken),
        (refusal(404, details=[GONE]), SlotTaken),
        (refusal(409, details=[GONE]), SlotTaken),
        (refusal(400, details=[{"message": "That start time has been filled"}]), SlotTaken),
        (refusal(400, "That start time has been filled"), SlotTaken),
        (refusal(400), InvalidRequest),
        (Reply(400, b"<html>no</html>"), InvalidRequest),
        (Reply(400), InvalidRequest),
        (refusal(403, PLAN), PlanRequired),
        (refusal(403, required_scopes=["scheduled_events:write"]), ScopeMissing),
        (refusal(403, "Event is already canceled"), NotAllowed),
        (Reply(403, b"<html>forbidden</html>"), NotAllowed),
        (refusal(404), NotFound),
        (Reply(429), RateLimited),
    ],
)
@every_write
def test_a_refused_write_was_not_done_and_says_why(wire, wire_client, write, reply, cause):
    wire.says(reply)
    with pytest.raises(cause) as refused:
        write(wire_client.within(timedelta(minutes=5)))
    assert type(refused.value) is cause
    assert len(wire.seen) == 1


def test_a_write_with_an_old_token_was_not_done_and_goes_once_more_with_a_new_one(wire, wire_client, tokens):
    wire.says(Reply(401), Reply(201, {"resource": INVITEE}))
    assert wire_client.bookings.book(BOOKING).email == INVITEE["email"]
    assert (tokens.renewals, len(wire.seen)) == (1, 2)
    wire.says(Reply(401))
    with pytest.raises(AuthExpired):
        wire_client.bookings.book(BOOKING)
    assert (tokens.renewals, len(wire.seen)) == (2, 4)


def test_a_limit_on_bookings_does_not_hold_up_reads(wire, wire_client):
    wire.says(Reply(429, None, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "3600"}))
    with pytest.raises(RateLimited):
        wire_client.bookings.book(BOOKING)
    wire.says(Reply(200, {"resource": sample(schema("User"), full=True)}))
    assert wire_client.users.me()
    with pytest.raises(RateLimited):
        wire_client.bookings.book(BOOKING)
    assert [request.method for request in wire.seen] == ["POST", "GET"]


def test_details_of_a_refusal_are_told_by_field(wire, wire_client):
    details = [
        {"parameter": "questions_and_answers[0].question", "message": "is missing"},
        {"parameter": "invitee.email", "message": "is invalid", "code": "invalid"},
    ]
    wire.says(refusal(400, "The supplied parameters are invalid.", details))
    with pytest.raises(InvalidRequest) as refused:
        wire_client.bookings.book(BOOKING)
    assert refused.value.details == {
        "questions_and_answers[0].question": "is missing",
        "invitee.email": "is invalid",
    }


def test_an_address_that_has_a_hook_is_told_by_its_status(wire, wire_client):
    wire.says(refusal(409, "Hook with this url already exists"))
    with pytest.raises(InvalidRequest) as refused:
        wire_client.webhooks.subscribe(WEBHOOK)
    assert refused.value.status == 409


def test_both_shapes_of_a_bookings_answer_are_read(wire, wire_client):
    event = "https://api.calendly.example/scheduled_events/E"
    older = {name: value for name, value in INVITEE.items() if name != "event"}
    wire.says(Reply(201, {"resource": {**INVITEE, "event": event}}), Reply(201, {"resource": event, "invitee": older}))
    assert wire_client.bookings.book(BOOKING) == wire_client.bookings.book(BOOKING)


def test_a_booking_says_all_six_words_of_tracking_or_none(wire, wire_client):
    wire.says(Reply(201, {"resource": INVITEE}))
    wire_client.bookings.book(BOOKING)
    assert wire.last.json["tracking"] == {
        "utm_source": "parley",
        **dict.fromkeys(["utm_campaign", "utm_medium", "utm_content", "utm_term", "salesforce_uuid"]),
    }
    wire_client.bookings.book(BOOKING.model_copy(update={"tracking": None, "location": None}))
    assert not {"tracking", "location"} & set(wire.last.json)


def test_times_go_out_in_utc_and_only_with_a_zone(wire, wire_client):
    kolkata = datetime.fromisoformat("2026-11-20T15:00:00+05:30")
    booking = m.NewBooking(**{**BOOKING.model_dump(), "start_time": kolkata})
    wire.says(Reply(201, {"resource": INVITEE}))
    wire_client.bookings.book(booking)
    assert wire.last.json["start_time"] == "2026-11-20T09:30:00Z"
    with pytest.raises(ValueError, match="timezone"):
        m.NewBooking(**{**BOOKING.model_dump(), "start_time": datetime(2026, 11, 20, 15)})
    with pytest.raises(ValueError, match="zone"):
        wire_client.availability.openings(URI, datetime(2026, 11, 20), datetime(2026, 11, 21, tzinfo=UTC))


@pytest.mark.parametrize(
    "wrong",
    [
        {"invitee": {"email": "a@example.com", "timezone": "UTC"}},
        {"location": {"kind": "physical"}},
        {"location": {"kind": "zoom_conference", "location": "here"}},
        {"event_guests": ["a@example.com"] * 11},
        {"slug": "ignored by Calendly"},
    ],
)
def test_a_booking_that_calendly_would_refuse_or_ignore_is_not_even_sent(wrong):
    with pytest.raises(ValueError, match="validation error"):
        m.NewBooking.model_validate({**BOOKING.model_dump(exclude_none=True), **wrong})


def test_what_was_never_sent_is_told_from_what_was_lost_whatever_wraps_it(wire):
    from parley.calendly.faults import was_never_sent

    assert not was_never_sent(requests.ReadTimeout("slow"))
    assert not was_never_sent(requests.ConnectionError("Connection aborted."))
    assert was_never_sent(requests.ConnectTimeout("door"))
    loop = requests.ConnectionError("round")
    loop.__context__ = loop
    assert not was_never_sent(loop)
