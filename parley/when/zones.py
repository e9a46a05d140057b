"""Zones: by their IANA names, and whether the system's data about them can be trusted."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError

from parley.when.language import Table, data
from parley.when.wall import offset_of
from parley.when.zone_finder import find_zones
from parley.when.zone_words import Reading, ZoneWord, pin, settle

__all__ = [
    "Reading",
    "UnknownZone",
    "WrongZoneData",
    "ZoneWord",
    "check_zone_data",
    "find_zones",
    "pin",
    "settle",
    "zone_of",
]
# Files of the zone folder that are the machine's own zone, no zone, or the zones again with leap seconds.
_NOT_ZONES = ("localtime", "posixrules", "Factory", "posix/", "right/")
NO_SUCH_ZONE = "Nowhere/At_All"


class UnknownZone(ValueError):
    """No zone of this name is in the system's zone data."""


class WrongZoneData(RuntimeError):
    """The system's zone data is missing, or older than a law that it must know."""


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. UnknownZone for any other, never UTC in silence."""
    if name.startswith(_NOT_ZONES):
        raise UnknownZone(name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(name) from None


def check_zone_data(lookup: Callable[[str], tzinfo] = zone_of) -> None:
    """Hold the zone data against known changes of the clocks, at start-up. WrongZoneData says what is wrong with it.

    `lookup` returns the zone of a name and raises UnknownZone for a name that nothing has.
    """
    for known in data("zones")["known"]:
        _check(known, lookup)
    try:
        lookup(NO_SUCH_ZONE)
    except UnknownZone:
        return
    raise WrongZoneData(f"{_described()} gives a zone for a name that does not exist. {_REMEDY}")


_REMEDY = "Install the system's current time zone data (package tzdata) and start again."


def _check(known: Table, lookup: Callable[[str], tzinfo]) -> None:
    name, at = known["zone"], known["at"]
    try:
        offset = _offset(lookup(name), at)
    except UnknownZone:
        raise WrongZoneData(f"{_described()} has no {name}. {_REMEDY}") from None
    if offset != timedelta(hours=known["offset"]):
        raise WrongZoneData(
            f"{_described()} is wrong about {name} at {at:%Y-%m-%d %H:%M:%S} UTC, which release {known['since']} "
            f"of the IANA database knows. {_REMEDY}"
        )


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return offset_of(at.astimezone(zone))


def _described() -> str:
    folder = next((folder for folder in TZPATH if (Path(folder) / "Europe").is_dir()), None)
    if folder is None:
        return f"The time zone data ({', '.join(TZPATH) or 'no folder'})"
    return f"The time zone data in {folder} (release {_release(Path(folder))})"


def _release(folder: Path) -> str:
    try:
        with (folder / "tzdata.zi").open() as zones:  # "# version 2025b"
            return zones.readline().split()[-1]
    except (OSError, IndexError):
        return "unknown"
