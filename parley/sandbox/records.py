"""What is written on the shelf, and how it becomes things again. People are named by their slug."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from parley.sandbox.samples import EventTypeSample, Rule
from parley.sandbox.things import Cancellation, Event, EventType, Invitee, Person


class Record(BaseModel):
    model_config = ConfigDict(frozen=True)

    def written(self) -> str:
        return self.model_dump_json(by_alias=True)


class EventRecord(Record):
    id: str
    host: str
    co_hosts: tuple[str, ...]
    kind: EventTypeSample
    type_id: str
    start: datetime
    created: datetime
    location: dict[str, Any] | None
    guests: tuple[str, ...]
    invitees: tuple[Invitee, ...]
    cancellation: Cancellation | None
    linked_at: datetime | None

    @classmethod
    def of(cls, event: Event) -> Self:
        facts = {name: getattr(event, name) for name in cls.model_fields.keys() - {"host", "co_hosts", "kind"}}
        # Who else could come to this type is nothing an event has to carry.
        kind = event.kind.model_copy(update={"roster": ()})
        return cls(host=_slug(event.host), co_hosts=_slugs(event.co_hosts), kind=kind, **facts)

    def thing(self, people: Mapping[str, Person]) -> Event:
        """Raises KeyError when a host is not in this world."""
        facts = {name: getattr(self, name) for name in type(self).model_fields}
        return Event(**(facts | {"host": people[self.host], "co_hosts": _named(self.co_hosts, people)}))


class EventTypeRecord(Record):
    id: str
    owner: str
    co_hosts: tuple[str, ...]
    sample: EventTypeSample
    created: datetime
    updated: datetime
    position: int
    one_off: bool
    dates: dict[str, Any] | None
    zone: str | None

    @classmethod
    def of(cls, event_type: EventType) -> Self:
        facts = {name: getattr(event_type, name) for name in cls.model_fields.keys() - {"owner", "co_hosts"}}
        return cls(owner=_slug(event_type.owner), co_hosts=_slugs(event_type.co_hosts), **facts)

    def thing(self, people: Mapping[str, Person]) -> EventType:
        """Raises KeyError when a host is not in this world."""
        facts = {name: getattr(self, name) for name in type(self).model_fields}
        return EventType(**(facts | {"owner": people[self.owner], "co_hosts": _named(self.co_hosts, people)}))


class ScheduleRecord(Record):
    """The hours of one host (a slug) for one event type, in place of that person's own."""

    event_type: str
    host: str
    timezone: str
    rules: tuple[Rule, ...]

    @property
    def id(self) -> str:
        return f"{self.event_type}/{self.host}"


class LinkRecord(Record):
    """A single-use scheduling link; `event`: what was booked with it, which is its end."""

    id: str
    event_type: str
    created: datetime
    event: str | None = None


def _slug(person: Person) -> str:
    return person.sample.slug


def _slugs(people: tuple[Person, ...]) -> tuple[str, ...]:
    return tuple(map(_slug, people))


def _named(slugs: tuple[str, ...], people: Mapping[str, Person]) -> tuple[Person, ...]:
    return tuple(people[slug] for slug in slugs)
