"""Times of day in words."""

from datetime import datetime

from parley.when.regions import Region


def say_hour(moment: datetime, region: Region, *, twelve_hours: bool) -> str:
    """Return a time of day, e.g. `15:00` or `3:00 pm`."""
    return f"{_bare(moment, twelve_hours)} {_half(moment, region)}" if twelve_hours else _bare(moment, twelve_hours)


def say_hours(start: datetime, end: datetime, region: Region, *, twelve_hours: bool) -> tuple[str, str]:
    """Return the two ends of a range within a day; the first has no `pm` of its own when both are the same half."""
    last = say_hour(end, region, twelve_hours=twelve_hours)
    if twelve_hours and _half(start, region) == _half(end, region):
        return _bare(start, twelve_hours), last
    return say_hour(start, region, twelve_hours=twelve_hours), last


def _bare(moment: datetime, twelve_hours: bool) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M}" if twelve_hours else f"{moment:%H:%M}"


def _half(moment: datetime, region: Region) -> str:
    return str(region.cldr.periods["am" if moment.hour < 12 else "pm"])
