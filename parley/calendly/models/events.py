"""Scheduled events."""

from typing import Any

from parley.calendly.models.base import Moment, Resource, Sent


class Location(Sent):
    """Where a scheduled event takes place. Keyed by `type` here, by `kind` on event types.

    UNCONFIRMED whether Zoom is `zoom` or `zoom_conference` here, so the type stays text.
    """

    type: str
    location: str | None = None
    status: str | None = None
    # Null until the conference is set up.
    join_url: str | None = None
    data: dict[str, Any] | None = None


class InviteesCounter(Sent):
    """How many invitees an event has."""

    total: int
    active: int
    limit: int


class Membership(Sent):
    """A host of an event, and the time that it takes with its buffers."""

    user: str
    user_email: str | None = None
    user_name: str | None = None
    buffered_start_time: Moment | None = None
    buffered_end_time: Moment | None = None


class Guest(Sent):
    """Somebody an invitee brings along."""

    email: str
    created_at: Moment
    updated_at: Moment


class Cancellation(Sent):
    """Who cancelled, when, and why; `canceler_type` is `host` or `invitee`."""

    canceled_by: str
    reason: str | None = None
    canceler_type: str
    created_at: Moment


class CalendarEvent(Sent):
    """The entry in the host's own calendar."""

    kind: str
    external_id: str


class ScheduledEvent(Resource):
    """A scheduled event; `cancellation` is there only when it is cancelled."""

    name: str | None = None
    meeting_notes_plain: str | None = None
    meeting_notes_html: str | None = None
    status: str
    start_time: Moment
    end_time: Moment
    event_type: str
    location: Location | None = None
    invitees_counter: InviteesCounter
    created_at: Moment
    updated_at: Moment
    event_memberships: list[Membership]
    event_guests: list[Guest]
    cancellation: Cancellation | None = None
    calendar_event: CalendarEvent | None = None


class WebhookScheduledEvent(Resource):
    """A scheduled event as deliveries carry it, of which less is promised."""

    name: str | None = None
    meeting_notes_plain: str | None = None
    meeting_notes_html: str | None = None
    status: str
    start_time: Moment
    end_time: Moment
    event_type: str
    location: Location | None = None
    invitees_counter: InviteesCounter
    created_at: Moment | None = None
    updated_at: Moment | None = None
    event_memberships: list[Membership] | None = None
    event_guests: list[Guest] | None = None
    cancellation: Cancellation | None = None
