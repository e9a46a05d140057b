"""Times of a wish that depend on what is talked about, and wishes for several days."""

from datetime import datetime, timedelta

import pytest

from tests.actions.booking.test_unsuited import BERLIN, days, hours


def test_one_of_two_days_is_offered_on_both(talk):
    talk.begin("book an intro call either tues or thurs next week")
    assert days(talk) == ["24.11.", "26.11."]
    talk.hear("later")
    assert "25.11." not in days(talk)


def test_an_hour_said_behind_several_days_is_that_of_each(talk):
    talk.begin("book an intro call monday or tuesday at 10")
    choices = [datetime.fromisoformat(one).astimezone(BERLIN) for one, _ in talk.task["draft"]["offered"]["choices"]]
    assert [(one.day, one.hour) for one in choices] == [(23, 10), (24, 10)]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("the week after that", "30.11."),
        ("the following week", "30.11."),
        ("not monday. the week after that", "01.12."),
    ],
)
def test_the_week_after_is_behind_the_one_talked_about(talk, said, first):
    talk.begin("book an intro call next week")
    talk.hear(said)
    assert days(talk)[0] == first


def test_the_week_after_a_time_that_is_chosen(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice="2026-11-26T10:00:00+00:00")
    talk.hear("hmm actually the week after that")
    assert days(talk)[0] == "30.11."


def test_hours_without_a_day_are_those_of_the_day_on_offer(talk):
    talk.begin("book an intro call on friday")
    talk.hear("after lunch then")
    on = {datetime.fromisoformat(one).astimezone(BERLIN).day for one, _ in talk.task["draft"]["offered"]["choices"]}
    assert on == {20}
    assert min(hours(talk)) >= 13


def test_an_hour_refused_for_a_part_of_the_day_is_not_taken(talk):
    talk.begin("book an intro call on friday")
    talk.hear("not 9, rather in the afternoon")
    assert talk.task["draft"].get("start") is None
    assert min(hours(talk)) >= 12


def test_the_nearest_times_are_near_whatever_was_ruled_out_before(talk):
    talk.begin("book an intro call, not today, on friday 27 november at 10:05")
    assert set(days(talk)) == {"27.11."}


def test_a_time_between_two_starts_is_not_called_taken(talk):
    talk.begin("book an intro call on 24.11. at 16:15")
    assert talk.task["draft"]["offered"]["why"] == "between"


def test_later_than_a_day_is_later_than_the_first_time_on_offer(talk):
    talk.begin("book an intro call on friday afternoon")
    first = datetime.fromisoformat(talk.task["draft"]["offered"]["choices"][0][0])
    talk.hear("push it back half an hour")
    assert datetime.fromisoformat(talk.task["draft"]["wish"]["start"]) - first == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("book an intro call on friday, i mean monday, with grace@navy.example.com", "23.11."),
        ("book an intro call tuesday week with grace@navy.example.com", "01.12."),
    ],
)
def test_the_day_that_is_meant_is_offered(talk, said, day):
    talk.begin(said)
    offered = talk.task["draft"]["offered"]["choices"]
    assert offered
    assert all(f"2026-{day[3:5]}-{day[:2]}" in one for one, _ in offered)


def test_a_full_time_that_is_taken_is_said(talk):
    said = talk.begin("book Grace Hopper grace@navy.example.com for an intro call thursday 26 november at 10")
    assert said.names[0] == "utter_moment_it_is"
    assert "Thu 26 Nov" in said.responses[0]["start"]


def test_a_time_that_was_picked_from_a_list_is_not_said_again(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call on thursday 26 november, 11-12")
    assert "utter_moment_it_is" not in talk.hear("the first one").names
