"""Words that an engine takes for a time and people do not, and dates as they are written on the continent."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from parley.when import Words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 13, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "said",
    [
        "none",
        "none of them",
        "nil",
        "zero",
        "how about none of them",
        "fifty",
        "a hundred people",
        "one thousand thanks",
        "cancel my meeting with the boss",
        "my boss's calendar",
        "his boy has the flu",
        "I lent him a book",
        "it will fall through",
        "does it fall on deaf ears",
        "the sun is out",
        "the call with Frida",
        "lunch with valentine",
        "not now",
        "not right now, nobody",
    ],
)
def test_it_is_no_time_even_where_one_was_asked_for(words: Words, said):
    found = words.parse(said, NOW, BERLIN, "en-GB", expecting=True)
    assert [one.text for one in found if "lunch" not in one.text] == []


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("on boss's day", "2027-10-15 00:00"),
        ("on valentine's day", "2027-02-14 00:00"),
        ("on sun", "2026-12-06 00:00"),
        ("after lent", "2027-02-10 00:00"),
        ("2027", "2027-01-01 00:00"),
        ("3.12. at quarter past four", "2026-12-03 16:15"),
        ("on 3.12. at 4pm", "2026-12-03 16:00"),
        ("on 3.12", "2026-12-03 00:00"),
        ("28.11.", "2027-11-28 00:00"),
        ("29.2.", "2028-02-29 00:00"),
        ("3. 12. 14:00", "2026-12-03 14:00"),
        ("at 3.12", "2026-11-30 15:12"),
        ("3.12pm", "2026-11-30 15:12"),
        ("3.12.2026 at quarter past four", "2026-12-03 16:15"),
        ("monday at 10", "2026-12-07 10:00"),
        ("monday at 3pm", "2026-11-30 15:00"),
        ("no earlier than 3pm", "2026-11-30 15:00"),
        ("on the 9th for half an hour", "2026-12-09 00:00"),
    ],
)
def test_what_stands_beside_it_is_one(words: Words, said, start):
    found = words.parse(said, NOW, BERLIN, "en-GB", expecting=True)
    assert found[0].start
    assert f"{found[0].start:%Y-%m-%d %H:%M}" == start


def test_a_date_with_dots_looks_back_where_the_past_is_meant(words: Words):
    (span,) = words.parse("28.11.", NOW, BERLIN, "en-GB", "past")
    assert span.start == datetime(2026, 11, 28, tzinfo=BERLIN)


def test_a_length_beside_a_day_is_no_end_of_it(words: Words):
    day, length = words.parse("9/12 for half an hour", NOW, BERLIN, "en-GB")
    assert (day.grain, length.kind) == ("day", "duration")


def test_a_week_said_once_is_that_of_each_day_before_it(words: Words):
    found = words.parse("tuesday, wednesday or friday next week", NOW, BERLIN, "en-GB")
    assert [one.start.day for one in found if one.start] == [8, 9, 11]
    (span,) = words.parse("between monday and wednesday next week", NOW, BERLIN, "en-GB")
    assert span.kind == "range"


@pytest.mark.parametrize("said", ["no later than 3pm", "not later than 3pm", "at the latest 3pm"])
def test_no_later_than_ends_there(words: Words, said):
    (span,) = words.parse(said, NOW, BERLIN, "en-GB")
    assert (span.kind, span.end) == ("open range", datetime(2026, 11, 30, 15, tzinfo=BERLIN))
