"""When people can be booked: their own hours, and other hours that an event type has for them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parley.sandbox.ids import mint
from parley.sandbox.samples import Hours, Rule, Window
from parley.sandbox.things import EventType, Person
from parley.sandbox.world import World

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

type Span = tuple[datetime, datetime]
"""From a moment until another, which no longer belongs to it; both UTC."""


def own_schedule(person: Person) -> str:
    """The id of this person's own hours."""
    return mint("schedule", person.sample.slug)


def own_hours(person: Person) -> Hours:
    return Hours(timezone=person.sample.timezone, rules=person.sample.hours)


def special_hours(world: World, event_type: EventType, host: Person) -> Hours | None:
    """What this type has for this host instead of the host's own hours: what was set here, or what the sample says."""
    record = world.notes.schedules.get(f"{event_type.id}/{host.sample.slug}")
    if record is not None:
        return Hours(timezone=record.timezone, rules=record.rules)
    return event_type.sample.hours.get(host.sample.slug)


def hours_of(world: World, event_type: EventType, host: Person) -> Hours:
    return special_hours(world, event_type, host) or own_hours(host)


def windows(hours: Hours, start: datetime, end: datetime) -> list[Span]:
    """When these hours are open, on all local days that touch the range, earliest first, none overlapping another.

    Days are kept apart even where they touch at midnight: steps begin anew each day, whatever range was asked about.
    """
    zone = ZoneInfo(hours.timezone)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    found: list[Span] = []
    while day <= last:
        found += merged([span for window in _on(hours.rules, day) if (span := _span(window, day, zone))])
        day += timedelta(days=1)
    return found


def merged(spans: list[Span]) -> list[Span]:
    """The same time as spans that neither touch nor overlap, earliest first."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def common(one: list[Span], other: list[Span]) -> list[Span]:
    """The time that both have."""
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return sorted((start, end) for start, end in pairs if start < end)


def _on(rules: tuple[Rule, ...], day: date) -> tuple[Window, ...]:
    dated = [rule for rule in rules if rule.type == "date" and rule.date == day.isoformat()]
    weekly = [rule for rule in rules if rule.type == "wday" and rule.wday == WEEKDAYS[day.weekday()]]
    return tuple(window for rule in dated or weekly for window in rule.intervals)


def _span(window: Window, day: date, zone: ZoneInfo) -> Span | None:
    """None for a window that ends before it begins, as one inside the hour does that a clock change skips."""
    start, end = _moment(window.start, day, zone), _moment(window.end, day, zone)
    return (start, end) if start < end else None


def _moment(text: str, day: date, zone: ZoneInfo) -> datetime:
    """A local time that comes twice is the first of the two; one that is skipped, as much later as was skipped."""
    if text == "24:00":
        day, text = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(text), zone).astimezone(UTC)
