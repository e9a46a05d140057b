"""What Calendly sends, as far as the bot reads it: unknown fields are let through, missing ones reported by path."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Envelope(BaseModel):
    """How one thing is sent."""

    resource: dict[str, Any]


class Pagination(BaseModel):
    """Where a list goes on; null at its end."""

    next_page_token: str | None = None


class Page(BaseModel):
    """How a part of a list is sent."""

    collection: list[dict[str, Any]]
    pagination: Pagination


class Resource(BaseModel):
    """Something with an address; its id is the last part of it (a UUID or 16 characters, never assume which)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    uri: str

    @property
    def id(self) -> str:
        """Return the last segment of the URI, as path parameters take it."""
        return self.uri.rsplit("/", 1)[-1]


class User(Resource):
    """A Calendly user."""

    name: str
    email: str
    timezone: str
    time_notation: str = "12h"
    current_organization: str | None = None


class Location(BaseModel):
    """Where a scheduled event takes place. Keyed by `type` here, by `kind` on event types."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: str
    location: str | None = None
    status: str | None = None
    # Null until the conference is set up.
    join_url: str | None = None


class InviteesCounter(BaseModel):
    """How many invitees an event has."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    total: int
    active: int
    limit: int


class Membership(BaseModel):
    """A host of an event."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    user: str
    user_email: str | None = None
    user_name: str | None = None


class Guest(BaseModel):
    """Somebody an invitee brings along."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    email: str


class Cancellation(BaseModel):
    """Who cancelled, and why."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    canceled_by: str
    reason: str | None = None


class ScheduledEvent(Resource):
    """A scheduled event; times are aware, UTC."""

    name: str | None = None
    status: str
    start_time: datetime
    end_time: datetime
    location: Location | None = None
    invitees_counter: InviteesCounter
    event_memberships: list[Membership] = []
    event_guests: list[Guest] = []
    cancellation: Cancellation | None = None


class Answer(BaseModel):
    """What an invitee answered to one of the host's questions."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: str
    answer: str
    position: int = 0


class Invitee(Resource):
    """Somebody who booked an event."""

    email: str
    name: str
    status: str
    timezone: str | None = None
    questions_and_answers: list[Answer] = []
    cancellation: Cancellation | None = None
    no_show: dict[str, Any] | None = None
