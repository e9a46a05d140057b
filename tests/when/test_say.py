"""Time in words: short, and always with its zone."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parley.when.say import UnknownZone, say_day, say_span, say_zone, zone_of

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def said(zone: str, start: str, minutes: int, *, twelve: bool = False, now: datetime = NOW) -> str:
    """Say a span whose start is given in UTC."""
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    return say_span(begin, begin + timedelta(minutes=minutes), now=now, zone=ZoneInfo(zone), twelve_hours=twelve)


@pytest.mark.parametrize(
    ("zone", "start", "minutes", "words"),
    [
        ("Europe/Berlin", "2026-11-18T14:00", 30, "Today, Wed 18 Nov, 15:00–15:30 CET"),
        ("Europe/Berlin", "2026-11-19T14:00", 30, "Tomorrow, Thu 19 Nov, 15:00–15:30 CET"),
        ("Europe/Berlin", "2026-11-17T14:00", 30, "Yesterday, Tue 17 Nov, 15:00–15:30 CET"),
        ("Europe/Berlin", "2026-11-20T08:05", 15, "Fri 20 Nov, 09:05–09:20 CET"),
        ("America/New_York", "2026-11-19T03:30", 30, "Today, Wed 18 Nov, 22:30–23:00 EST"),
        ("Asia/Kolkata", "2026-11-18T18:30", 45, "Tomorrow, Thu 19 Nov, 00:00–00:45 IST"),
        ("Pacific/Auckland", "2026-11-18T11:30", 30, "Thu 19 Nov, 00:30–01:00 NZDT"),
        ("America/Sao_Paulo", "2026-11-18T14:00", 60, "Today, Wed 18 Nov, 11:00–12:00 UTC−03:00"),
        ("Asia/Dubai", "2026-11-18T14:00", 60, "Today, Wed 18 Nov, 18:00–19:00 UTC+04:00"),
        ("Asia/Kathmandu", "2026-11-18T14:00", 60, "Today, Wed 18 Nov, 19:45–20:45 UTC+05:45"),
        ("UTC", "2026-11-18T14:00", 60, "Today, Wed 18 Nov, 14:00–15:00 UTC"),
    ],
)
def test_a_span_is_said_in_the_persons_zone(zone, start, minutes, words):
    now = NOW if zone != "Pacific/Auckland" else NOW - timedelta(days=2)
    assert said(zone, start, minutes, now=now) == words


@pytest.mark.parametrize(
    ("start", "minutes", "words"),
    [
        ("2026-11-18T14:00", 30, "Today, Wed 18 Nov, 9:00–9:30 am EST"),
        ("2026-11-18T16:30", 60, "Today, Wed 18 Nov, 11:30 am–12:30 pm EST"),
        ("2026-11-18T17:00", 60, "Today, Wed 18 Nov, 12:00–1:00 pm EST"),
        ("2026-11-19T05:00", 30, "Tomorrow, Thu 19 Nov, 12:00–12:30 am EST"),
    ],
)
def test_twelve_hours_say_am_and_pm(start, minutes, words):
    assert said("America/New_York", start, minutes, twelve=True) == words


@pytest.mark.parametrize(
    ("zone", "start", "minutes", "words"),
    [
        # Clocks go forward at 02:00 and back at 03:00.
        ("Europe/Berlin", "2027-03-28T00:30", 60, "Sun 28 Mar 2027, 01:30 CET – 03:30 CEST"),
        ("Europe/Berlin", "2026-10-25T00:30", 60, "Sun 25 Oct, 02:30 CEST – 02:30 CET"),
        ("America/New_York", "2027-03-14T06:30", 60, "Sun 14 Mar 2027, 01:30 EST – 03:30 EDT"),
        # Lord Howe moves by half an hour, and has no letters of its own.
        ("Australia/Lord_Howe", "2027-04-03T14:45", 30, "Sun 4 Apr 2027, 01:45 UTC+11:00 – 01:45 UTC+10:30"),
    ],
)
def test_across_a_change_of_the_clocks_both_ends_say_their_zone(zone, start, minutes, words):
    assert said(zone, start, minutes) == words


def test_after_a_change_of_the_clocks_the_new_zone_is_said():
    assert said("Europe/Berlin", "2027-03-28T01:00", 30) == "Sun 28 Mar 2027, 03:00–03:30 CEST"


def test_a_span_into_the_next_day_says_both_days():
    assert said("Europe/Berlin", "2026-11-18T22:30", 60) == (
        "Today, Wed 18 Nov, 23:30 CET – Tomorrow, Thu 19 Nov, 00:30 CET"
    )


def test_a_span_into_the_next_year_says_the_year_that_is_not_this_one():
    assert said("UTC", "2026-12-31T23:30", 60) == "Thu 31 Dec, 23:30 UTC – Fri 1 Jan 2027, 00:30 UTC"


def test_on_new_years_eve_tomorrow_still_says_its_year():
    now = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert said("UTC", "2027-01-01T09:00", 30, now=now) == "Tomorrow, Fri 1 Jan 2027, 09:00–09:30 UTC"
    assert say_day(now.date(), now.date()) == "Today, Thu 31 Dec"


def test_which_day_is_today_is_the_zones_affair():
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert said("Asia/Kolkata", "2026-11-18T23:45", 30, now=late).startswith("Today, Thu 19 Nov")
    assert said("America/New_York", "2026-11-18T23:45", 30, now=late).startswith("Today, Wed 18 Nov")


ZONES = st.sampled_from(sorted(available_timezones()))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))
LENGTHS = st.timedeltas(timedelta(minutes=1), timedelta(days=3))


@given(MOMENTS, LENGTHS, MOMENTS, ZONES, st.booleans())
def test_both_wall_clock_times_and_the_zone_are_always_in_the_words(start, length, now, name, twelve):
    zone = ZoneInfo(name)
    words = say_span(start, start + length, now=now, zone=zone, twelve_hours=twelve)
    for moment in (start.astimezone(zone), (start + length).astimezone(zone)):
        hour = f"{moment.hour % 12 or 12}" if twelve else f"{moment:%H}"
        assert re.search(rf"(?<!\d){hour}:{moment:%M}(?!\d)", words), words
    assert words.endswith(say_zone((start + length).astimezone(zone)))
    if twelve:
        assert words.count("am") + words.count("pm") >= 1


@given(MOMENTS, ZONES)
def test_a_zone_is_said_in_letters_or_as_its_very_offset(moment, name):
    local = moment.astimezone(ZoneInfo(name))
    offset = local.utcoffset() or timedelta()
    assume(offset.total_seconds() % 60 == 0)
    words = say_zone(local)
    if found := re.fullmatch(r"UTC([+−])(\d\d):(\d\d)", words):
        size = timedelta(hours=int(found[2]), minutes=int(found[3]))
        assert offset == (size if found[1] == "+" else -size)
    else:
        assert words.isalpha()
        assert words == local.tzname()


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "/etc/passwd", "Europe", "x\0y", "berlin " * 99])
def test_a_zone_that_does_not_exist_is_never_utc_in_silence(name):
    with pytest.raises(UnknownZone):
        zone_of(name)


def test_a_zone_that_exists_is_itself():
    assert zone_of("Europe/Berlin").key == "Europe/Berlin"
