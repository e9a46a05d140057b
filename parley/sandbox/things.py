"""What exists in the sandbox's world, before it is written as Calendly writes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from parley.sandbox.samples import Contact, EventTypeSample, OrganizationSample, PersonSample
from parley.sandbox.timetable import Timetable


@dataclass(frozen=True)
class Organization:
    id: str
    sample: OrganizationSample


@dataclass(frozen=True)
class Person:
    id: str
    sample: PersonSample
    organization: Organization
    zone: ZoneInfo
    timetable: Timetable

    def runs(self, organization: Organization) -> bool:
        """Owners and admins may look at everybody's events in their organization."""
        return self.organization.id == organization.id and self.sample.role in ("owner", "admin")


@dataclass(frozen=True)
class Cancellation:
    by: str
    canceler_type: str
    reason: str | None
    at: datetime


@dataclass(frozen=True)
class Invitee:
    id: str
    contact: Contact
    created: datetime
    cancellation: Cancellation | None

    @property
    def status(self) -> str:
        return "canceled" if self.cancellation else "active"


@dataclass(frozen=True)
class Event:
    id: str
    host: Person
    kind: EventTypeSample
    type_id: str
    start: datetime
    created: datetime
    location: dict[str, Any] | None
    guests: tuple[str, ...]
    invitees: tuple[Invitee, ...]
    cancellation: Cancellation | None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.kind.minutes)

    @property
    def status(self) -> str:
        return "canceled" if self.cancellation else "active"
