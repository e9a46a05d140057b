"""A small grammar of our own, over dateutil, for when no Duckling answers: a day, a clock time, a length of time."""

import re
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, WEEKLY, rrule

from parley.when.engines.hits import Asked, Hit, Value
from parley.when.spans import By, Grain

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = rf"""(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<near>today|tomorrow|yesterday)
    |(?:on\s+)?(?P<weekday>{_DAYS})
    |(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{"|".join(_MONTHS)})[a-z]*
    |(?P<month2>{"|".join(_MONTHS)})[a-z]*\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?"""
_CLOCK = r"""(?:at\s+)?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\b
    |(?:at\s+)?(?P<h24>\d{1,2}):(?P<m24>\d\d)\b"""
_DAY_FIRST = rf"(?:{_DAY})(?:,?\s+(?:{_CLOCK}))?"
_CLOCK_FIRST = rf"(?:{_CLOCK})(?:\s+(?:{_DAY}))?".replace("(?P<", "(?P<x")  # a name may stand in a pattern once
_WHEN = re.compile(rf"\b(?:{_DAY_FIRST}|{_CLOCK_FIRST})", re.IGNORECASE | re.VERBOSE)
_LENGTH = re.compile(r"\b(?P<count>\d{1,4})[ -]?(?P<unit>minute|min|hour|day|week)s?\b", re.I)
_UNITS = {"minute": "minutes", "min": "minutes", "hour": "hours", "day": "days", "week": "weeks"}


class Grammar:
    """Reads the plainest words alone. It never fails and holds nothing."""

    by: By = "grammar"

    def read(self, asked: Asked) -> list[list[Hit]]:
        """Return the hits of each piece."""
        return [[*_times(piece, asked.wall), *_lengths(piece)] for piece in asked.pieces]

    def close(self) -> None:
        """Do nothing."""


def _lengths(text: str) -> list[Hit]:
    found = ((each, {_UNITS[each["unit"].lower()]: int(each["count"])}) for each in _LENGTH.finditer(text))
    return [Hit(each.start(), each.end(), length=timedelta(**length)) for each, length in found]


def _times(text: str, wall: datetime) -> list[Hit]:
    hits = []
    for each in _WHEN.finditer(text):
        said = {name.removeprefix("x"): value for name, value in each.groupdict().items() if value}
        try:
            values = _values(said, wall)
        except (ValueError, OverflowError):  # such as 31 February
            continue
        hits.append(Hit(each.start(), each.end(), values))
    return hits


def _values(said: dict[str, str], wall: datetime) -> tuple[Value, ...]:
    clock, grain = _clock(said)
    days = _days(said, wall)
    if days is None:
        first = wall.date() if clock is None or clock >= wall.time() else wall.date() + timedelta(1)
        days = list(rrule(DAILY, dtstart=datetime.combine(first, time.min), count=3))
    return tuple(Value(datetime.combine(day, clock or time.min), None, grain, False) for day in days)


def _clock(said: dict[str, str]) -> tuple[time | None, Grain]:
    if "h24" in said:
        return time(int(said["h24"]), int(said["m24"])), "minute"
    if "hour" not in said:
        return None, "day"
    hour = int(said["hour"])
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    half = 12 if said["half"].lower() == "p" else 0
    return time(hour % 12 + half, int(said.get("minute", 0))), "minute" if "minute" in said else "hour"


def _days(said: dict[str, str], wall: datetime) -> list[datetime] | None:
    midnight = datetime.combine(wall.date(), time.min)
    if "iso" in said:
        return [datetime.fromisoformat(said["iso"])]
    if near := said.get("near", "").lower():
        return [midnight + timedelta({"yesterday": -1, "today": 0, "tomorrow": 1}[near])]
    if weekday := said.get("weekday", "").lower():
        start = midnight + timedelta(1)
        return list(rrule(WEEKLY, dtstart=start, byweekday=_DAYS.split("|").index(weekday), count=3))
    if month := (said.get("month") or said.get("month2", ""))[:3].lower():
        day = int(said.get("day") or said["day2"])
        this = midnight.replace(month=_MONTHS.index(month) + 1, day=day)
        return [this if this >= midnight else this + relativedelta(years=1)]
    return None
