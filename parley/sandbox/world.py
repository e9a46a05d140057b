"""Who and what exists: sample people, and their events from a week behind to a fortnight ahead of the clock.

Nothing of it is stored. It is computed from the clock's date and kept while that date lasts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from parley.sandbox.bookings import events_on
from parley.sandbox.ids import mint
from parley.sandbox.samples import OrganizationSample, PersonSample, Samples
from parley.sandbox.things import Event, Organization, Person
from parley.sandbox.timetable import timetable_of

DAYS_BEHIND = 7
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Diary:
    """All events that can be seen on one date (UTC)."""

    day: date
    by_host: dict[str, tuple[Event, ...]]
    by_id: dict[str, Event]


class World:
    """The sample world as it is at the clock's date."""

    def __init__(self, samples: Samples, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        organizations = {sample.slug: _organization(sample) for sample in samples.organizations}
        self.organizations = {organization.id: organization for organization in organizations.values()}
        self.people = [_person(sample, organizations[sample.organization]) for sample in samples.people]
        self._by_slug = {person.sample.slug: person for person in self.people}
        self._by_id = {person.id: person for person in self.people}
        self._diary: Diary | None = None

    def named(self, slug: str) -> Person | None:
        return self._by_slug.get(slug)

    def person(self, identifier: str) -> Person | None:
        return self._by_id.get(identifier)

    def event(self, identifier: str) -> Event | None:
        return self.diary().by_id.get(identifier)

    def events_of(self, person: Person) -> tuple[Event, ...]:
        """This person's events, earliest first."""
        return self.diary().by_host[person.id]

    def upcoming(self, person: Person) -> int:
        """How many active events have not ended yet."""
        now = self._clock()
        return sum(event.end > now and event.cancellation is None for event in self.events_of(person))

    def diary(self) -> Diary:
        today = self._clock().date()
        if self._diary is None or self._diary.day != today:
            self._diary = self._open(today)
        return self._diary

    def _open(self, today: date) -> Diary:
        days = [today + timedelta(days=offset) for offset in range(-DAYS_BEHIND, DAYS_AHEAD + 1)]
        by_host = {p.id: tuple(event for day in days for event in events_on(p, day)) for p in self.people}
        return Diary(today, by_host, {event.id: event for events in by_host.values() for event in events})


def _organization(sample: OrganizationSample) -> Organization:
    return Organization(mint("organization", sample.slug), sample)


def _person(sample: PersonSample, organization: Organization) -> Person:
    zone = ZoneInfo(sample.timezone)
    return Person(mint("person", sample.slug), sample, organization, zone, timetable_of(sample))
