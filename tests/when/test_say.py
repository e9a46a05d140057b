"""Time in words: short, and always with its zone."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.when.regions import region_of
from parley.when.say import say, say_day, say_zone

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
BRITISH = region_of("en-GB")


def said(zone: str, start: str, minutes: int = 0, *, now: datetime = NOW, **manner: str) -> str:
    """Say a moment, or a span, whose start is given in UTC."""
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    what = (begin, begin + timedelta(minutes=minutes)) if minutes else begin
    theirs = manner.pop("theirs", None)
    return say(what, now, ZoneInfo(zone), their_zone=ZoneInfo(theirs) if theirs else None, **manner)


@pytest.mark.parametrize(
    ("zone", "start", "minutes", "words"),
    [
        ("Europe/Berlin", "2026-11-18T14:00", 30, "Today, Wed 18 Nov, 15:00–15:30 CET"),
        ("Europe/Berlin", "2026-11-19T14:00", 30, "Tomorrow, Thu 19 Nov, 15:00–15:30 CET"),
        ("Europe/Berlin", "2026-11-17T14:00", 30, "Yesterday, Tue 17 Nov, 15:00–15:30 CET"),
        ("Europe/Berlin", "2026-11-20T08:05", 15, "Fri 20 Nov, 09:05–09:20 CET"),
        ("Europe/Berlin", "2026-11-20T08:05", 0, "Fri 20 Nov, 09:05 CET"),
        ("America/New_York", "2026-11-19T03:30", 30, "Today, Wed 18 Nov, 22:30–23:00 EST"),
        ("UTC", "2026-11-18T14:00", 60, "Today, Wed 18 Nov, 14:00–15:00 UTC"),
        ("Europe/Dublin", "2026-11-18T14:00", 60, "Today, Wed 18 Nov, 14:00–15:00 GMT"),
        ("Pacific/Auckland", "2026-11-20T11:30", 30, "Sat 21 Nov, 00:30–01:00 NZDT"),
    ],
)
def test_a_span_is_said_in_the_persons_zone(zone, start, minutes, words):
    assert said(zone, start, minutes) == words


@pytest.mark.parametrize(
    ("zone", "start", "words"),
    [
        ("Asia/Kolkata", "2026-11-20T14:00", "19:30 Kolkata time"),
        ("America/Chicago", "2026-11-20T14:00", "08:00 Chicago time"),
        ("Europe/London", "2026-07-20T14:00", "15:00 London time"),
        ("Asia/Shanghai", "2026-11-20T14:00", "22:00 Shanghai time"),
        ("Asia/Manila", "2026-11-20T14:00", "22:00 Manila time"),
    ],
)
def test_letters_that_mean_several_zones_give_way_to_the_city(zone, start, words):
    assert said(zone, start).endswith(f", {words}")


@pytest.mark.parametrize(
    ("zone", "start", "words"),
    [
        ("America/Phoenix", "2026-07-20T14:00", "07:00 Phoenix time"),  # MST, when Denver has MDT
        ("America/Phoenix", "2026-12-20T14:00", "07:00 MST"),
        ("Africa/Algiers", "2026-07-20T14:00", "15:00 Algiers time"),  # CET, when Paris has CEST
        ("Africa/Algiers", "2026-12-20T14:00", "15:00 CET"),
    ],
)
def test_letters_are_used_only_while_their_zone_has_the_same_time(zone, start, words):
    assert said(zone, start).split(", ")[-1] == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Sao_Paulo", "11:00 Sao Paulo time"),
        ("Asia/Dubai", "18:00 Dubai time"),
        ("Asia/Kathmandu", "19:45 Kathmandu time"),
        ("America/Argentina/Buenos_Aires", "11:00 Buenos Aires time"),
        ("Etc/GMT+3", "11:00 UTC−03:00"),
        ("US/Pacific", "06:00 PST"),
    ],
)
def test_a_zone_without_letters_is_its_city_and_one_without_a_city_its_offset(zone, words):
    assert said(zone, "2026-11-20T14:00").split(", ")[-1] == words


@pytest.mark.parametrize(
    ("start", "minutes", "words"),
    [
        ("2026-11-18T14:00", 30, "9:00–9:30 am EST"),
        ("2026-11-18T16:30", 60, "11:30 am–12:30 pm EST"),
        ("2026-11-18T17:00", 60, "12:00–1:00 pm EST"),
        ("2026-11-18T05:00", 30, "12:00–12:30 am EST"),
        ("2026-11-18T20:00", 0, "3:00 pm EST"),
    ],
)
def test_a_person_who_chose_twelve_hours_gets_am_and_pm(start, minutes, words):
    assert said("America/New_York", start, minutes, clock="12h") == f"Today, Wed 18 Nov, {words}"


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en-US", "Tue, Nov 24, 3:00–3:30 PM CET"),
        ("en-CA", "Tue, Nov 24, 3:00–3:30 p.m. CET"),
        ("en-AU", "Tue 24 Nov, 3:00–3:30 pm CET"),
        ("en-IN", "Tue 24 Nov, 3:00–3:30 pm CET"),
        ("en-GB", "Tue 24 Nov, 15:00–15:30 CET"),
        ("en-IE", "Tue 24 Nov, 15:00–15:30 CET"),
        (None, "Tue 24 Nov, 15:00–15:30 CET"),
    ],
)
def test_each_region_writes_days_and_hours_its_own_way(locale, words):
    assert said("Europe/Berlin", "2026-11-24T14:00", 30, locale=locale) == words


def test_a_persons_own_clock_wins_over_the_regions():
    assert said("Europe/Berlin", "2026-11-24T14:00", 30, locale="en-US", clock="24h") == "Tue, Nov 24, 15:00–15:30 CET"


@pytest.mark.parametrize(
    ("zone", "theirs", "words"),
    [
        ("Europe/Berlin", "America/New_York", "Fri 20 Nov, 15:00–15:30 CET (09:00–09:30 EST for them)"),
        ("Europe/Berlin", "Pacific/Auckland", "Fri 20 Nov, 15:00–15:30 CET (Sat 21 Nov, 03:00–03:30 NZDT for them)"),
        ("Europe/Berlin", "Europe/Madrid", "Fri 20 Nov, 15:00–15:30 CET"),
    ],
)
def test_both_sides_times_are_said_when_their_clocks_differ(zone, theirs, words):
    assert said(zone, "2026-11-20T14:00", 30, theirs=theirs) == words


@pytest.mark.parametrize(
    ("zone", "start", "minutes", "words"),
    [
        # Clocks go forward at 02:00 and back at 03:00.
        ("Europe/Berlin", "2027-03-28T00:30", 60, "01:30 CET (UTC+01:00) – 03:30 CEST (UTC+02:00)"),
        ("Europe/Berlin", "2026-10-25T00:30", 60, "02:30 CEST (UTC+02:00) – 02:30 CET (UTC+01:00)"),
        ("America/Chicago", "2027-03-14T07:30", 60, "01:30 Chicago time (UTC−06:00) – 03:30 Chicago time (UTC−05:00)"),
        # Lord Howe moves by half an hour.
        (
            "Australia/Lord_Howe",
            "2027-04-03T14:45",
            30,
            "01:45 Lord Howe Island time (UTC+11:00) – 01:45 Lord Howe Island time (UTC+10:30)",
        ),
    ],
)
def test_across_a_change_of_the_clocks_both_ends_say_their_offset(zone, start, minutes, words):
    assert said(zone, start, minutes).split(", ")[-1] == words


def test_in_the_hour_that_comes_twice_the_offset_tells_which():
    first, second = (said("Europe/Berlin", f"2026-10-25T0{hour}:10", 30) for hour in (0, 1))
    assert first == "Sun 25 Oct, 02:10–02:40 CEST (UTC+02:00)"
    assert second == "Sun 25 Oct, 02:10–02:40 CET (UTC+01:00)"


def test_after_a_change_of_the_clocks_the_new_zone_is_said():
    assert said("Europe/Berlin", "2027-03-28T01:00", 30) == "Sun 28 Mar 2027, 03:00–03:30 CEST"


def test_a_span_into_the_next_day_says_both_days():
    assert said("Europe/Berlin", "2026-11-18T22:30", 60) == (
        "Today, Wed 18 Nov, 23:30 CET – Tomorrow, Thu 19 Nov, 00:30 CET"
    )


def test_a_span_into_the_next_year_says_the_year_that_is_not_this_one():
    assert said("UTC", "2026-12-31T23:30", 60) == "Thu 31 Dec, 23:30 UTC – Fri 1 Jan 2027, 00:30 UTC"
    assert said("UTC", "2027-01-04T09:00", locale="en-US") == "Mon, Jan 4, 2027, 9:00 AM UTC"


def test_on_new_years_eve_tomorrow_still_says_its_year():
    now = datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert said("UTC", "2027-01-01T09:00", 30, now=now) == "Tomorrow, Fri 1 Jan 2027, 09:00–09:30 UTC"
    assert say_day(now.date(), now.date(), BRITISH) == "Today, Thu 31 Dec"


def test_which_day_is_today_is_the_zones_affair():
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert said("Asia/Kolkata", "2026-11-18T23:45", 30, now=late).startswith("Today, Thu 19 Nov")
    assert said("America/New_York", "2026-11-18T23:45", 30, now=late).startswith("Today, Wed 18 Nov")


@pytest.mark.parametrize(
    ("first", "last", "locale", "words"),
    [
        ("2026-11-19", "2026-11-19", "en-GB", "Tomorrow, Thu 19 Nov"),
        ("2026-11-23", "2026-11-27", "en-GB", "Mon 23 – Fri 27 Nov"),
        ("2026-11-30", "2026-12-04", "en-GB", "Mon 30 Nov – Fri 4 Dec"),
        ("2026-12-28", "2027-01-03", "en-GB", "Mon 28 Dec 2026 – Sun 3 Jan 2027"),
        ("2027-01-04", "2027-01-06", "en-GB", "Mon 4 – Wed 6 Jan 2027"),
        ("2026-11-23", "2026-11-27", "en-US", "Mon, Nov 23 – Fri, Nov 27"),
        ("2026-12-28", "2027-01-03", "en-US", "Mon, Dec 28, 2026 – Sun, Jan 3, 2027"),
    ],
)
def test_whole_days_are_said_without_hours(first, last, locale, words):
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert say(days, NOW, ZoneInfo("Europe/Berlin"), locale) == words


def test_a_single_day_is_said_as_the_zone_sees_it():
    assert say(date(2026, 11, 18), NOW, ZoneInfo("Europe/Berlin")) == "Today, Wed 18 Nov"
    assert say(date(2026, 11, 18), NOW, ZoneInfo("Pacific/Kiritimati")) == "Yesterday, Wed 18 Nov"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 minutes"), (90, "1 hour 30 minutes"), (60, "1 hour"), (0, "0 minutes"), (1441, "1 day 1 minute")],
)
def test_durations_are_said_in_words(minutes, words):
    assert say(timedelta(minutes=minutes), NOW, ZoneInfo("UTC")) == words


def test_a_duration_below_nothing_is_refused():
    with pytest.raises(ValueError, match="below nothing"):
        say(timedelta(minutes=-1), NOW, ZoneInfo("UTC"))


ZONES = st.sampled_from(sorted(name for name in available_timezones() if name not in ("localtime", "Factory")))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))
LENGTHS = st.timedeltas(timedelta(minutes=1), timedelta(days=3))


@given(MOMENTS, LENGTHS, MOMENTS, ZONES, st.sampled_from(["12h", "24h"]))
def test_both_wall_clock_times_and_the_zone_are_always_in_the_words(start, length, now, name, clock):
    zone = ZoneInfo(name)
    words = say((start, start + length), now, zone, None, clock)
    for moment in (start.astimezone(zone), (start + length).astimezone(zone)):
        hour = f"{moment.hour % 12 or 12}" if clock == "12h" else f"{moment:%H}"
        assert re.search(rf"(?<!\d){hour}:{moment:%M}(?!\d)", words), words
    assert say_zone((start + length).astimezone(zone), BRITISH) in words
    assert clock == "24h" or re.search(r"\d [ap]m", words)


@given(MOMENTS, ZONES, st.sampled_from(["en-GB", "en-US", "en-IN"]))
def test_relative_words_always_come_with_the_date(now, name, locale):
    zone = ZoneInfo(name)
    today = now.astimezone(zone).date()
    for days in range(-10, 11):
        words = say_day(today + timedelta(days=days), today, region_of(locale))
        assert str((today + timedelta(days=days)).day) in re.findall(r"\d+", words)
        assert words.startswith(("Today, ", "Tomorrow, ", "Yesterday, ")) == (abs(days) <= 1)
