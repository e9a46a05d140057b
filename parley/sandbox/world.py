"""Who and what exists: sample people, and their events from a week behind to a fortnight ahead of the clock.

Nothing of it is stored. It is computed from the clock's date and kept while that date lasts. Over it lies what was
booked, canceled or changed here, which `notebook.py` keeps.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from parley.sandbox.bookings import events_on
from parley.sandbox.event_types import sampled
from parley.sandbox.ids import mint
from parley.sandbox.notebook import Notebook
from parley.sandbox.samples import OrganizationSample, PersonSample, Samples
from parley.sandbox.shelf import Shelf
from parley.sandbox.things import Event, EventType, Organization, Person
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
    """The sample world as it is at the clock's date, and what was made of it."""

    def __init__(self, samples: Samples, clock: Callable[[], datetime], shelf: Shelf | None = None) -> None:
        self._clock = clock
        organizations = {sample.slug: _organization(sample) for sample in samples.organizations}
        self.organizations = {organization.id: organization for organization in organizations.values()}
        self.people = [_person(sample, organizations[sample.organization]) for sample in samples.people]
        self._by_slug = {person.sample.slug: person for person in self.people}
        self._by_id = {person.id: person for person in self.people}
        self._sampled = sampled(self.people)
        self.notes = Notebook(shelf, self._by_slug)
        self._diary: Diary | None = None
        self._plans: dict[tuple[str, date], tuple[Event, ...]] = {}
        self._seen: tuple[Diary, int, Diary] | None = None

    def named(self, slug: str) -> Person | None:
        return self._by_slug.get(slug)

    def person(self, identifier: str) -> Person | None:
        return self._by_id.get(identifier)

    def event(self, identifier: str) -> Event | None:
        found = self._now_seen().by_id.get(identifier)
        return self._as_of_now(found) if found else None

    def events_of(self, person: Person) -> tuple[Event, ...]:
        """The events that this person hosts, alone or with others, earliest first."""
        return tuple(map(self._as_of_now, self._now_seen().by_host[person.id]))

    def event_type(self, identifier: str) -> EventType | None:
        return self.notes.types.get(identifier) or self._sampled.get(identifier)

    def event_types(self) -> list[EventType]:
        """Everybody's, as they are now."""
        return list((self._sampled | self.notes.types).values())

    def yet_unseen(self, person: Person, first: date, last: date) -> list[Event]:
        """What the timetable has in store for these days of that person's calendar, and nobody can see yet.

        It takes time already: whoever books those weeks ahead would otherwise find the person double-booked one day.
        """
        day = max(first, self.diary().day + timedelta(days=DAYS_AHEAD + 1))
        found = []
        while day <= last:
            found += [event for event in self._planned(person, day) if event.id not in self.notes.events]
            day += timedelta(days=1)
        return found

    def upcoming(self, person: Person) -> int:
        """How many active events have not ended yet."""
        now = self._clock()
        return sum(event.end > now and event.cancellation is None for event in self.events_of(person))

    def diary(self) -> Diary:
        today = self._clock().date()
        if self._diary is None or self._diary.day != today:
            self._diary, self._plans = self._open(today), {}
        return self._diary

    def _planned(self, person: Person, day: date) -> tuple[Event, ...]:
        if (person.id, day) not in self._plans:
            self._plans[person.id, day] = tuple(events_on(person, day))
        return self._plans[person.id, day]

    def _now_seen(self) -> Diary:
        """The diary with the notes laid over it, kept until either changes."""
        diary, version = self.diary(), self.notes.version
        if self._seen is None or self._seen[0] is not diary or self._seen[1] != version:
            self._seen = (diary, version, self._laid_over(diary))
        return self._seen[2]

    def _laid_over(self, diary: Diary) -> Diary:
        if not self.notes.events:
            return diary
        by_id = diary.by_id | self.notes.events
        by_host: dict[str, list[Event]] = {person.id: [] for person in self.people}
        for event in sorted(by_id.values(), key=lambda event: event.start):
            for host in event.hosts:
                by_host[host.id].append(event)
        return Diary(diary.day, {host: tuple(events) for host, events in by_host.items()}, by_id)

    def _as_of_now(self, event: Event) -> Event:
        """A conference gets its link a little after the booking; until then it is only announced."""
        if event.linked_at is None or event.location is None or self._clock() >= event.linked_at:
            return event
        pending = {"type": event.location["type"], "status": "initiated", "join_url": None, "data": None}
        return replace(event, location=pending)

    def _open(self, today: date) -> Diary:
        days = [today + timedelta(days=offset) for offset in range(-DAYS_BEHIND, DAYS_AHEAD + 1)]
        by_host = {p.id: tuple(event for day in days for event in events_on(p, day)) for p in self.people}
        return Diary(today, by_host, {event.id: event for events in by_host.values() for event in events})


def _organization(sample: OrganizationSample) -> Organization:
    return Organization(mint("organization", sample.slug), sample)


def _person(sample: PersonSample, organization: Organization) -> Person:
    zone = ZoneInfo(sample.timezone)
    return Person(mint("person", sample.slug), sample, organization, zone, timetable_of(sample))
