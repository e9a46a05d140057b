"""What exists in the sandbox's world, before it is written as Calendly writes it."""

from dataclasses import dataclass, field
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
class NoShow:
    id: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    question: str
    answer: str
    position: int


@dataclass(frozen=True)
class Form:
    """What whoever booked here wrote. `method`: `api`, or `instant_book` on the booking page."""

    method: str
    answers: tuple[Answer, ...] = ()
    tracking: dict[str, str | None] = field(default_factory=dict)
    first_name: str | None = None
    last_name: str | None = None


@dataclass(frozen=True)
class Invitee:
    """Somebody who comes. `old` and `new`: what this one was moved from and to, as `event id/invitee id`."""

    id: str
    contact: Contact
    created: datetime
    cancellation: Cancellation | None
    form: Form | None = None
    old: str | None = None
    new: str | None = None
    no_show: NoShow | None = None

    @property
    def status(self) -> str:
        return "canceled" if self.cancellation else "active"


@dataclass(frozen=True)
class Event:
    """`host` comes first of the hosts; `linked_at` is when a conference made here gets its link."""

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
    co_hosts: tuple[Person, ...] = ()
    linked_at: datetime | None = None

    @property
    def hosts(self) -> tuple[Person, ...]:
        return (self.host, *self.co_hosts)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.kind.minutes)

    @property
    def status(self) -> str:
        return "canceled" if self.cancellation else "active"

    @property
    def taken(self) -> int:
        """How many seats are gone."""
        return sum(invitee.cancellation is None for invitee in self.invitees)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From when to when it keeps its hosts, buffers included."""
        before, after = timedelta(minutes=self.kind.before_buffer), timedelta(minutes=self.kind.after_buffer)
        return self.start - before, self.end + after


@dataclass(frozen=True)
class EventType:
    """What can be booked: the settings (`sample`), and what is Calendly's own about it.

    `dates` is the `date_setting` of a one-off type. All hosts belong to one organization.
    """

    id: str
    owner: Person
    co_hosts: tuple[Person, ...]
    sample: EventTypeSample
    created: datetime
    updated: datetime
    position: int
    one_off: bool = False
    dates: dict[str, Any] | None = None
    zone: str | None = None

    @property
    def hosts(self) -> tuple[Person, ...]:
        return (self.owner, *self.co_hosts)
