"""Hours of each of several days, and hours of the days that were told before."""

import pytest

from actions.availability import FREE
from parley.calendly.scopes import READ_EVENTS

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
WEEK = "Mon 23 – Sun 29 Nov (CET)"


@pytest.fixture
def free(chat, desk):
    """Ask when Ana is free."""
    desk.connect(desk.people.conversation(chat.conversation), "ana", scopes=READ_EVENTS | FREE)
    return lambda text: chat.say(text, "action_check_availability", "check_availability")


def test_hours_beside_a_week_are_those_of_each_day(chat):
    told = chat.say("anything before 10 any day next week")
    assert told.last["when"].endswith(f"{WEEK}, before 10")
    starts = [line.split(", ")[1][:2] for line in told.last["events"].splitlines()]
    assert len(starts) > 1
    assert set(starts) == {"09"}


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("only the mornings", f"{WEEK}, mornings"),
        ("and in the afternoon?", f"{WEEK}, afternoons"),
        ("which of those is in the afternoon", f"{WEEK}, afternoons"),
        ("only before 10", f"{WEEK}, before 10"),
    ],
)
def test_hours_behind_a_week_are_those_of_each_of_its_days(chat, said, when):
    chat.say("what's on next week?")
    assert chat.say(said).last["when"] == when


def test_ten_past_ten_is_no_past(chat):
    chat.say("what's on next week?")
    assert chat.say("what about ten past ten on thursday").last["when"].startswith("Tomorrow, Thu 19 Nov, 10:10")
    assert chat.say("what did i have the past week").last["when"] == "Mon 9 – Sun 15 Nov (CET)"


def test_an_hour_behind_free_time_is_on_that_day(free):
    free("am i free at noon on friday")
    assert free("what about quarter past two").last["when"].startswith("Fri 20 Nov, 14:15")


def test_a_part_of_the_day_behind_a_list_is_that_of_its_days(chat, free):
    chat.say("what have i got next week")
    assert free("any afternoon there").last["when"] == f"{WEEK}, afternoons"
    assert free("what about the morning").last["when"] == f"{WEEK}, mornings"


def test_free_time_is_looked_for_at_the_hours_of_each_day(free):
    told = free("when am i free after 3 on any day next week")
    assert told.last["when"] == f"{WEEK}, after 3"
    assert "15:00" in told.last["events"]
    assert "09:" not in told.last["events"]


def test_a_wish_behind_what_is_left_out_is_a_wish(chat, free):
    told = free("not before 10, when am i free on thursday or friday")
    assert told.last["when"].endswith("leaving out “before 10”")
    assert "09:" not in told.last["events"]
    assert len(told.last["events"].splitlines()) == 2
