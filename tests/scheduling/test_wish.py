"""The time that is wished for, and how it is kept between turns."""

import json
from datetime import date, timedelta

import pytest

from parley.scheduling.openings import Part
from parley.scheduling.ruled_out import RuledOut
from parley.scheduling.wish import Wish
from tests.scheduling.conftest import BERLIN, berlin

FRIDAY = (berlin(20), berlin(21))
WISHES = [
    Wish(),
    Wish(berlin(20, 14)),
    Wish(berlin(20, 14), berlin(20, 15), "friday at 2", exact=True, unnamed=True),
    Wish(among=((berlin(20, 14),), FRIDAY), text="the 20th"),
    Wish(*FRIDAY, only=(FRIDAY,), part=Part.MORNING, without=RuledOut(weekdays=(0,), ranges=(FRIDAY,))),
]


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_comes_back_from_json_as_it_was(wish):
    assert Wish.of(json.loads(json.dumps(wish.kept()))) == wish


def test_what_a_wish_does_not_say_is_not_kept():
    assert Wish.at(berlin(20, 14)).kept() == {
        "start": "2026-11-20T14:00:00+01:00",
        "text": "",
        "exact": True,
        "unnamed": False,
    }


@pytest.mark.parametrize(
    ("kept", "wish"),
    [
        (None, Wish()),
        ({}, Wish()),
        ({"start": "2026-11-20T14:00:00+01:00", "exact": True, "text": ""}, Wish.at(berlin(20, 14))),
        ({"start": "2026-11-20T13:00:00+00:00", "end": None, "text": "", "exact": False, "only": None}, WISHES[1]),
        ({"start": None, "end": "2026-11-21T00:00:00+01:00", "text": "", "exact": False}, Wish(end=berlin(21))),
        ({"among": [["2026-11-20T14:00:00+01:00"]], "text": "2"}, Wish(text="2", among=((berlin(20, 14),),))),
        ({"start": "2026-11-20T14:00:00+01:00", "part": "morning"}, Wish(berlin(20, 14), part=Part.MORNING)),
        ({"start": "2026-11-20T14:00:00+01:00", "of_a_later_version": 1}, WISHES[1]),
    ],
)
def test_what_other_versions_kept_is_read(kept, wish):
    assert Wish.of(kept) == wish


def test_what_is_no_wish_is_told():
    with pytest.raises(ValueError, match="start"):
        Wish.of({"start": "friday"})


def test_a_day_is_wished_for_whole_or_in_part():
    assert Wish.on(date(2026, 11, 20), None, BERLIN) == Wish(*FRIDAY)
    assert Wish.on(date(2026, 11, 20), Part.MORNING, BERLIN) == Wish(berlin(20), berlin(20, 12))


def test_between_a_moment_and_itself_is_that_moment():
    assert Wish.between(berlin(20, 14), berlin(20, 14)).exact
    assert not Wish.between(*FRIDAY).exact


def test_a_moment_lasts_a_minute_and_a_stretch_without_an_end_has_no_span():
    start, end = Wish.at(berlin(20, 14)).span
    assert (start, end - start) == (berlin(20, 14), timedelta(minutes=1))
    assert Wish(*FRIDAY).span == FRIDAY
    assert Wish(berlin(20, 14)).span is None
    assert WISHES[3].span is None
