"""Every change of the clocks in seven zones over two years: what the wall shows, what is said, how long the day is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from parley.when.say import say
from parley.when.wall import day_length, day_start, land, later, transitions

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
NOW = datetime(2025, 6, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EVER_THE_SAME = ["Asia/Kolkata", "America/Sao_Paulo"]


@dataclass(frozen=True)
class Change:
    """A change as the law has it: the moment in UTC, the wall's hands before and after, and the names of both sides."""

    zone: str
    at: str
    wall_before: str
    wall_after: str
    name_before: str
    name_after: str
    hours_of_day: float

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at).replace(tzinfo=UTC)

    @property
    def before(self) -> datetime:
        return datetime.fromisoformat(self.wall_before)

    @property
    def after(self) -> datetime:
        return datetime.fromisoformat(self.wall_after)

    @property
    def is_gap(self) -> bool:
        return self.after > self.before

    def __str__(self) -> str:
        return f"{self.zone} {self.wall_before}"


def _changes(zone: str, summer: str, winter: str, *rows: tuple[str, str, str, float]) -> list[Change]:
    return [
        Change(zone, at, before, after, *((winter, summer) if after > before else (summer, winter)), hours)
        for at, before, after, hours in rows
    ]


TABLE = [
    *_changes(
        "America/New_York",
        "EDT",
        "EST",
        ("2026-03-08T07:00", "2026-03-08T02:00", "2026-03-08T03:00", 23),
        ("2026-11-01T06:00", "2026-11-01T02:00", "2026-11-01T01:00", 25),
        ("2027-03-14T07:00", "2027-03-14T02:00", "2027-03-14T03:00", 23),
        ("2027-11-07T06:00", "2027-11-07T02:00", "2027-11-07T01:00", 25),
    ),
    *_changes(
        "Europe/Berlin",
        "CEST",
        "CET",
        ("2026-03-29T01:00", "2026-03-29T02:00", "2026-03-29T03:00", 23),
        ("2026-10-25T01:00", "2026-10-25T03:00", "2026-10-25T02:00", 25),
        ("2027-03-28T01:00", "2027-03-28T02:00", "2027-03-28T03:00", 23),
        ("2027-10-31T01:00", "2027-10-31T03:00", "2027-10-31T02:00", 25),
    ),
    *_changes(
        "Europe/London",
        "London time",
        "GMT",
        ("2026-03-29T01:00", "2026-03-29T01:00", "2026-03-29T02:00", 23),
        ("2026-10-25T01:00", "2026-10-25T02:00", "2026-10-25T01:00", 25),
        ("2027-03-28T01:00", "2027-03-28T01:00", "2027-03-28T02:00", 23),
        ("2027-10-31T01:00", "2027-10-31T02:00", "2027-10-31T01:00", 25),
    ),
    *_changes(
        "Australia/Lord_Howe",
        "Lord Howe Island time",
        "Lord Howe Island time",
        ("2026-04-04T15:00", "2026-04-05T02:00", "2026-04-05T01:30", 24.5),
        ("2026-10-03T15:30", "2026-10-04T02:00", "2026-10-04T02:30", 23.5),
        ("2027-04-03T15:00", "2027-04-04T02:00", "2027-04-04T01:30", 24.5),
        ("2027-10-02T15:30", "2027-10-03T02:00", "2027-10-03T02:30", 23.5),
    ),
    *_changes(
        "Pacific/Auckland",
        "NZDT",
        "NZST",
        ("2026-04-04T14:00", "2026-04-05T03:00", "2026-04-05T02:00", 25),
        ("2026-09-26T14:00", "2026-09-27T02:00", "2026-09-27T03:00", 23),
        ("2027-04-03T14:00", "2027-04-04T03:00", "2027-04-04T02:00", 25),
        ("2027-09-25T14:00", "2027-09-26T02:00", "2027-09-26T03:00", 23),
    ),
]
each_change = pytest.mark.parametrize("change", TABLE, ids=str)


