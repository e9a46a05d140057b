"""A zone in words: its letters where they mean one zone to everybody, else its city, else its offset."""

from datetime import datetime, timedelta, tzinfo

from parley.when.gazetteer import letters, place_of
from parley.when.regions import Region
from parley.when.wall import Landing, land, offset_of
from parley.when.zone_finder import find_zones
from parley.when.zone_words import pin


def say_zone(moment: datetime, region: Region, *, exact: bool = False) -> str:
    """Return the name of an aware moment's zone: `CET`, `New York time`, `UTC−03:00`.

    Letters and cities are only used when they lead back to this very moment. In an hour that the clocks give twice, and
    when it is to be `exact`, the offset stands beside them.
    """
    wall = moment.replace(tzinfo=None, fold=0)
    twice = moment.tzinfo is not None and land(wall, moment.tzinfo).kind == "overlap"
    name = _letters(moment, wall, region) or _place(moment, wall, region)
    words = region.language["say"]
    offset = say_offset(offset_of(moment))
    if name is None:
        return str(words["zone_of_offset"].format(offset=offset))
    return str(words["zone_with_offset"].format(zone=name, offset=offset)) if twice or exact else name


def say_offset(offset: timedelta) -> str:
    """Return an offset from UTC, e.g. `+05:30`, to the minute."""
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'−' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _letters(moment: datetime, wall: datetime, region: Region) -> str | None:
    name = moment.tzname() or ""
    return name if name in letters() and _leads_back(name, moment, wall, region) else None


def _place(moment: datetime, wall: datetime, region: Region) -> str | None:
    place = place_of(_key(moment.tzinfo), region.cldr.language)
    name = region.language["say"]["zone_of_place"].format(place=place) if place else ""
    return str(name) if name and _leads_back(name, moment, wall, region) else None


def _leads_back(name: str, moment: datetime, wall: datetime, region: Region) -> bool:
    found = find_zones(name, asked=True, locale=region.locale)
    if len(found) != 1 or found[0].text != name or found[0].zone is None:
        return False
    landing: Landing = pin(wall, found[0])
    return any(choice.timestamp() == moment.timestamp() for choice in landing.choices) and landing.kind != "gap"


def _key(zone: tzinfo | None) -> str:
    return str(getattr(zone, "key", ""))
