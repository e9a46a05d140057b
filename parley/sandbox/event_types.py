"""Event types: those of the sample people, and what was made or changed since."""

from collections.abc import Iterable
from datetime import datetime

from parley.sandbox.ids import mint
from parley.sandbox.samples import EventTypeSample
from parley.sandbox.things import EventType, Person


def sampled(people: Iterable[Person]) -> dict[str, EventType]:
    """Every sample person's types by id, in the order of the files. Raises KeyError for a host who does not exist."""
    by_slug = {person.sample.slug: person for person in people}
    types = (
        _of(owner, place, sample, by_slug)
        for owner in by_slug.values()
        for place, sample in enumerate(owner.sample.event_types)
    )
    return {event_type.id: event_type for event_type in types}


def type_id(owner: str, key: str) -> str:
    """The id of a sample person's event type."""
    return mint("event type", owner, key)


def _of(owner: Person, place: int, sample: EventTypeSample, by_slug: dict[str, Person]) -> EventType:
    created = _latest([owner, *(by_slug[slug] for slug in sample.co_hosts)])
    co_hosts = tuple(by_slug[slug] for slug in sample.co_hosts)
    return EventType(type_id(owner.sample.slug, sample.key), owner, co_hosts, sample, created, created, place)


def _latest(hosts: list[Person]) -> datetime:
    return max(host.sample.created_at for host in hosts)
