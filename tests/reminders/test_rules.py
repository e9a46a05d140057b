"""Clock tests: reminders and digests over both changes of the clocks, in zones that change them differently or not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.reminders.rules import Lead, Weekly
from parley.when.wall import land

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
# Half an hour, on the other side of the year; and one without any.
LORD_HOWE, KATHMANDU = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")
ZONES = (BERLIN, NEW_YORK, LORD_HOWE, KATHMANDU)
# Saturdays before the Sundays on which the clocks change in 2027.
CHANGES = (
    (BERLIN, date(2027, 3, 27)),
    (BERLIN, date(2027, 10, 30)),
    (NEW_YORK, date(2027, 3, 13)),
    (NEW_YORK, date(2027, 11, 6)),
    (LORD_HOWE, date(2027, 4, 3)),
    (LORD_HOWE, date(2027, 10, 2)),
    (KATHMANDU, date(2027, 3, 27)),
    (KATHMANDU, date(2027, 10, 30)),
)
EVERY_DAY = tuple(range(7))
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))
rules = st.builds(
    Weekly, st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))), st.integers(0, 1439)
)
leads = st.one_of(
    st.builds(Lead, st.integers(0, 4000)),
    st.builds(Lead, st.just(0), st.integers(0, 7), st.one_of(st.none(), st.integers(0, 1439))),
)


def at(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def wall(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%a %d %H:%M}"


@pytest.mark.parametrize(("zone", "saturday"), CHANGES, ids=lambda one: str(one))
def test_eight_stays_eight_over_a_change_of_the_clocks(zone, saturday):
    daily, moment, told = Weekly(EVERY_DAY, 8 * 60), at(saturday, 0, 0, zone), []
    for _ in range(3):
        moment = daily.after(moment, zone)
        told.append(moment)
    assert [f"{one.astimezone(zone):%a %H:%M}" for one in told] == ["Sat 08:00", "Sun 08:00", "Mon 08:00"]


@pytest.mark.parametrize(("zone", "saturday"), CHANGES, ids=lambda one: str(one))
def test_the_evening_before_is_at_six_and_ten_minutes_are_ten_minutes_over_a_change(zone, saturday):
    sunday = saturday + timedelta(days=1)
    start = at(sunday, 11, 0, zone).astimezone(UTC)
    assert wall(Lead(days=1, wall=18 * 60).due(start, zone), zone) == f"{saturday:%a %d} 18:00"
    assert start - Lead(10).due(start, zone) == timedelta(minutes=10)
    assert wall(Lead(days=1).due(start, zone), zone) == f"{saturday:%a %d} 11:00"


@pytest.mark.parametrize(
    ("zone", "sunday", "minute", "told"),
    [
        (BERLIN, date(2027, 3, 28), 2 * 60 + 30, "03:30"),
        (NEW_YORK, date(2027, 3, 14), 2 * 60 + 30, "03:30"),
        (LORD_HOWE, date(2027, 10, 3), 2 * 60 + 10, "02:40"),
        (KATHMANDU, date(2027, 3, 28), 2 * 60 + 30, "02:30"),
    ],
)
def test_a_time_that_the_clocks_skip_is_told_after_the_gap(zone, sunday, minute, told):
    due = Weekly(EVERY_DAY, minute).after(at(sunday, 0, 0, zone), zone)
    assert due.astimezone(zone).date() == sunday
    assert f"{due.astimezone(zone):%H:%M}" == told


@pytest.mark.parametrize(
    ("zone", "sunday", "minute"),
    [
        (BERLIN, date(2027, 10, 31), 2 * 60 + 30),
        (NEW_YORK, date(2027, 11, 7), 60 + 30),
        (LORD_HOWE, date(2027, 4, 4), 60 + 40),
    ],
)
def test_a_time_that_comes_twice_is_told_at_the_first(zone, sunday, minute):
    daily = Weekly(EVERY_DAY, minute)
    first = daily.after(at(sunday, 0, 0, zone), zone)
    assert first.astimezone(zone).fold == 0
    assert daily.after(first, zone).astimezone(zone).date() == sunday + timedelta(days=1)


@given(rules, moments, zones)
def test_the_next_time_is_on_the_wall_where_it_was_said_and_no_time_is_between(rule, moment, zone):
    due = rule.after(moment, zone)
    local = due.astimezone(zone)
    assert due > moment
    day = local.date()
    said = datetime.combine(day, datetime.min.time()) + timedelta(minutes=rule.wall)
    assert due == land(said, zone).moment
    assert day.weekday() in rule.weekdays
    assert rule.last(due - timedelta(seconds=1), zone) <= moment
    assert rule.last(due, zone) == due


@given(rules, moments, zones)
def test_every_day_that_was_said_has_its_time_once(rule, moment, zone):
    days = []
    for _ in range(15):
        moment = rule.after(moment, zone)
        days.append(moment.astimezone(zone).date())
    assert len(set(days)) == len(days)
    first, last = days[0], days[-1]
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert days == [day for day in every if day.weekday() in rule.weekdays]


@given(leads, moments, zones)
def test_a_reminder_is_due_before_its_event_which_is_found_by_it_again(lead, start, zone):
    due = lead.due(start, zone)
    assert due <= start
    first, last = lead.starts(due, zone)
    assert first <= start < last
