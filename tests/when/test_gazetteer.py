"""Names and the zones they mean, held against the system's own zone data."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from parley.when.gazetteer import fold, letters, long_names, place_of, places
from parley.when.language import data
from parley.when.zones import zone_of

SEASONS = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7)]
ROWS = [(name, zone) for name, zones in letters().items() for zone in zones]


@pytest.mark.parametrize(("name", "zone"), ROWS)
def test_letters_are_those_that_the_zone_itself_uses_unless_they_are_only_spoken(name, zone):
    used = {season.astimezone(zone_of(zone)).tzname() for season in SEASONS}
    spoken = name in data("zones")["spoken"]["letters"] or f"{name} {zone}" in data("zones")["spoken"]["readings"]
    assert (name in used) != spoken


@pytest.mark.parametrize("name", ["CST", "IST", "BST", "AST"])
def test_letters_that_people_use_for_several_zones_have_several_readings(name):
    zones = letters()[name]
    assert len({SEASONS[1].astimezone(ZoneInfo(zone)).utcoffset() for zone in zones}) == len(zones) > 1


def test_every_name_leads_to_a_zone_that_the_system_has():
    for names in (places("en"), long_names("en")):
        for zones in names.values():
            assert [zone_of(zone).key for zone in zones] == list(zones)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("tokyo", "Asia/Tokyo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("kolkata", "Asia/Kolkata"),
        ("kyiv", "Europe/Kyiv"),
        ("japan", "Asia/Tokyo"),
        ("germany", "Europe/Berlin"),
        ("united kingdom", "Europe/London"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_cities_and_countries_of_one_zone_are_known(name, zone):
    assert places("en")[name] == (zone,)


@pytest.mark.parametrize("name", ["united states", "russia", "australia", "canada", "brazil", "mexico"])
def test_countries_of_many_zones_are_none(name):
    assert name not in places("en")


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "New York"),
        ("US/Eastern", "New York"),
        ("Asia/Calcutta", "Kolkata"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("Etc/GMT+3", None),
        ("UTC", None),
        ("Nowhere", None),
    ],
)
def test_a_zone_is_called_by_its_city(zone, name):
    assert place_of(zone, "en") == name


@pytest.mark.parametrize("text", ["São Paulo", "İstanbul", "Straße ﬁne", "🗓 3pm\0", "שלום", "Ǆ ʼ ’", ""])
def test_folding_keeps_every_position(text):
    assert len(fold(text)) == len(text)
