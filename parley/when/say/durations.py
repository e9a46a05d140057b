"""Durations in words."""

from datetime import timedelta

from babel.units import format_unit

from parley.when.regions import Region

_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def say_duration(duration: timedelta, region: Region) -> str:
    """Return a duration, e.g. `1 hour 30 minutes`. ValueError for a negative one."""
    if duration < timedelta():
        raise ValueError("a duration below nothing")
    rest, parts = int(duration.total_seconds()), []
    for unit, seconds in _UNITS:
        count, rest = divmod(rest, seconds)
        if count:
            parts.append(_unit(count, unit, region))
    return " ".join(parts) or _unit(0, "minute", region)


def _unit(count: int, unit: str, region: Region) -> str:
    return str(format_unit(count, f"duration-{unit}", locale=region.cldr))
