"""What can come of booking."""

from dataclasses import dataclass
from datetime import datetime

from parley.calendly.models import Invitee, Location, Membership, Opening, ScheduledEvent


@dataclass(frozen=True)
class Booked:
    """A booking that stands; times are aware. `join_url` may take Calendly a moment: `refreshed` asks again."""

    event_id: str
    name: str
    start: datetime
    end: datetime
    invitee: Invitee
    location: Location | None = None
    hosts: tuple[Membership, ...] = ()
    guests: tuple[str, ...] = ()

    @property
    def join_url(self) -> str | None:
        """Return the conference's address, None without one or until it is made."""
        return self.location.join_url if self.location else None

    @property
    def cancel_url(self) -> str:
        """Return where the invitee can cancel."""
        return self.invitee.cancel_url

    @property
    def reschedule_url(self) -> str:
        """Return where the invitee can choose another time."""
        return self.invitee.reschedule_url


@dataclass(frozen=True)
class Taken:
    """The opening is gone; these are the nearest."""

    nearest: list[Opening]


@dataclass(frozen=True)
class Unknown:
    """It may or may not be booked: `find_booked` before anything else, and never another post."""


@dataclass(frozen=True)
class NotBooked:
    """It is certain that it was not booked."""


@dataclass(frozen=True)
class PlanRequired:
    """The plan has no booking by API. `link` books it by hand; `single_use`: once only."""

    link: str
    single_use: bool


@dataclass(frozen=True)
class Ready:
    """The opening is still there."""

    opening: Opening


def booked_of(event: ScheduledEvent, invitee: Invitee) -> Booked:
    """Return a booking that stands, from what Calendly tells of it."""
    return Booked(
        event.id,
        event.name or "",
        event.start_time,
        event.end_time,
        invitee,
        event.location,
        tuple(event.event_memberships),
        tuple(guest.email for guest in event.event_guests),
    )
