"""Where somebody says that they are."""

import pytest

from parley.scheduling.own_place import own_place_in


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("I'm in New York, can I come at 9am?", "New York", "can I come at 9am?"),
        ("my time zone is Lisbon", "Lisbon", ""),
        ("by the way my timezone is Lisbon", "Lisbon", ""),
        ("hi, I'm based in Tokyo", "Tokyo", ""),
        ("timezone: America/New_York", "New York", ""),
        ("we're in the UK", "London", ""),
        ("I'm calling from Dubai", "Dubai", ""),
        ("my time zone is Lisbon not Berlin", "Lisbon", ""),
    ],
)
def test_the_place_is_told_from_the_rest(text, place, rest):
    own = own_place_in(text)
    assert own
    assert ([one.name for one in own.zone.readings], own.rest) == ([place], rest)


@pytest.mark.parametrize(
    "text",
    [
        "I'm in Lisbon next week",
        "I'm in Berlin on Friday",
        "her time zone is Lisbon",
        "I'm in sales",
        "at 9 in New York",
    ],
)
def test_journeys_and_other_places_are_nobodys_zone(text):
    assert own_place_in(text) is None
