"""Another language is a data file: with one of German, times are said and zones are read in German."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from zoneinfo import ZoneInfo

import pytest

from parley.when import gazetteer, language, regions, zone_finder
from parley.when.regions import region_of
from parley.when.say import say
from parley.when.zones import find_zones

GERMAN = """
[say]
day_first = "{weekday} {day}. {month}"
month_first = "{weekday} {day}. {month}"
day_first_year = "{weekday} {day}. {month} {year}"
month_first_year = "{weekday} {day}. {month} {year}"
today = "heute, {day}"
tomorrow = "morgen, {day}"
yesterday = "gestern, {day}"
days = "{first} bis {last}"
without_month = "{weekday} {day}."
on_day = "{day}, {times}"
at = "{hour} Uhr {zone}"
range = "{first}–{last} Uhr {zone}"
range_in_full = "{first} Uhr {first_zone} bis {last} Uhr {last_zone}"
range_over_days = "{day}, {first} Uhr {first_zone} bis {last_day}, {last} Uhr {last_zone}"
both = "{mine} (dort {theirs})"
zone_of_place = "Zeit in {place}"
zone_of_offset = "UTC{offset}"
zone_with_offset = "{zone} (UTC{offset})"

[zones]
clock = '''\\b\\d{1,2}(?::\\d{2})?\\s*Uhr\\b'''
part_of_day = '''\\b(?:morgens|abends)\\b'''
before_place = '''(?:\\bin\\s+)?'''
time_before = '''\\bzeit\\s+in\\s+'''
time_after = '''er\\s+zeit\\b'''
after_place = '''\\s*(?:$|[,.])'''
time_after_letters = '''(?:\\s+zeit\\b)?'''
mine = '''\\bmeiner'''
theirs = '''\\bihrer'''
time_of_owner = '''\\s+zeit\\b'''
zone_of_owner = '''\\s+zeitzone\\b'''
letters_also_words = []
only_with_time = []
never = []
spoken = {}
places = {}

[words]
"""


@pytest.fixture(autouse=True)
def _german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "data"
    copytree(str(language.FOLDER), folder)
    (folder / "de.toml").write_text(GERMAN, "utf-8")
    monkeypatch.setattr(language, "FOLDER", folder)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for module in (language, regions, gazetteer, zone_finder):
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
START = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "morgen, Di. 24. Nov., 15:00–15:30 Uhr CET"),
        ("Asia/Tokyo", "morgen, Di. 24. Nov., 23:00–23:30 Uhr JST"),
        ("Asia/Kolkata", "morgen, Di. 24. Nov., 19:30–20:00 Uhr Zeit in Kalkutta"),
    ],
)
def test_times_are_said_in_it(zone, words):
    assert say((START, START + timedelta(minutes=30)), NOW, ZoneInfo(zone), "de-DE") == words


def test_days_and_durations_are_said_in_it():
    assert say(timedelta(minutes=90), NOW, ZoneInfo("UTC"), "de-DE") == "1 Stunde 30 Minuten"
    days = date(2026, 12, 7), date(2026, 12, 11)
    assert say(days, NOW, ZoneInfo("UTC"), "de-DE") == "Mo. 7. bis Fr. 11. Dez."


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("um 15 Uhr in Tokio", "Asia/Tokyo"),
        ("Berliner Zeit", "Europe/Berlin"),
        ("Zeit in Kalkutta", "Asia/Kolkata"),
    ],
)
def test_zones_are_found_in_it(text, zone):
    assert [str(word.zone) for word in find_zones(text, locale="de-DE")] == [zone]


def test_its_region_has_its_own_order_and_week():
    region = region_of("de-DE")
    assert (region.locale, region.day_first, region.first_weekday, region.twelve_hours) == ("de-DE", True, 0, False)
