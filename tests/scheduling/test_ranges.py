"""Stretches of time, added, cut and shared."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from parley.scheduling.ranges import OVERLAP, common, days_later, following_days, in_parts, merged, within, without

START = datetime(2026, 10, 24, tzinfo=UTC)
MINUTES = st.integers(0, 120)


def at(minute):
    return START + timedelta(minutes=minute)


RANGES = st.lists(st.tuples(MINUTES, MINUTES).map(lambda pair: (at(min(pair)), at(max(pair)))), max_size=6)


def minutes(ranges):
    """Return the minutes that ranges cover, the simplest picture of the same time."""
    return {minute for minute in range(121) for start, end in ranges if start <= at(minute) < end}


def are_tidy(ranges):
    return all(start < end for start, end in ranges) and all(one[1] < other[0] for one, other in pairwise(ranges))


@given(RANGES)
def test_merged_ranges_cover_the_same_minutes_and_do_not_touch(ranges):
    assert minutes(merged(ranges)) == minutes(ranges)
    assert are_tidy(merged(ranges))


@given(RANGES, RANGES)
def test_what_is_left_is_the_first_less_the_others(hours, busy):
    assert minutes(without(hours, busy)) == minutes(hours) - minutes(busy)
    assert are_tidy(without(hours, busy))


@given(RANGES, RANGES)
def test_what_is_common_is_in_both(ones, others):
    assert minutes(common(ones, others)) == minutes(ones) & minutes(others)
    assert are_tidy(common(ones, others))


@given(st.integers(0, 200), st.integers(1, 40))
def test_parts_cover_the_whole_overlap_a_little_and_are_never_too_long(days, longest):
    whole, most = (START, START + timedelta(days=days)), timedelta(days=longest)
    parts = in_parts(whole, most)
    assert merged(parts) == merged([whole])
    assert all(end - start <= most for start, end in parts)
    assert all(one[1] - other[0] == OVERLAP for one, other in pairwise(parts))


def test_a_week_later_the_clocks_show_the_same_though_they_were_changed_in_between():
    berlin = ZoneInfo("Europe/Berlin")
    day = (datetime(2026, 10, 20, 9, tzinfo=berlin), datetime(2026, 10, 20, 17, tzinfo=berlin))
    start, end = days_later(day, 7, berlin)
    assert (start.isoformat(), end.isoformat()) == ("2026-10-27T09:00:00+01:00", "2026-10-27T17:00:00+01:00")


def day(number):
    start = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=number - 1)
    return start, start + timedelta(days=1)


def test_days_said_together_are_joined_and_those_of_next_week_follow_each_other():
    assert following_days([day(3), day(4), day(6)], of_next=False) == [(day(3)[0], day(4)[1]), day(6)]
    # Next Monday, the 9th, and Tuesday, which alone is the 3rd.
    assert following_days([day(9), day(3)], of_next=True) == [(day(9)[0], day(10)[1])]
    assert following_days([day(9), day(3)], of_next=False) == [day(3), day(9)]


def test_a_weekday_is_the_one_within_a_stretch():
    week = (day(9)[0], day(15)[1])
    assert within(day(3), week) == day(10)
    assert within(day(17), week) == day(10)
    assert within(day(10), week) == day(10)
    assert within(day(3), day(12)) == day(3)
