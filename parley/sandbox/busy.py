"""What already takes a person's time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from parley.sandbox.samples import DAYS
from parley.sandbox.schedules import Span
from parley.sandbox.things import Event, Person
from parley.sandbox.world import World


@dataclass(frozen=True)
class Busy:
    """`event` is None for what is not Calendly's; `span` counts the buffers in, `plain` does not."""

    plain: Span
    span: Span
    event: Event | None


def busy(world: World, person: Person, start: datetime, end: datetime) -> list[Busy]:
    """All of it that touches the range with its buffers, earliest first."""
    seen = [Busy((event.start, event.end), event.span, event) for event in _active(world.events_of(person))]
    first, last = _local(person, start) - timedelta(days=1), _local(person, end) + timedelta(days=1)
    unseen = [Busy((e.start, e.end), e.span, None) for e in _active(world.yet_unseen(person, first, last))]
    everything = seen + unseen + _external(person, first, last)
    touching = [taken for taken in everything if taken.span[0] < end and taken.span[1] > start]
    return sorted(touching, key=lambda taken: taken.plain)


def _active(events: tuple[Event, ...] | list[Event]) -> list[Event]:
    return [event for event in events if event.cancellation is None]


def _external(person: Person, first: date, last: date) -> list[Busy]:
    if not person.sample.external:
        return []
    days = [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
    return [
        Busy(span, span, None)
        for day in days
        for entry in person.sample.external
        if entry.day == DAYS[day.weekday()]
        for span in [_span(datetime.combine(day, entry.at, person.zone), entry.minutes)]
    ]


def _span(start: datetime, minutes: int) -> Span:
    begins = start.astimezone(UTC)
    return begins, begins + timedelta(minutes=minutes)


def _local(person: Person, moment: datetime) -> date:
    return moment.astimezone(person.zone).date()
