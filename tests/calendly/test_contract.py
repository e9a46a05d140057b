"""The models and methods of the client, held against the contract: neither drifts from the other."""

import re
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from parley.calendly import models as m
from parley.calendly.client import Calendly
from parley.calendly.scopes import CATALOGUE, NEEDED, WHY, covers, needed_for_webhooks
from parley.calendly.transport import Transport, make_session
from tests.calendly.samples import check, contract, operations, resolved, sample, schema
from tests.calendly.wire import Reply

SENT = {
    "Pagination": m.Pagination,
    "User": m.User,
    "MembershipUser": m.MembershipUser,
    "OrganizationMembership": m.OrganizationMembership,
    "Organization": m.Organization,
    "LocationConfiguration": m.LocationConfiguration,
    "CustomQuestion": m.CustomQuestion,
    "Profile": m.Profile,
    "EventType": m.EventType,
    "AvailableTime": m.Opening,
    "AvailabilityRule": m.AvailabilityRule,
    "AvailabilitySchedule": m.AvailabilitySchedule,
    "EventTypeAvailabilitySchedule": m.EventTypeAvailabilitySchedule,
    "BusyTime": m.BusyTime,
    "EventLocation": m.Location,
    "Cancellation": m.Cancellation,
    "Guest": m.Guest,
    "InviteesCounter": m.InviteesCounter,
    "EventMembership": m.Membership,
    "ScheduledEvent": m.ScheduledEvent,
    "WebhookScheduledEvent": m.WebhookScheduledEvent,
    "QuestionAnswer": m.Answer,
    "Tracking": m.Tracking,
    "Payment": m.Payment,
    "Invitee": m.Invitee,
    "InviteePayload": m.InviteePayload,
    "InviteeNoShow": m.InviteeNoShow,
    "SchedulingLink": m.SchedulingLink,
    "WebhookSubscription": m.WebhookSubscription,
    "WebhookPayload": m.WebhookPayload,
    "Introspection": m.Introspection,
}
TAKEN = {
    "EventTypeCreate": m.NewEventType,
    "EventTypeUpdate": m.EventTypeChanges,
    "CreateInvitee": m.NewBooking,
    "InviteeLocationInput": m.ChosenLocation,
    "OneOffEventType": m.NewOneOff,
    "WebhookCreate": m.NewWebhook,
}
# Read where they are used: errors by parley.calendly.errors, tokens by Authlib.
ELSEWHERE = {"ErrorDetail", "Error", "InsufficientScopeError", "OAuthError", "TokenResponse"}

URI = "https://api.calendly.example/event_types/ABCDEFGHIJKLMNOP"
MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
BOOKING = m.NewBooking(
    event_type=URI,
    start_time=MOMENT,
    invitee=m.Person(email="ben@example.com", timezone="Europe/Berlin", name="Ben"),
    location=m.ChosenLocation(kind="physical", location="Room 1"),
    questions_and_answers=[m.Answer(question="Why?", answer="Because", position=0)],
    tracking=m.Tracking(utm_source="parley"),
    event_guests=["eva@example.com"],
)
NEW_TYPE = m.NewEventType(
    owner=URI, name="Chat", duration=30, before_buffer=5, locations=[m.OfferedLocation(kind="zoom_conference")]
)
ONE_OFF = m.NewOneOff(
    name="Once",
    host=URI,
    duration=45,
    date_setting=m.DateRange(start_date=date(2026, 12, 1), end_date=date(2026, 12, 5)),
    location=m.OfferedLocation(kind="custom", location="By the lake"),
)
WEBHOOK = m.NewWebhook(url="https://me.example/h", events=["invitee.created"], organization=URI, scope="user", user=URI)
HOURS = m.NewAvailability(
    timezone="Europe/Berlin",
    rules=[m.NewRule(type="wday", wday="monday", intervals=[m.Hours(start="09:00", end="12:00")])],
)

