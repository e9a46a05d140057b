"""Quiet hours by the wall clock, also where that jumps."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from parley.notices.quiet import QuietHours

NIGHT = QuietHours(time(22), time(7))
ZONES = {
    "Berlin": "Europe/Berlin",
    "New York": "America/New_York",
    "Lord Howe": "Australia/Lord_Howe",
    "Cairo": "Africa/Cairo",
}


def at(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONES[zone])).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_a_night_ends_in_the_morning_and_the_day_is_loud(zone):
    where = ZoneInfo(ZONES[zone])
    morning = at(zone, "2026-06-17T07:00")
    for during in ("2026-06-16T22:00", "2026-06-16T23:59", "2026-06-17T00:00", "2026-06-17T06:59"):
        assert NIGHT.until(at(zone, during), where) == morning
    for before_or_after in ("2026-06-16T21:59", "2026-06-17T07:00", "2026-06-17T12:00"):
        assert NIGHT.until(at(zone, before_or_after), where) is None


def test_hours_within_a_day_end_the_same_day():
    lunch = QuietHours(time(12), time(13, 30))
    assert lunch.until(at("Berlin", "2026-06-17T12:45"), ZoneInfo("Europe/Berlin")) == at("Berlin", "2026-06-17T13:30")
    assert lunch.until(at("Berlin", "2026-06-17T13:30"), ZoneInfo("Europe/Berlin")) is None


@pytest.mark.parametrize(
    ("zone", "evening", "morning", "hours"),
    [
        ("Berlin", "2026-03-28T22:00", "2026-03-29T07:00", 8),  # forward
        ("Berlin", "2026-10-24T22:00", "2026-10-25T07:00", 10),  # back
        ("New York", "2026-03-07T22:00", "2026-03-08T07:00", 8),
        ("New York", "2026-10-31T22:00", "2026-11-01T07:00", 10),
        ("Lord Howe", "2026-04-04T22:00", "2026-04-05T07:00", 9.5),  # back by half an hour
        ("Lord Howe", "2026-10-03T22:00", "2026-10-04T07:00", 8.5),
        ("Cairo", "2026-04-23T22:00", "2026-04-24T07:00", 8),  # forward at midnight
        ("Cairo", "2026-10-29T22:00", "2026-10-30T07:00", 10),
    ],
)
def test_seven_in_the_morning_is_seven_after_the_clocks_have_changed(zone, evening, morning, hours):
    begins, ends = at(zone, evening), at(zone, morning)
    assert (ends - begins).total_seconds() == hours * 3600
    assert NIGHT.until(begins, ZoneInfo(ZONES[zone])) == ends
    assert NIGHT.until(ends, ZoneInfo(ZONES[zone])) is None


def test_an_end_that_a_day_skips_is_when_the_clocks_have_jumped():
    until = QuietHours(time(22), time(2, 30)).until(at("Berlin", "2026-03-29T01:59"), ZoneInfo("Europe/Berlin"))
    assert until == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 on the clocks of after


def test_an_end_that_comes_twice_is_the_second_one_and_a_beginning_the_first():
    zone = ZoneInfo("Europe/Berlin")
    both = QuietHours(time(2, 30), time(2, 45))
    assert both.until(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), zone) == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)
