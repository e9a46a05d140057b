"""Whose zone a person's times are in."""

from dataclasses import dataclass

import pytest

from parley.when.whose import PersonZone, Source, ZoneNews, zone_for, zone_news
from parley.when.zones import zone_of


@dataclass(frozen=True)
class Said:
    chosen_zone: str | None = None
    channel_zone: str | None = None


@dataclass(frozen=True)
class Linked:
    time_zone: str


@pytest.mark.parametrize(
    ("said", "owner", "zone", "source"),
    [
        (Said("Asia/Tokyo", "Europe/Paris"), Linked("America/Chicago"), "Asia/Tokyo", Source.CHOSEN),
        (Said(None, "Europe/Paris"), Linked("America/Chicago"), "America/Chicago", Source.CALENDLY),
        (Said(None, "Europe/Paris"), None, "Europe/Paris", Source.CHANNEL),
        (Said("Asia/Tokyo"), None, "Asia/Tokyo", Source.CHOSEN),
    ],
)
def test_a_persons_own_choice_comes_before_calendlys_and_that_before_the_channels(said, owner, zone, source):
    assert zone_for(said, owner) == PersonZone(zone_of(zone), source)


def test_with_nothing_known_there_is_no_zone_rather_than_utc():
    assert zone_for(Said(), None) is None
    assert zone_for(Said(None, ""), None) is None


def test_a_name_that_is_no_zone_gives_way_to_the_next():
    known = zone_for(Said("Mars/Olympus", "Europe/Paris"), Linked("Somewhere"))
    assert known == PersonZone(zone_of("Europe/Paris"), Source.CHANNEL)
    assert zone_for(Said("Mars/Olympus"), None) is None


def test_a_change_is_told_once():
    current = zone_for(Said(None, "Europe/Paris"), Linked("America/Chicago"))
    news = zone_news("Europe/Paris", current)
    assert news == ZoneNews("Europe/Paris", "America/Chicago", Source.CALENDLY)
    assert zone_news(news.after, current) is None


def test_the_first_zone_of_a_person_is_told():
    assert zone_news(None, zone_for(Said(None, "Europe/Paris"), None)) == ZoneNews(None, "Europe/Paris", Source.CHANNEL)


def test_what_the_person_set_themselves_is_no_news():
    assert zone_news("Europe/Paris", zone_for(Said("Asia/Tokyo"), None)) is None


def test_with_no_zone_known_there_is_nothing_to_tell():
    assert zone_news("Europe/Paris", None) is None
