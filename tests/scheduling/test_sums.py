"""What is worked out of many events."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parley.scheduling.sums import Sum, back_to_back, busiest, longest, sum_in, total

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    """As much of an event as counts here."""

    id: str
    start_time: datetime
    end_time: datetime


def event(name, hours, minutes, days=0):
    start = MONDAY + timedelta(days=days, hours=hours)
    return Event(name, start, start + timedelta(minutes=minutes))


DAY = [event("a", 0, 30), event("b", 0.5, 60), event("c", 3, 60), event("d", 5, 15), event("e", 1, 30, days=1)]


def ids(events):
    return [one.id for one in events]


def test_the_longest_are_all_that_take_as_long():
    assert ids(longest(DAY)) == ["b", "c"]
    assert ids(longest(DAY, shortest=True)) == ["d"]
    assert longest([]) == []


def test_hours_add_up():
    assert total(DAY) == timedelta(hours=3, minutes=15)


def test_back_to_back_is_without_a_break():
    assert ids(back_to_back(DAY)) == ["a", "b"]
    assert back_to_back(DAY[2:]) == []


def test_the_busiest_day_is_the_one_with_most():
    zone = ZoneInfo("Europe/Berlin")
    assert busiest(DAY, zone) == ([date(2026, 11, 30)], 4)
    assert busiest([DAY[0], DAY[4]], zone) == ([date(2026, 11, 30), date(2026, 12, 1)], 1)
    assert busiest([], zone) == ([], 0)


@pytest.mark.parametrize(
    ("said", "which"),
    [
        ("what's my longest meeting this week?", Sum.LONGEST),
        ("which meeting is the longest today", Sum.LONGEST),
        ("and which one is the shortest?", Sum.SHORTEST),
        ("when does my day end?", Sum.LAST),
        ("what time am I done today?", Sum.LAST),
        ("what's the last meeting of the day", Sum.LAST),
        ("when is my last meeting on friday?", Sum.LAST),
        ("when does my day start tomorrow", Sum.FIRST),
        ("what's my first meeting tomorrow?", Sum.FIRST),
        ("any back to back meetings tomorrow?", Sum.BACK_TO_BACK),
        ("how many hours of meetings today", Sum.HOURS),
        ("how much time do I spend in meetings this week?", Sum.HOURS),
        ("which day is the busiest this week?", Sum.BUSIEST),
        ("am I busier this week or next?", Sum.BUSIER),
        ("how many people am I meeting this week?", Sum.PEOPLE),
        ("how many different people did I meet last week", Sum.PEOPLE),
        ("what's my average meeting length this week?", Sum.OTHER),
        ("cancel my longest meeting", None),
        ("move the last meeting of the day to friday", None),
        ("how much time do I have free tomorrow?", None),
        ("how many people are coming to the demo?", None),
        ("who was in my last meeting?", None),
        ("what was my last demo", None),
        ("how long is the demo?", None),
        ("what's the longest event type?", None),
        ("remind me before the first meeting of the day", None),
        ("when is my last slot on friday", None),
    ],
)
def test_what_is_asked_of_many(said, which):
    assert sum_in(said) is which
