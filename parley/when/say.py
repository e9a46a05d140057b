"""Time to words: short, with its zone always named."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class UnknownZone(ValueError):
    """No zone of this name is in the system's zone data."""


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. UnknownZone for any other, never UTC in silence."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(name) from None


def say_span(start: datetime, end: datetime, *, now: datetime, zone: ZoneInfo, twelve_hours: bool) -> str:
    """Return a span as people say it in `zone`, e.g. `Tomorrow, Tue 24 Nov, 15:00–15:30 CET`.

    The three moments are aware. The year is said when it is not this one.
    """
    start, end, today = start.astimezone(zone), end.astimezone(zone), now.astimezone(zone).date()
    day = say_day(start.date(), today)
    if end.date() == start.date() and start.utcoffset() == end.utcoffset():
        return f"{day}, {_hours(start, end, twelve_hours)} {say_zone(end)}"
    until = f"{say_day(end.date(), today)}, " if end.date() != start.date() else ""
    return f"{day}, {_hour(start, twelve_hours)} {say_zone(start)} – {until}{_hour(end, twelve_hours)} {say_zone(end)}"


def say_day(day: date, today: date) -> str:
    """Return a day, e.g. `Today, Tue 24 Nov` or `Mon 4 Jan 2027`."""
    near = {today: "Today, ", today + timedelta(days=1): "Tomorrow, ", today - timedelta(days=1): "Yesterday, "}
    year = "" if day.year == today.year else f" {day.year}"
    return f"{near.get(day, '')}{day:%a} {day.day} {day:%b}{year}"


def say_zone(moment: datetime) -> str:
    """Return the zone's abbreviation at that moment, or its offset where the zone data has no letters for it."""
    name = moment.tzname() or ""
    if name.isalpha():
        return name
    offset = moment.strftime("%z")  # such as -0300
    return f"UTC{offset[:3]}:{offset[3:5]}".replace("-", "−")


def _hours(start: datetime, end: datetime, twelve_hours: bool) -> str:
    if not twelve_hours:
        return f"{start:%H:%M}–{end:%H:%M}"
    first = _hour(start, True) if (start.hour < 12) != (end.hour < 12) else _hour(start, True)[:-3]
    return f"{first}–{_hour(end, True)}"


def _hour(moment: datetime, twelve_hours: bool) -> str:
    if not twelve_hours:
        return f"{moment:%H:%M}"
    return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"