CALLS = {
    "getCurrentUser": lambda c: c.users.me(),
    "getUser": lambda c: c.users.get("X"),
    "getOrganization": lambda c: c.organizations.get("X"),
    "listOrganizationMemberships": lambda c: list(
        c.organizations.memberships(user=URI, organization=URI, email="a@example.com", role="owner")
    ),
    "getOrganizationMembership": lambda c: c.organizations.membership("X"),
    "listEventTypes": lambda c: list(
        c.event_types.list(
            user=URI, active=True, admin_managed=False, user_availability_schedule=URI, sort="name:asc", limit=3
        )
    ),
    "createEventType": lambda c: c.event_types.create(NEW_TYPE),
    "getEventType": lambda c: c.event_types.get("X"),
    "updateEventType": lambda c: c.event_types.update("X", m.EventTypeChanges(active=False)),
    "createOneOffEventType": lambda c: c.event_types.create_one_off(ONE_OFF),
    "listEventTypeAvailableTimes": lambda c: c.availability.openings(URI, MOMENT, LATER),
    "listUserBusyTimes": lambda c: c.availability.busy(URI, MOMENT, LATER),
    "listUserAvailabilitySchedules": lambda c: c.availability.schedules(URI),
    "getUserAvailabilitySchedule": lambda c: c.availability.schedule("X"),
    "listEventTypeAvailabilitySchedules": lambda c: c.availability.of_event_type(URI),
    "updateEventTypeAvailabilitySchedule": lambda c: c.availability.set_for_event_type(URI, HOURS),
    "listScheduledEvents": lambda c: list(
        c.events.list(
            user=URI,
            organization=URI,
            group=URI,
            invitee_email="a@example.com",
            status="active",
            min_start_time=MOMENT,
            max_start_time=LATER,
        )
    ),
    "getScheduledEvent": lambda c: c.events.get("X"),
    "listEventInvitees": lambda c: list(
        c.events.invitees("X", status="active", email="a@example.com", sort="created_at:asc")
    ),
    "getEventInvitee": lambda c: c.events.invitee("X", "Y"),
    "cancelEvent": lambda c: c.bookings.cancel("X", "Ill"),
    "createEventInvitee": lambda c: c.bookings.book(BOOKING),
    "createInviteeNoShow": lambda c: c.no_shows.mark(URI),
    "getInviteeNoShow": lambda c: c.no_shows.get("X"),
    "deleteInviteeNoShow": lambda c: c.no_shows.unmark("X"),
    "createSchedulingLink": lambda c: c.links.single_use(URI),
    "createWebhookSubscription": lambda c: c.webhooks.subscribe(WEBHOOK),
    "listWebhookSubscriptions": lambda c: list(
        c.webhooks.list(organization=URI, scope="user", user=URI, sort="created_at:asc")
    ),
    "getWebhookSubscription": lambda c: c.webhooks.get("X"),
    "deleteWebhookSubscription": lambda c: c.webhooks.delete("X"),
    "getSampleWebhookData": lambda c: c.webhooks.sample(event="invitee.created", organization=URI, scope="user"),
}


def test_every_operation_of_the_contract_is_a_method():
    assert set(CALLS) == set(operations())


def test_every_schema_of_the_contract_has_its_model():
    assert set(SENT) | set(TAKEN) | ELSEWHERE == set(contract()["components"]["schemas"])


@pytest.mark.parametrize("full", [True, False], ids=["everything", "the least"])
@pytest.mark.parametrize("operation", CALLS)
def test_a_method_asks_as_the_contract_says_and_reads_what_it_answers(wire, clock, tokens, operation, full):
    method, path, described = operations()[operation]
    status, answer = next((code, one) for code, one in described["responses"].items() if code.startswith("2"))
    content = answer.get("content", {}).get("application/json")
    body = sample(content["schema"], full=full) if content else None
    if content:
        if "pagination" in body:
            body["pagination"] = {**body["pagination"], "next_page_token": None}
        check(content["schema"], body)
    wire.says(Reply(int(status), body))
    CALLS[operation](Calendly(Transport(make_session(), wire.url, clock), tokens))
    assert len(wire.seen) == 1
    asked = wire.last
    assert asked.method == method
    assert re.fullmatch(re.sub(r"\{\w+\}", "[XY]", path), asked.path)
    parameters = {one["name"]: one for one in map(resolved, described.get("parameters", [])) if one["in"] == "query"}
    assert {name for name, one in parameters.items() if one.get("required")} <= set(asked.query) <= set(parameters)
    if "requestBody" in described:
        check(described["requestBody"]["content"]["application/json"]["schema"], asked.json)
    else:
        assert not asked.body


@pytest.mark.parametrize("name", [*SENT, *TAKEN])
def test_every_field_of_a_model_is_in_the_schema_and_the_other_way_round(name):
    part = schema(name)
    choices = [one for one in part.get("oneOf", []) if one.get("type") != "null"] or [part]
    theirs = {field for one in choices for field in one.get("properties", {})}
    ours = {field.alias or own for own, field in {**SENT, **TAKEN}[name].model_fields.items()}
    assert ours == theirs


@pytest.mark.parametrize("name", SENT)
def test_a_model_reads_the_least_and_the_most_that_the_schema_allows(name):
    for full in (True, False):
        instance = sample(schema(name), full=full)
        check(schema(name), instance)
        if instance is not None:
            SENT[name].model_validate(instance)


@pytest.mark.parametrize("name", [name for name in SENT if schema(name).get("required")])
def test_a_required_field_that_is_missing_is_reported_by_its_name(name):
    part, least = schema(name), sample(schema(name), full=False)
    for field in part["required"]:
        if least[field] is None or name == "Pagination":  # where a list ends is told by the token alone
            continue
        with pytest.raises(ValidationError) as missing:
            SENT[name].model_validate({key: value for key, value in least.items() if key != field})
        assert missing.value.errors()[0]["loc"] == (field,)


@pytest.mark.parametrize("operation", operations())
def test_what_an_operation_needs_is_what_the_contract_says(operation):
    told = set(re.findall(r"\w+:(?:read|write)", operations()[operation][2]["x-required-scope"]))
    assert NEEDED[operation] == told
    assert told <= CATALOGUE


def test_no_operation_is_in_the_catalogue_that_the_contract_does_not_have():
    assert set(NEEDED) == set(operations())
    assert set(WHY) <= CATALOGUE


def test_subscribing_needs_to_read_what_is_told():
    assert needed_for_webhooks(["invitee.created", "contact.updated"]) == {
        "webhooks:write",
        "scheduled_events:read",
        "contacts:read",
    }
    assert covers(frozenset({"webhooks:write", "scheduled_events:write"}), needed_for_webhooks(["invitee.canceled"]))
