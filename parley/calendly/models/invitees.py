"""Invitees: who booked, and what it takes to book."""

from decimal import Decimal
from typing import Any, Self

from pydantic import Field, model_validator

from parley.calendly.models.base import Moment, Resource, Sent, Wanted
from parley.calendly.models.event_types import LocationKind
from parley.calendly.models.events import Cancellation, WebhookScheduledEvent

TOLD_IN_WORDS = frozenset({"physical", "outbound_call", "ask_invitee", "custom"})


class Answer(Sent):
    """What an invitee answered to one of the host's questions, the question word for word.

    UNCONFIRMED how several choices are written; they are read back as one text with a line for each. UNCONFIRMED
    whether `position` must be the question's own, so send that.
    """

    question: str
    answer: str
    position: int


class Tracking(Sent):
    """Where a booking came from. Calendly takes all six or none."""

    utm_campaign: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_content: str | None = None
    utm_term: str | None = None
    salesforce_uuid: str | None = None


class Payment(Sent):
    """What was paid. UNCONFIRMED whether the amount comes as text or as a number; both are read."""

    external_id: str
    provider: str
    amount: Decimal
    currency: str
    terms: str | None = None
    successful: bool


class NoShowMark(Sent):
    """The mark on an invitee who did not come."""

    uri: str
    created_at: Moment


class Reconfirmation(Sent):
    """When the invitee was asked whether it still holds, and said so."""

    created_at: Moment
    confirmed_at: Moment | None = None


class Invitee(Resource):
    """Somebody who booked an event. First and last name are null when the type asks for one name."""

    email: str
    first_name: str | None = None
    last_name: str | None = None
    name: str
    status: str
    questions_and_answers: list[Answer]
    timezone: str | None = None
    event: str
    created_at: Moment
    updated_at: Moment
    tracking: Tracking
    text_reminder_number: str | None = None
    rescheduled: bool
    old_invitee: str | None = None
    new_invitee: str | None = None
    cancel_url: str
    reschedule_url: str
    routing_form_submission: str | None = None
    cancellation: Cancellation | None = None
    payment: Payment | None = None
    no_show: NoShowMark | None = None
    reconfirmation: Reconfirmation | None = None
    scheduling_method: str | None = None
    invitee_scheduled_by: str | None = None


class InviteePayload(Invitee):
    """An invitee as deliveries carry it: with the event, where the times are."""

    scheduled_event: WebhookScheduledEvent


class InviteeNoShow(Resource):
    """That an invitee did not come."""

    invitee: str
    created_at: Moment


class Person(Wanted):
    """Who books: with `name`, or with `first_name`; `timezone` is IANA's name."""

    email: str
    timezone: str
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    text_reminder_number: str | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not (self.name or self.first_name):
            raise ValueError("either name or first_name must be filled")
        return self


class ChosenLocation(Wanted):
    """One of the type's locations, as the invitee chose it; some kinds need it in words."""

    kind: LocationKind
    location: str | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if (self.kind in TOLD_IN_WORDS) != bool(self.location):
            raise ValueError("location is needed for physical, outbound_call, ask_invitee and custom, and only there")
        return self


class NewBooking(Wanted):
    """A booking to make at an opening of `event_type`.

    Send `location` whenever the type has any, also when it has just one, and never for round robin.
    """

    event_type: str
    start_time: Moment
    invitee: Person
    location: ChosenLocation | None = None
    questions_and_answers: list[Answer] | None = None
    tracking: Tracking | None = None
    event_guests: list[str] | None = Field(None, max_length=10)

    def body(self) -> dict[str, Any]:
        """Return the JSON body. Of `tracking` all six keys go, nulls too: Calendly refuses a part of them."""
        tracking = {"tracking": self.tracking.model_dump()} if self.tracking else {}
        return {**super().body(), **tracking}
