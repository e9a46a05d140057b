"""Times that do not suit: from the words to the moments."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.scheduling.kept import as_json, of_json
from parley.scheduling.openings import Part
from parley.scheduling.ruled_out import NOTHING, RuledOut, ruled_out, weekday_from
from tests.support.words import patient_words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, tzinfo=BERLIN)  # a Wednesday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


@pytest.fixture(scope="module")
def rules():
    """Give a function that reads what a text rules out."""
    with patient_words() as words:
        yield lambda text: ruled_out(text, words.parse(text, NOW, BERLIN))


@pytest.mark.parametrize(
    ("said", "out", "not_out"),
    [
        ("friday", [at(20, 9), at(20, 23, 59)], [at(19, 9), at(21, 0), at(27, 9)]),
        ("monday or tuesday", [at(23, 9), at(24, 9)], [at(25, 9), at(30, 9)]),
        ("mondays", [at(23, 9), at(30, 9)], [at(24, 9)]),
        ("on a monday", [at(23, 9), at(30, 9)], [at(24, 9)]),
        ("in the morning", [at(19, 9), at(24, 11, 30)], [at(19, 12), at(24, 15)]),
        ("mornings", [at(19, 9), at(24, 11, 30)], [at(19, 12)]),
        ("friday afternoon", [at(20, 14)], [at(20, 9), at(19, 14)]),
        ("before 10", [at(19, 9), at(24, 9, 59)], [at(19, 10), at(24, 11)]),
        ("after 4pm", [at(19, 16), at(24, 20)], [at(19, 15, 30)]),
        ("next week", [at(23, 9), at(27, 17)], [at(20, 9), at(30, 9)]),
        ("the 3rd one", [], [at(23, 9)]),
    ],
)
def test_what_is_ruled_out_and_what_is_not(rules, said, out, not_out):
    ruled = rules(said)
    assert [one for one in out if ruled.suits(one, BERLIN)] == []
    assert [one for one in not_out if not ruled.suits(one, BERLIN)] == []


def test_two_of_them_rule_out_what_either_does(rules):
    both = rules("friday") | rules("mornings")
    assert not both.suits(at(20, 15), BERLIN)
    assert not both.suits(at(23, 9), BERLIN)
    assert both.suits(at(23, 15), BERLIN)
    assert both | both == both


def test_nothing_rules_out_nothing():
    assert not NOTHING
    assert NOTHING.suits(NOW, BERLIN)
    assert not NOTHING.takes_all((NOW, NOW + timedelta(hours=1)), BERLIN)


def test_whether_anything_of_a_stretch_is_left():
    mornings = RuledOut(parts=(Part.MORNING,))
    assert mornings.takes_all((at(20, 9), at(20, 12)), BERLIN)
    assert not mornings.takes_all((at(20, 9), at(20, 12, 1)), BERLIN)


@pytest.mark.parametrize(
    ("said", "begin", "day"),
    [
        ("thursday", at(23, 0), 26),
        ("thursday", at(18, 10), 19),
        ("on thursday", at(27, 0), 3),
        ("wednesday", at(25, 9), 25),
        ("the 19th", at(23, 0), 19),
        ("thursday", None, 19),
    ],
)
def test_a_weekday_is_the_first_one_of_what_it_is_about(said, begin, day):
    with patient_words() as words:
        (span,) = words.parse(said, NOW, BERLIN)
    found = weekday_from(span, begin, BERLIN)
    assert found.start
    assert found.start.day == day


kinds = st.builds(
    RuledOut,
    weekdays=st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple),
    parts=st.lists(st.sampled_from(Part), max_size=2, unique=True).map(tuple),
    minutes=st.lists(st.tuples(st.integers(0, 700), st.integers(701, 1440)), max_size=2).map(tuple),
)


@given(kinds, st.integers(0, 60 * 24 * 40))
def test_it_is_kept_and_a_moment_suits_just_when_it_is_in_no_part_ruled_out(ruled, minutes):
    moment = NOW + timedelta(minutes=minutes)
    assert of_json(RuledOut, as_json(ruled)) == ruled
    around = ruled.between((moment - timedelta(days=1), moment + timedelta(days=1)), BERLIN)
    assert ruled.suits(moment, BERLIN) is not any(start <= moment < end for start, end in around)