@pytest.mark.parametrize("name", sorted({change.zone for change in TABLE} | set(EVER_THE_SAME)))
def test_the_changes_found_are_those_of_the_law_and_no_others(name):
    found = [change.at for change in transitions(ZoneInfo(name), START, END)]
    assert found == [change.moment for change in TABLE if change.zone == name]


@each_change
def test_the_wall_jumps_from_one_hand_to_the_other(change):
    zone = ZoneInfo(change.zone)
    assert (change.moment - MINUTE).astimezone(zone).replace(tzinfo=None) == change.before - MINUTE
    assert change.moment.astimezone(zone).replace(tzinfo=None, fold=0) == change.after


@each_change
def test_every_minute_of_the_jump_is_a_gap_or_an_overlap_and_none_beside_it(change):
    zone, low, high = ZoneInfo(change.zone), *sorted((change.before, change.after))
    kind = "gap" if change.is_gap else "overlap"
    inside = [low + n * MINUTE for n in range((high - low) // MINUTE)]
    assert {land(wall, zone).kind for wall in inside} == {kind}
    assert land(low - MINUTE, zone).kind == land(high, zone).kind == "normal"


@each_change
def test_the_two_choices_lie_on_the_two_sides_of_the_change(change):
    zone, size = ZoneInfo(change.zone), abs(change.after - change.before)
    middle = min(change.before, change.after) + size / 2
    early, late = land(middle, zone).choices
    assert early.astimezone(UTC) == change.moment - size / 2
    assert late.astimezone(UTC) == change.moment + size / 2
    shown = [choice.replace(tzinfo=None, fold=0) for choice in (early, late)]
    assert shown == ([middle - size, middle + size] if change.is_gap else [middle, middle])


@each_change
def test_what_is_said_differs_on_the_two_sides(change):
    zone = ZoneInfo(change.zone)
    before, after = (say(change.moment + shift, NOW, zone).split(", ")[-1] for shift in (-MINUTE, timedelta()))
    size, twice = abs(change.after - change.before), not change.is_gap
    assert before.startswith(f"{change.before - MINUTE:%H:%M} {change.name_before}")
    assert after.startswith(f"{change.after:%H:%M} {change.name_after}")
    assert ("(UTC" in before, "(UTC" in after) == (twice, twice)
    assert before != say(change.moment - MINUTE + size, NOW, zone).split(", ")[-1]


@each_change
def test_a_range_over_the_change_says_both_offsets(change):
    zone = ZoneInfo(change.zone)
    words = say((change.moment - MINUTE, change.moment + MINUTE), NOW, zone)
    offsets = [(change.moment + shift).astimezone(zone).strftime("%z") for shift in (-MINUTE, MINUTE)]
    assert [f"(UTC{offset[:3].replace('-', '−')}:{offset[3:]})" in words for offset in offsets] == [True, True]


@each_change
def test_the_day_of_the_change_is_as_long_as_it_is(change):
    zone = ZoneInfo(change.zone)
    assert day_length(change.before.date(), zone) == timedelta(hours=change.hours_of_day)
    assert day_length(change.before.date() + timedelta(days=1), zone) == timedelta(hours=24)


@pytest.mark.parametrize("name", EVER_THE_SAME)
def test_where_the_clocks_never_change_every_day_is_24_hours(name):
    zone, first = ZoneInfo(name), START.date()
    assert {day_length(first + timedelta(days=n), zone) for n in range(730)} == {timedelta(hours=24)}


@pytest.mark.parametrize("name", sorted({change.zone for change in TABLE} | set(EVER_THE_SAME)))
def test_the_days_of_two_years_follow_each_other_without_a_hole(name):
    zone, first = ZoneInfo(name), START.date()
    starts = [day_start(first + timedelta(days=n), zone) for n in range(731)]
    for day, (start, following) in enumerate(pairwise(starts)):
        assert later(start, day_length(first + timedelta(days=day), zone)) == following
