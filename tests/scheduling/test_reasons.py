"""Why there is no opening."""

from datetime import timedelta

import pytest

from parley.calendly.models import EventTypeChanges
from parley.scheduling.reasons import Finder, NoOpening
from tests.scheduling.conftest import berlin


@pytest.fixture
def finder(ana, clock, threads):
    return Finder(ana, clock, threads)


def test_where_there_are_openings_there_is_no_reason(finder, type_named):
    times = finder.find(type_named("Intro Call"), berlin(23), berlin(24))
    assert times.openings
    assert (times.why, times.before, times.after) == (None, None, None)


def test_a_weekend_is_outside_working_hours_and_has_openings_on_both_sides(finder, type_named):
    times = finder.find(type_named("Intro Call"), berlin(21), berlin(23))
    assert (times.openings, times.why) == ([], NoOpening.OUTSIDE_HOURS)
    assert times.before.start_time < berlin(21)
    assert times.after.start_time >= berlin(23)
    assert times.nearest(berlin(22, 23)) == times.after
    assert times.nearest(berlin(21, 1)) == times.before


def test_an_evening_is_outside_working_hours(finder, type_named):
    assert finder.find(type_named("Intro Call"), berlin(23, 19), berlin(23, 22)).why is NoOpening.OUTSIDE_HOURS


def test_hours_too_short_for_the_event_are_outside_working_hours(finder, type_named):
    strategy = type_named("Strategy Session")
    assert finder.find(strategy, berlin(23, 16), berlin(23, 18)).why is NoOpening.OUTSIDE_HOURS


def test_a_time_that_an_event_takes_is_full(finder, type_named, ana):
    event = next(iter(ana.calendly.events.list(user=ana.owner.uri, status="active", min_start_time=berlin(24))))
    times = finder.find(type_named("Coffee Chat"), event.start_time, event.end_time)
    assert (times.openings, times.why) == ([], NoOpening.FULL)


def test_the_buffers_of_the_type_make_a_time_full_too(finder, type_named, ana, clock):
    coffee, half_past_ten = type_named("Coffee Chat"), (berlin(24, 10, 30), berlin(24, 10, 31))
    assert finder.find(coffee, *half_past_ten).openings  # between an event until ten and one at eleven
    buffered = ana.calendly.event_types.update(coffee.id, EventTypeChanges(before_buffer=30))
    clock.now = berlin(24, 6, 20)  # nothing opens before it, so that only the buffer tells it from the notice
    times = finder.find(buffered, *half_past_ten)
    assert (times.why, times.before) == (NoOpening.FULL, None)


def test_the_next_hours_are_too_soon(finder, type_named, clock):
    times = finder.find(type_named("Coffee Chat"), clock(), clock() + timedelta(hours=2))
    assert (times.why, times.before) == (NoOpening.TOO_SOON, None)
    assert times.after.start_time >= clock() + timedelta(hours=4)


def test_beyond_the_days_ahead_is_too_far(finder, type_named, clock):
    start = clock() + timedelta(days=70)
    times = finder.find(type_named("Coffee Chat"), start, start + timedelta(days=7))
    assert (times.why, times.after) == (NoOpening.TOO_FAR, None)
    assert times.before.start_time < start


def test_what_has_passed_has_passed(finder, type_named, clock):
    times = finder.find(type_named("Coffee Chat"), clock() - timedelta(days=2), clock() - timedelta(days=1))
    assert times.why is NoOpening.PAST
    assert times.after


def test_an_inactive_type_has_none_and_nothing_is_asked(finder, type_named, ana, calendly):
    coffee = ana.calendly.event_types.update(type_named("Coffee Chat").id, EventTypeChanges(active=False))
    before = calendly.count("GET /event_type_available_times")
    assert finder.find(coffee, berlin(23), berlin(24)).why is NoOpening.INACTIVE
    assert calendly.count("GET /event_type_available_times") == before


def test_hosts_who_must_all_come_have_only_the_hours_they_share(finder, type_named):
    kickoff = type_named("Project Kickoff")
    times = finder.find(kickoff, berlin(24, 10, 30), berlin(24, 12))  # Ana's morning, Noah's night
    assert times.why is NoOpening.OUTSIDE_HOURS
    assert times.after


def test_hours_that_may_not_be_read_leave_the_reason_unknown(finder, type_named, calendly):
    intro = type_named("Intro Call")
    calendly.switch(status=403, paths=["/event_type_availability_schedules"])
    times = finder.find(intro, berlin(21), berlin(23))
    assert times.why is NoOpening.UNKNOWN
    assert times.before
    assert times.after
