"""Wall-clock time and moments."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from parley.when.wall import add, day_length, day_start, land, later, offset_of, transitions

BERLIN, SAO_PAULO = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Sao_Paulo")
ZONES = st.sampled_from(sorted(name for name in available_timezones() if name not in ("localtime", "Factory")))


def local(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


def test_an_ordinary_time_is_one_moment():
    landing = land(datetime(2026, 11, 24, 15), BERLIN)
    assert (landing.kind, landing.certain, utc(landing.moment)) == ("normal", True, "2026-11-24T14:00")


def test_a_time_that_does_not_exist_may_be_before_or_after_the_gap():
    landing = land(datetime(2027, 3, 28, 2, 30), BERLIN)
    assert landing.kind == "gap"
    assert [f"{choice:%H:%M %Z}" for choice in landing.choices] == ["01:30 CET", "03:30 CEST"]
    assert landing.offsets == (timedelta(hours=1), timedelta(hours=2))
    assert landing.moment == landing.choices[1]


def test_a_time_that_comes_twice_may_be_the_first_or_the_second():
    landing = land(datetime(2026, 10, 25, 2, 30), BERLIN)
    assert landing.kind == "overlap"
    assert [f"{choice:%H:%M %Z}" for choice in landing.choices] == ["02:30 CEST", "02:30 CET"]
    assert utc(landing.moment) == "2026-10-25T00:30"


def test_a_fixed_offset_has_neither_gaps_nor_overlaps():
    assert land(datetime(2027, 3, 28, 2, 30), timezone(timedelta(hours=1))).certain


@pytest.mark.parametrize(
    ("start", "by", "end"),
    [
        ("2027-03-27T09:00", relativedelta(days=1), "2027-03-28T09:00"),
        ("2027-03-27T09:00", timedelta(hours=24), "2027-03-28T10:00"),
        ("2026-10-24T09:00", relativedelta(weeks=1), "2026-10-31T09:00"),
        ("2026-10-24T09:00", timedelta(hours=24), "2026-10-25T08:00"),
        ("2027-01-31T09:00", relativedelta(months=1), "2027-02-28T09:00"),
        ("2027-03-29T09:00", relativedelta(days=-1), "2027-03-28T09:00"),
        ("2027-03-28T01:30", timedelta(minutes=30), "2027-03-28T03:00"),
        ("2027-03-27T23:00", relativedelta(days=1, hours=-1), "2027-03-28T22:00"),
    ],
)
def test_days_keep_the_wall_clock_and_hours_pass(start, by, end):
    landing = add(local(start), by, BERLIN)
    assert landing.certain
    assert f"{landing.moment:%Y-%m-%dT%H:%M}" == end


def test_a_day_later_may_land_in_a_gap():
    landing = add(local("2027-03-27T02:30"), relativedelta(days=1), BERLIN)
    assert [utc(choice) for choice in landing.choices] == ["2027-03-28T00:30", "2027-03-28T01:30"]


def test_no_days_later_stays_on_the_side_of_the_overlap_it_was_on():
    second = local("2026-10-25T02:10", fold=1)
    assert utc(add(second, relativedelta(minutes=20), BERLIN).moment) == "2026-10-25T01:30"


def test_a_meeting_moved_by_weeks_is_at_the_same_hour_in_its_own_zone_not_in_the_readers():
    moved = add(local("2026-10-21T09:00"), relativedelta(weeks=1), BERLIN).moment
    new_york = ZoneInfo("America/New_York")
    assert (local("2026-10-21T09:00").astimezone(new_york).hour, moved.astimezone(new_york).hour) == (3, 4)


def test_where_the_clocks_skip_midnight_the_day_starts_at_one():
    # Brazil changed its clocks at midnight until 2019.
    assert f"{day_start(date(2018, 11, 4), SAO_PAULO):%H:%M}" == "01:00"
    assert day_length(date(2018, 11, 4), SAO_PAULO) == timedelta(hours=23)


def test_where_midnight_sets_the_clocks_back_the_day_before_is_longer():
    assert day_length(date(2019, 2, 16), SAO_PAULO) == timedelta(hours=25)
    assert day_length(date(2019, 2, 17), SAO_PAULO) == timedelta(hours=24)


def test_a_day_that_an_island_skipped_has_no_length():
    # Samoa went from 29 to 31 December 2011.
    assert day_length(date(2011, 12, 30), ZoneInfo("Pacific/Apia")) == timedelta()


def test_changes_include_the_end_and_not_the_start_of_what_was_asked():
    change = datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert [found.at for found in transitions(BERLIN, change - timedelta(hours=1), change)] == [change]
    assert transitions(BERLIN, change, change + timedelta(days=1)) == []


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        offset_of(datetime(2026, 11, 24))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)), ZONES)
def test_every_choice_is_a_real_moment_and_they_are_in_order(wall, name):
    zone = ZoneInfo(name)
    landing = land(wall, zone)
    stamps = [choice.timestamp() for choice in landing.choices]
    assert stamps == sorted(set(stamps))
    for choice in landing.choices:
        assert choice.astimezone(UTC).astimezone(zone).replace(fold=choice.fold) == choice
        shown = choice.replace(tzinfo=None, fold=0)
        assert (shown == wall) == (landing.kind != "gap")


@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)), ZONES)
def test_the_wall_time_of_any_moment_lands_on_that_moment_again(moment, name):
    zone = ZoneInfo(name)
    wall = moment.astimezone(zone).replace(tzinfo=None, fold=0)
    assert moment.timestamp() in [choice.timestamp() for choice in land(wall, zone).choices]


@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)), st.integers(0, 10**6), ZONES)
def test_later_lets_exactly_that_much_time_pass(moment, seconds, name):
    start = moment.astimezone(ZoneInfo(name))
    passed = later(start, timedelta(seconds=seconds)).astimezone(UTC) - start.astimezone(UTC)
    assert passed == timedelta(seconds=seconds)
