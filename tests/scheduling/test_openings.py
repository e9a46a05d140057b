"""When an event type can be booked, against what the sandbox's calendars allow."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.calendly.models import Opening
from parley.scheduling.openings import Openings, Part, by_day, part_of, within
from tests.scheduling.conftest import BERLIN, berlin


@pytest.fixture
def openings(ana, clock, threads):
    return Openings(ana, clock, threads)


def starts(found):
    return [one.start_time for one in found]


def test_openings_over_two_months_are_those_of_each_week_once_and_in_order(openings, type_named, clock):
    intro, end = type_named("Intro Call").uri, clock() + timedelta(days=63)
    found = starts(openings.between(intro, clock(), end))
    weeks = [clock() + timedelta(days=7 * week) for week in range(9)]
    assert found == [
        start for week in weeks for start in starts(openings.between(intro, week, week + timedelta(days=7)))
    ]
    assert found == sorted(set(found))
    assert len(found) > 100


def test_a_long_range_is_asked_for_in_as_few_calls_as_calendly_allows(openings, type_named, clock, calendly):
    openings.between(type_named("Intro Call").uri, clock(), clock() + timedelta(days=61))
    assert calendly.count("GET /event_type_available_times") == 2


def test_what_has_passed_has_no_openings(openings, type_named, clock, calendly):
    intro = type_named("Intro Call").uri
    assert openings.between(intro, clock() - timedelta(days=9), clock() - timedelta(days=2)) == []
    assert calendly.count("GET /event_type_available_times") == 0


def test_an_opening_is_found_again_by_its_start(openings, type_named):
    intro = type_named("Intro Call").uri
    first = openings.between(intro, berlin(20), berlin(21))[0]
    assert openings.at(intro, first.start_time) == first
    assert openings.at(intro, first.start_time + timedelta(minutes=1)) is None


def test_the_nearest_to_a_wish_are_those_around_it(openings, type_named):
    intro, wish = type_named("Intro Call").uri, berlin(23, 12, 10)
    everything = openings.between(intro, berlin(19), berlin(28))
    nearest = openings.nearest(intro, wish, 4)
    furthest = max(abs(one.start_time - wish) for one in nearest)
    assert len(nearest) == 4
    assert all(abs(one.start_time - wish) >= furthest for one in everything if one not in nearest)
    assert starts(nearest) == sorted(starts(nearest))


def test_of_two_as_near_the_later_is_nearer(openings, type_named):
    intro = type_named("Intro Call").uri
    one, other = openings.between(intro, berlin(23), berlin(28))[:2]
    middle = one.start_time + (other.start_time - one.start_time) / 2
    assert openings.nearest(intro, middle, 1) == [other]


def test_the_nearest_to_a_wish_far_beyond_what_is_offered_are_the_last_ones(openings, type_named, clock):
    intro = type_named("Intro Call").uri
    last = openings.between(intro, clock(), clock() + timedelta(days=90))[-1]
    assert openings.nearest(intro, last.start_time + timedelta(days=40), 1) == [last]


def test_later_goes_on_after_what_was_shown(openings, type_named, clock):
    intro = type_named("Intro Call").uri
    everything = openings.between(intro, clock(), clock() + timedelta(days=20))
    assert openings.later(intro, everything[2].start_time, 5) == everything[3:8]
    assert openings.later(intro, everything[0].start_time, 40) == everything[1:41]


def test_days_and_parts_of_days_are_those_of_whoever_asks(openings, type_named):
    found = openings.between(type_named("Intro Call").uri, berlin(23), berlin(28))
    for zone in (BERLIN, ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Auckland")):
        days = by_day(found, zone)
        assert [one for day in days for one in day.openings] == found
        for day in days:
            assert {one.start_time.astimezone(zone).date() for one in day.openings} == {day.day}
            assert sorted(starts(one for part in Part for one in day.in_part(part, zone))) == starts(day.openings)
    in_berlin = by_day(found, BERLIN)[0]
    assert in_berlin.in_part(Part.AFTERNOON, BERLIN)
    assert not in_berlin.in_part(Part.EVENING, BERLIN)


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, Part.MORNING), (11, Part.MORNING), (12, Part.AFTERNOON), (16, Part.AFTERNOON), (17, Part.EVENING)],
)
def test_parts_of_the_day_begin_at_noon_and_five(hour, part):
    assert part_of(berlin(23, hour, 59), BERLIN) is part


MOMENTS = st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 1), timezones=st.just(UTC))


@given(st.lists(MOMENTS, unique=True, max_size=20), MOMENTS, MOMENTS)
def test_a_range_has_its_start_and_not_its_end(moments, one, other):
    every = [Opening(status="available", invitees_remaining=1, start_time=at, scheduling_url="x") for at in moments]
    start, end = min(one, other), max(one, other)
    assert {at.start_time for at in within(every, (start, end))} == {at for at in moments if start <= at < end}
    assert sum(len(day.openings) for day in by_day(sorted(every, key=lambda at: at.start_time), BERLIN)) == len(every)
