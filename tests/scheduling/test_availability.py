"""When somebody is free, told apart from what can be booked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.calendly.models import AvailabilityRule, Interval
from parley.scheduling.availability import Availability, Block, Standing, free_of, joined
from parley.scheduling.hours import open_hours
from parley.scheduling.ranges import common, merged
from tests.scheduling.conftest import BERLIN, berlin


@pytest.fixture
def availability(ana, clock, threads):
    return Availability(ana, clock, threads)


def test_free_time_is_working_hours_less_the_events_of_that_day(availability, ana):
    looked = availability.look(berlin(24), berlin(25))
    events = ana.calendly.events.list(
        user=ana.owner.uri, status="active", min_start_time=berlin(24), max_start_time=berlin(25)
    )
    taken = {event.id for event in events}
    assert looked.hours == [(berlin(24, 9).astimezone(UTC), berlin(24, 17).astimezone(UTC))]
    assert {block.event_id for block in looked.busy if block.event_id} == taken != set()
    assert "external" in {block.kind for block in looked.busy}
    assert not common(looked.free, [(block.start, block.end) for block in looked.busy])
    assert looked.standing is Standing.PARTLY_FREE


def test_a_free_afternoon_is_free_and_a_time_with_an_event_is_busy(availability):
    busy = availability.busy(berlin(24), berlin(25))[0]
    assert availability.look(busy.start, busy.end).standing is Standing.BUSY
    free = max(availability.look(berlin(24), berlin(25)).free, key=lambda one: one[1] - one[0])
    assert availability.look(*free).standing is Standing.FREE


def test_a_sunday_is_outside_working_hours(availability):
    assert availability.look(berlin(22), berlin(23)).standing is Standing.OUTSIDE_HOURS


def test_what_has_passed_is_past_and_a_day_under_way_counts_from_now(availability, clock):
    assert availability.look(berlin(16), berlin(17)).standing is Standing.PAST
    assert availability.look(berlin(18), berlin(19)).hours == [(clock(), berlin(18, 17).astimezone(UTC))]


def test_weeks_of_busy_times_are_told_in_order_and_each_block_once(availability, calendly, clock):
    blocks = availability.busy(clock(), clock() + timedelta(days=20))
    assert blocks == sorted(blocks, key=lambda block: (block.start, block.end))
    events = [block.event_id for block in blocks if block.event_id]
    assert len(events) == len(set(events)) > 20
    assert calendly.count("GET /user_busy_times") == 3


def rule(kind, *hours, **when):
    return AvailabilityRule(type=kind, intervals=[Interval(**{"from": a, "to": b}) for a, b in hours], **when)


SUNDAY = rule("wday", ("01:00", "04:00"), wday="sunday")


def hours_on(day, rules, zone=BERLIN):
    start = datetime.fromisoformat(day).replace(tzinfo=zone)
    end = (start + timedelta(days=1)).replace(tzinfo=zone)
    return [(a.astimezone(zone), b.astimezone(zone)) for a, b in open_hours(rules, zone, (start, end))]


def test_the_hours_of_a_date_go_before_those_of_its_weekday():
    closed, short = rule("date", date="2026-11-22"), rule("date", ("10:00", "11:00"), date="2026-11-29")
    assert hours_on("2026-11-22", [SUNDAY, closed]) == []
    assert [end - start for start, end in hours_on("2026-11-29", [SUNDAY, short])] == [timedelta(hours=1)]


def test_hours_last_as_long_as_the_clocks_take_when_they_change():
    forward, back = hours_on("2026-03-29", [SUNDAY])[0], hours_on("2026-10-25", [SUNDAY])[0]
    assert forward[1].astimezone(UTC) - forward[0].astimezone(UTC) == timedelta(hours=2)
    assert back[1].astimezone(UTC) - back[0].astimezone(UTC) == timedelta(hours=4)


@pytest.mark.parametrize("midnight", ["24:00", "00:00"])
def test_hours_may_last_until_midnight(midnight):
    (only,) = hours_on("2026-11-22", [rule("wday", ("20:00", midnight), wday="sunday")])
    assert only[1].isoformat() == "2026-11-23T00:00:00+01:00"


START = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTES = st.integers(0, 600)
BLOCKS = st.lists(
    st.tuples(MINUTES, st.integers(1, 90), st.sampled_from(["external", "reserved"])).map(
        lambda one: Block(START + timedelta(minutes=one[0]), START + timedelta(minutes=one[0] + one[1]), one[2])
    ),
    max_size=8,
)


@given(BLOCKS)
def test_free_and_busy_together_are_the_hours_and_never_overlap(blocks):
    hours = [(START, START + timedelta(hours=8))]
    busy = [(block.start, block.end) for block in blocks]
    looked = free_of(hours, blocks)
    assert merged([*looked.free, *common(hours, busy)]) == hours
    assert common(looked.free, busy) == []
    assert (looked.standing is Standing.FREE) == (common(hours, busy) == [])


@given(BLOCKS)
def test_blocks_joined_take_the_same_time_and_are_told_once(blocks):
    once = joined(blocks)
    assert joined([*once, *blocks]) == once
    assert merged((one.start, one.end) for one in once) == merged((one.start, one.end) for one in blocks)


def test_hours_in_another_zone_are_those_of_its_clocks():
    (only,) = open_hours([SUNDAY], ZoneInfo("Asia/Tokyo"), (berlin(21), berlin(23)))
    assert only == (datetime(2026, 11, 21, 16, tzinfo=UTC), datetime(2026, 11, 21, 19, tzinfo=UTC))
