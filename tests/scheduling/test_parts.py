"""A part of several days is told from a part of one."""

import pytest

from parley.scheduling.openings import Part, parts_between
from parley.scheduling.parts import part_of_days
from parley.when.say import zone_of
from tests.scheduling.conftest import berlin


@pytest.mark.parametrize(
    ("said", "part", "rest"),
    [
        ("mornings next week", Part.MORNING, "next week"),
        ("next week, just the afternoons", Part.AFTERNOON, "next week, just"),
        ("next week in the evening", Part.EVENING, "next week"),
        ("in the morning this week", Part.MORNING, "this week"),
        ("am I free any evening", Part.EVENING, "am I free"),
        ("every morning next week", Part.MORNING, "next week"),
        ("what's on in the evenings", Part.EVENING, "what's on"),
    ],
)
def test_a_part_of_several_days_is_found_and_left_out_of_the_time(said, part, rest):
    found, text = part_of_days(said)
    assert (found, " ".join(text.split())) == (part, rest)


@pytest.mark.parametrize("said", ["tomorrow morning", "in the morning", "this afternoon", "good morning", "next week"])
def test_a_part_of_one_day_is_a_time_like_any_other(said):
    assert part_of_days(said) == (None, said)


def test_the_part_is_that_of_every_day_in_the_range():
    zone = zone_of("Europe/Berlin")
    found = parts_between((berlin(23), berlin(25)), Part.MORNING, zone)
    assert [(start.day, start.hour, end.hour) for start, end in found][:2] == [(23, 0, 12), (24, 0, 12)]
