"""Hours and days as they are jotted down: "10-12", "Wednesday 11", "w/c 7 Dec", "week 50"."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from parley.when import Span, Words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 10, tzinfo=BERLIN)  # a Monday


def only(words: Words, text: str, prefer="future") -> Span:
    (span,) = (one for one in words.parse(text, NOW, BERLIN, "en-GB", prefer) if not one.latent)
    return span


def written(span: Span) -> str:
    return " ".join(f"{one:%-d.%-m.%y %H:%M}" if one else "open" for one in (span.start, span.end))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("am i free 10-12 on friday", "4.12.26 10:00 4.12.26 12:00"),
        ("am i free 10 to 12 on friday", "4.12.26 10:00 4.12.26 12:00"),
        ("9-11 tomorrow please", "1.12.26 09:00 1.12.26 11:00"),
        ("2 to 4 on tuesday", "1.12.26 14:00 1.12.26 16:00"),
        ("10-2", "30.11.26 10:00 30.11.26 14:00"),
        ("5 to 12", "30.11.26 11:55 30.11.26 11:56"),
        ("10-12 dec", "10.12.26 00:00 13.12.26 00:00"),
        ("from lunch till close tomorrow", "1.12.26 12:00 1.12.26 17:00"),
        ("9 till close on friday", "4.12.26 09:00 4.12.26 17:00"),
    ],
)
def test_from_hour_to_hour(words, text, hours):
    assert written(only(words, text)) == hours


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("wednesday 11", "2.12.26 11:00"),
        ("book an intro tomorrow 3", "1.12.26 15:00"),
        ("tuesday 14, with bob", "1.12.26 14:00"),
        ("friday 11", "11.12.26 00:00"),
        ("monday 14 at 3", "14.12.26 15:00"),
        ("noonish tuesday week a coffee chat", "8.12.26 12:00"),
        ("in three working days", "3.12.26 00:00"),
        ("in 5 business days", "7.12.26 00:00"),
    ],
)
def test_a_number_behind_a_day_is_its_date_or_an_hour(words, text, start):
    assert written(only(words, text)).startswith(start)


@pytest.mark.parametrize(
    ("text", "prefer", "week"),
    [
        ("whats on wc 7 dec", "future", "7.12.26 00:00 14.12.26 00:00"),
        ("week commencing monday 7 december", "future", "7.12.26 00:00 14.12.26 00:00"),
        ("the week of the 16th", "future", "14.12.26 00:00 21.12.26 00:00"),
        ("in the week of 16 november", "past", "16.11.26 00:00 23.11.26 00:00"),
        ("what's on in week 50", "future", "7.12.26 00:00 14.12.26 00:00"),
        ("what was on in week 48", "past", "23.11.26 00:00 30.11.26 00:00"),
        ("nxt wk", "future", "7.12.26 00:00 14.12.26 00:00"),
        ("a quick summary of my week", "future", "30.11.26 00:00 7.12.26 00:00"),
        ("my week in one line please", "future", "30.11.26 00:00 7.12.26 00:00"),
        ("first thing in the new year", "future", "4.1.27 00:00 11.1.27 00:00"),
        ("EOW", "future", "4.12.26 00:00 7.12.26 00:00"),
        ("end of the month", "future", "30.11.26 00:00 1.12.26 00:00"),
    ],
)
def test_weeks_and_ends(words, text, prefer, week):
    assert written(only(words, text, prefer)) == week


def test_a_week_that_has_begun_is_still_the_one_of_its_day(words):
    wednesday = datetime(2026, 12, 2, 12, tzinfo=BERLIN)
    (span,) = words.parse("the week of 30 november", wednesday, BERLIN, "en-GB")
    assert written(span) == "30.11.26 00:00 7.12.26 00:00"


@pytest.mark.parametrize("text", ["10 to 12 people", "2-3 options", "a four-day week", "a week 5 days long"])
def test_numbers_of_other_things_are_no_hours(words, text):
    assert [one for one in words.parse(text, NOW, BERLIN, "en-GB") if one.kind != "duration"] == []
