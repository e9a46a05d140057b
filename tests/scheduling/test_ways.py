"""How one meets."""

import pytest

from parley.calendly.models import Location
from parley.scheduling.ways import Way, suits, way_in


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("which of them are online?", Way.ONLINE),
        ("my virtual meetings", Way.ONLINE),
        ("are any on zoom", Way.ZOOM),
        ("the ones on teams", Way.TEAMS),
        ("google meet calls", Way.MEET),
        ("phone calls this week", Way.PHONE),
        ("which are by phone", Way.PHONE),
        ("in-person meetings", Way.IN_PERSON),
        ("do I meet my team?", None),
        ("who do I meet", None),
        ("calls this week", None),
    ],
)
def test_a_way_is_named(said, way):
    assert way_in(said)[0] is way


def test_the_words_around_it_stay_where_they_are():
    assert way_in("my online calls") == (Way.ONLINE, "my        calls")


@pytest.mark.parametrize(
    ("place", "ways"),
    [
        (Location(type="zoom_conference", join_url="https://z"), {Way.ZOOM, Way.ONLINE}),
        (Location(type="zoom"), {Way.ZOOM, Way.ONLINE}),
        (Location(type="microsoft_teams_conference"), {Way.TEAMS, Way.ONLINE}),
        (Location(type="google_conference", join_url="https://g"), {Way.MEET, Way.ONLINE}),
        (Location(type="outbound_call", location="+49"), {Way.PHONE}),
        (Location(type="physical", location="Studio"), {Way.IN_PERSON}),
        (None, set()),
    ],
)
def test_a_place_suits_its_ways(place, ways):
    assert {way for way in Way if suits(way, place)} == ways
