"""Openings laid out for the eye: days in the visitor's own zone, a week at a time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from parley.sandbox.openings import Opening, openings
from parley.sandbox.rooms import Sandbox
from parley.sandbox.things import EventType

DAYS = 7
AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@dataclass(frozen=True)
class Time:
    """`start` as it stands in the address; `text` as it is read; `remaining` seats."""

    start: str
    text: str
    remaining: int


@dataclass(frozen=True)
class Week:
    """`days` that have openings; `earlier` and `later` are first days of the weeks around, None where there is none."""

    days: list[tuple[str, list[Time]]]
    earlier: str | None
    later: str | None


@cache
def zones() -> list[str]:
    """Every zone that is a place, and UTC."""
    return ["UTC", *sorted(name for name in _known() if name.partition("/")[0] in AREAS)]


def zone_of(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone of this name, or the other one when there is none."""
    return ZoneInfo(name) if name in _known() else otherwise


def week(sandbox: Sandbox, event_type: EventType, zone: ZoneInfo, wish: str) -> Week:
    """The week that begins on the wished day (`YYYY-MM-DD`), or today when that is no day to come."""
    now = sandbox.clock()
    today, last = now.astimezone(zone).date(), _last_day(event_type, zone, now)
    first = min(max(_day(wish) or today, today), last)
    start, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, first + timedelta(days=DAYS)))
    found = openings(sandbox.world, event_type, max(start, now), end, now)
    before, after = first - timedelta(days=DAYS), first + timedelta(days=DAYS)
    return Week(
        days=_by_day(found, zone),
        earlier=str(max(before, today)) if first > today else None,
        later=str(after) if after <= last else None,
    )


def in_words(moment: datetime, zone: ZoneInfo) -> str:
    """`Thursday 19 November 2026, 15:30 (Europe/Berlin)`."""
    local = moment.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone.key})"


def written(moment: datetime) -> str:
    """As it stands in an address: `2026-11-19T14:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def _by_day(found: list[Opening], zone: ZoneInfo) -> list[tuple[str, list[Time]]]:
    days: dict[str, list[Time]] = {}
    for opening in found:
        local = opening.start.astimezone(zone)
        day = days.setdefault(f"{local:%A} {local.day} {local:%B}", [])
        day.append(Time(written(opening.start), f"{local:%H:%M}", opening.remaining))
    return list(days.items())


def _last_day(event_type: EventType, zone: ZoneInfo, now: datetime) -> date:
    return (now + timedelta(days=event_type.sample.days_ahead + 1)).astimezone(zone).date()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
