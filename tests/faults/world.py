"""A world for the sandbox in which every conversation has a host of its own, so that none hides what another does."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
SINGLE, GROUP = "Intro Call", "Product Demo"
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_BORN = "2026-01-01T00:00:00Z"


def host(number: int) -> str:
    """Return the slug of a conversation's host."""
    return f"host{number:04d}"


def write_world(file: Path, hosts: int) -> Path:
    """Write a world with so many hosts, whom nobody has booked yet, and return the file."""
    organization = {"slug": "many", "name": "Many", "kind": "multi", "plan": "standard", "stage": "paid", "number": 1}
    world = {
        "organizations": [{**organization, "created_at": _BORN}],
        "people": [_person(number) for number in range(hosts)],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(world), encoding="utf-8")  # JSON is YAML, too.
    return file


def openings(now: datetime | None = None, hours: tuple[int, ...] = (10, 15)) -> list[datetime]:
    """Return times that every host offers: these on each of three days, none near a change of clocks."""
    first = (now or datetime.now(UTC)).astimezone(ZONE).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    days = [first + timedelta(days=step) for step in range(3)]
    return [day.replace(hour=hour) for day in days for hour in hours]


def words(moment: datetime) -> str:
    """Return how a person says the moment."""
    return f"{moment.day} {moment:%B} at {moment:%H:%M}"


def _person(number: int) -> dict[str, Any]:
    return {
        "order": number + 1,
        "slug": host(number),
        "name": f"Host {number:04d}",
        "email": f"{host(number)}@example.com",
        "timezone": ZONE.key,
        "time_notation": "24h",
        "organization": "many",
        "role": "user",
        "created_at": _BORN,
        "hours": [{"type": "wday", "wday": day, "intervals": [{"from": "08:00", "to": "20:00"}]} for day in DAYS],
        "event_types": [_type("single", SINGLE, 1), _type("group", GROUP, 8)],
    }


def _type(key: str, name: str, seats: int) -> dict[str, Any]:
    """A second booking of one time is refused unless there are more seats: only a group shows what was done twice."""
    place = {"type": "zoom_conference"}
    return {"key": key, "name": name, "minutes": 30, "seats": seats, "notice": 0, "location": place}
