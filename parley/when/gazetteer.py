"""Names and the zones they mean: cities and countries from CLDR, letters such as CET from our own short table."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from parley.when.language import data, locale_of

Names = dict[str, tuple[str, ...]]
_ANTARCTICA = "AQ"


def fold(text: str) -> str:
    """Return text in small letters without accents, character for character, so that positions stay."""
    return "".join(map(_fold, text))


@cache
def letters() -> Names:
    """Return letters such as CET and the zones they may mean, likeliest first."""
    return {name: tuple(zones) for name, zones in data("zones")["letters"].items()}


@cache
def iana_names() -> dict[str, str]:
    """Return the IANA names that have a slash, by their small letters."""
    return {name.lower(): name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}


@cache
def places(language: str) -> Names:
    """Return cities and the countries that have one zone, folded, and the zones they mean."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, zone in (*_cities(language), *_countries(language)):
        found[fold(name)][zone] = None
    words = data(language)["zones"]
    named = {name: tuple(zones) for name, zones in found.items() if name not in words["never"]}
    return named | {fold(name): (zone,) for name, zone in words["places"].items()}


@cache
def long_names(language: str) -> Names:
    """Return names such as `pacific time` and `british summer time`, folded, and the zones they mean."""
    cldr, never = locale_of(language), data(language)["zones"]["never"]
    groups = [(name, zone) for group, zone in _groups() for name in _long(cldr.meta_zones.get(group))]
    single = [(name, zone) for zone, names in cldr.time_zones.items() for name in _long(names)]
    return {
        fold(name): (_canonical(zone),)
        for name, zone in (*groups, *single)
        if fold(name).partition(" ")[0] not in never
    }


@cache
def place_of(zone: str, language: str) -> str | None:
    """Return what a zone's people call it, such as `New York`. None for one that is no place, such as `Etc/GMT+3`."""
    zone = _canonical(zone)
    if zone.lower() not in iana_names():
        return None
    locale = locale_of(language)
    known = (locale.time_zones.get(name, {}).get("city") for name in _also_called(zone))
    city = next(filter(None, known), None) or get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)
    return str(city).rpartition("/")[2]


def _canonical(zone: str) -> str:
    return str(get_global("zone_aliases").get(zone, zone))


@cache
def _also_called(zone: str) -> tuple[str, ...]:
    """Return a zone's name and its former ones, under which CLDR keeps its city."""
    return (zone, *(alias for alias, name in get_global("zone_aliases").items() if name == zone))


def _cities(language: str) -> Iterator[tuple[str, str]]:
    for zone, territory in get_global("zone_territories").items():
        known = zone.lower() in iana_names() and territory != _ANTARCTICA
        if known and (city := place_of(zone, language)):
            yield city, zone


def _countries(language: str) -> Iterator[tuple[str, str]]:
    names, primary = locale_of(language).territories, data("zones")["primary"]
    for country, zones in get_global("territory_zones").items():
        zone = zones[0] if len(zones) == 1 else primary.get(country)
        if zone and country in names and _canonical(zone).lower() in iana_names():
            yield names[country], _canonical(zone)


def _groups() -> Iterator[tuple[str, str]]:
    members = defaultdict(set)
    for zone, group in get_global("meta_zones").items():
        members[group].add(_canonical(zone))
    alone = {group: next(iter(zones)) for group, zones in members.items() if len(zones) == 1}
    yield from (alone | data("zones")["metazones"]).items()


def _long(names: dict[str, dict[str, str]] | None) -> list[str]:
    return list((names or {}).get("long", {}).values())


def _fold(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return "'" if base in "’ʼ" else base if len(base) == 1 else character
