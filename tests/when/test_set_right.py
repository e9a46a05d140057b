"""A time that is set right in the same breath is the one that is meant."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parley.when import Words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 10, tzinfo=BERLIN)  # a Monday


def starts(words: Words, text: str) -> list[str]:
    found = (one.start or one.end for one in words.parse(text, NOW, BERLIN, "en-GB"))
    return [f"{one:%-d.%-m. %H:%M}" for one in found if one]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("book a coffee chat tuesday, i mean wednesday", "2.12. 00:00"),
        ("show me today, sorry, tomorrow", "1.12. 00:00"),
        ("what's on wednesday, no, thursday", "3.12. 00:00"),
        ("tuesday no wait wednesday", "2.12. 00:00"),
        ("tuesday? actually friday", "4.12. 00:00"),
        ("wednesday or rather thursday", "3.12. 00:00"),
        ("monday, no tuesday, sorry, wednesday", "2.12. 00:00"),
        ("next tuesday, i mean wednesday", "9.12. 00:00"),
        ("tuesday at 3, i mean wednesday", "2.12. 15:00"),
        ("tuesday at 3, i mean 4", "1.12. 16:00"),
        ("3pm, sorry 4pm, on thursday", "3.12. 16:00"),
        ("before friday, i mean thursday", "3.12. 00:00"),
    ],
)
def test_the_second_is_meant(words, text, start):
    assert starts(words, text) == [start]


@pytest.mark.parametrize(
    "text",
    [
        "tuesday, actually wednesday too",
        "tuesday or wednesday",
        "move tuesday's, make it wednesday",
        "not tuesday. wednesday",
        "the demo on tuesday, sorry, is it on wednesday",
    ],
)
def test_both_are_meant(words, text):
    assert len(starts(words, text)) == 2


def test_it_covers_what_was_said_first(words):
    (span,) = words.parse("show tuesday, i mean wednesday please", NOW, BERLIN, "en-GB")
    assert span.text == "tuesday, i mean wednesday"


def test_a_length_is_set_right_by_a_length(words):
    (span,) = words.parse("for 30 minutes, sorry, 45 minutes", NOW, BERLIN, "en-GB")
    assert span.duration == timedelta(minutes=45)
