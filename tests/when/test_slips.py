"""Days and months with a slip of the finger in them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from parley.when.rules.language import patterns_of
from parley.when.rules.slips import Slips, is_slip

NOW = datetime(2026, 11, 25, 17, tzinfo=UTC)  # a Wednesday


def meant(words, text):
    return [
        (one.text, f"{one.start:%a %d %b %H:%M}") for one in words.parse(text, NOW, ZoneInfo("Europe/Berlin"), "en-GB")
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("firday at 11", "Fri 27 Nov 11:00"),
        ("move it to thurday", "Thu 26 Nov 00:00"),
        ("staurday mornin", "Sat 28 Nov 00:00"),
        ("moday at 9", "Mon 30 Nov 09:00"),
        ("febuary 3rd", "Wed 03 Feb 00:00"),
        ("Tomorrwo at 3", "Thu 26 Nov 15:00"),
        ("wedensday aftrnoon", "Wed 25 Nov 12:00"),
    ],
)
def test_a_day_with_a_slip_in_it_is_that_day(words, text, start):
    ((said, when),) = meant(words, text)
    assert when == start
    assert said in text


@pytest.mark.parametrize(
    "text", ["a sundae with Sundar", "in mourning", "ask Fridah Mondal", "Augusta", "sundry things"]
)
def test_words_of_their_own_are_no_days(words, text):
    assert meant(words, text) == []


def test_a_day_that_is_a_greeting_is_not_asked_for(words):
    assert [when for _, when in meant(words, "lovely sunday! a call on tuesday?")] == ["Tue 01 Dec 00:00"]


@pytest.mark.parametrize("said", ["fridy", "frriday", "frjday", "firday", "fridaz", "fridax"])
def test_one_slip_is_a_letter_less_more_other_or_swapped(said):
    assert is_slip(said, "friday")


@pytest.mark.parametrize("said", ["friday", "riday", "driday", "fridge", "frdy", "frdiya", "f", ""])
def test_the_first_letter_is_never_a_slip_and_two_are_too_many(said):
    assert not is_slip(said, "friday")


def test_plurals_are_no_slips():
    assert Slips(["friday"], []).found_in("Fridays, firday, fridayy") == [(9, 15, "friday"), (17, 24, "friday")]


def test_no_word_of_its_own_is_listed_in_vain():
    slips = patterns_of("en").slips
    assert not [(one, slips.words) for one in slips.of_their_own if not any(is_slip(one, word) for word in slips.words)]
