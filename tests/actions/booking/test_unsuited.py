"""Times that do not suit are offered no more, however that is said."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

BERLIN = ZoneInfo("Europe/Berlin")


def days(talk):
    """The days that are on offer, as day and month."""
    choices = [choice.split(" ")[-1] for choice, _ in talk.task["draft"]["offered"]["choices"]]
    return [datetime.fromisoformat(one).strftime("%d.%m.") for one in choices]


def hours(talk):
    """The hours that are on offer."""
    choices = [choice for choice, _ in talk.task["draft"]["offered"]["choices"]]
    return [datetime.fromisoformat(one).astimezone(BERLIN).hour for one in choices]


@pytest.mark.parametrize("said", ["not friday", "I can't do friday", "friday doesn't work", "anything but friday"])
def test_a_day_that_does_not_suit_is_offered_no_more(talk, said):
    talk.begin("book an intro call")
    assert "20.11." in days(talk)
    before = days(talk)
    talk.hear(said)
    assert days(talk)[: len(before) - 1] == [day for day in before if day != "20.11."]


def test_what_does_not_suit_adds_up_and_goes_on_counting(talk):
    talk.begin("book an intro call, not friday")
    talk.hear("no mornings please")
    talk.hear("not monday either")
    assert not {"20.11.", "23.11."} & set(days(talk))
    talk.press("inform", choice="day 2026-11-24")
    assert min(hours(talk)) >= 12


def test_a_weekday_is_the_one_on_offer(talk):
    talk.begin("book an intro call the week after next")
    assert "03.12." in days(talk)
    talk.hear("I can't do thursday")
    assert "03.12." not in days(talk)


def test_whoever_wants_that_day_after_all_gets_it(talk):
    talk.begin("book an intro call, not friday")
    talk.hear("friday then")
    wish = talk.task["draft"]["wish"]
    assert datetime.fromisoformat(wish["start"]).astimezone(BERLIN).day == 20
    assert not wish.get("without")


def test_not_this_day_but_that_one_is_that_one(talk):
    talk.begin("book an intro call")
    talk.hear("not thursday, friday")
    assert datetime.fromisoformat(talk.task["draft"]["wish"]["start"]).astimezone(BERLIN).day == 20


def test_a_time_that_was_chosen_can_be_refused_and_is_offered_no_more(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    start = "2026-11-20T10:00:00+00:00"
    talk.press("inform", choice=start)
    chosen = talk.task["draft"].get("start") or start
    talk.hear("I can't then")
    assert talk.task["draft"].get("start") is None
    assert chosen not in str(talk.task["draft"]["offered"]["choices"])


def test_a_refused_day_is_no_answer_to_a_free_question(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call tomorrow at 15:00")
    assert talk.task["draft"]["start"]
    talk.hear("I can't do tomorrow, how about friday?", "check_availability", 0.9)
    assert datetime.fromisoformat(talk.task["draft"]["wish"]["start"]).astimezone(BERLIN).day == 20
    assert not talk.task["draft"].get("answers")


def test_an_hour_said_alone_is_on_a_day_that_suits(talk):
    talk.begin("book an intro call, not today or tomorrow")
    talk.hear("at 11")
    kept = talk.task["draft"].get("start") or (talk.task["draft"]["wish"] or {}).get("start")
    start = datetime.fromisoformat(kept).astimezone(BERLIN)
    assert (start.day, start.hour) == (20, 11)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("in the afternoon", 12, 18),
        ("what about after lunch", 13, 16),
        ("anything after 2?", 14, 23),
        ("before 11", 0, 10),
    ],
)
def test_hours_said_while_days_are_on_offer_are_those_of_each_day(talk, said, first, last):
    talk.begin("book an intro call, not today or tomorrow")
    talk.hear(said)
    assert "19.11." not in days(talk)
    talk.press("inform", choice="day 2026-11-20")
    assert first <= min(hours(talk)) <= max(hours(talk)) <= last


def test_the_time_wanted_instead_of_a_refused_one_is_taken_whole(talk):
    talk.begin("book an intro call")
    talk.hear("I can't do tomorrow, what about friday at 11:30?")
    chosen = datetime.fromisoformat(talk.task["draft"]["start"]).astimezone(BERLIN)
    assert (chosen.day, chosen.hour, chosen.minute) == (20, 11, 30)


def test_the_weekday_wanted_instead_is_the_one_on_offer(talk):
    talk.begin("book an intro call the week after next")
    talk.hear("I can't do thursday, what about friday?")
    wish = talk.task["draft"]["wish"]
    assert datetime.fromisoformat(wish["start"]).astimezone(BERLIN).strftime("%d.%m.") == "04.12."


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("no later than 11", 0, 11),
        ("nothing before 3pm", 15, 23),
        ("no earlier than 3 pm please", 15, 23),
        ("nothing after 2", 0, 13),
        ("I'd rather not in the morning", 12, 23),
        ("friday or monday, not too early", 10, 23),
        ("not so late on friday", 0, 16),
    ],
)
def test_hours_that_do_not_suit_are_offered_on_no_day(talk, said, first, last):
    talk.begin("book an intro call")
    talk.hear(said)
    if any("day" in choice for choice, _ in talk.task["draft"]["offered"]["choices"]):
        talk.press("inform", choice="day 2026-11-20")
    while any(" " in choice for choice, _ in talk.task["draft"]["offered"]["choices"]):
        talk.press("inform", choice=talk.task["draft"]["offered"]["choices"][0][0])
    assert first <= min(hours(talk)) <= max(hours(talk)) <= last


@pytest.mark.parametrize("said", ["not until tuesday", "I'm away until tuesday", "we're on holiday until the 24th"])
def test_until_a_day_leaves_that_day(talk, said):
    talk.begin("book an intro call")
    talk.hear(said)
    assert days(talk)[0] == "24.11."


def test_places_that_do_not_suit_are_those_on_offer(talk):
    talk.begin("book an intro call")
    before = days(talk)
    talk.hear("the first two don't work")
    assert days(talk)[:3] == before[2:]
    talk.hear("not the last one")
    assert before[-1] in days(talk)


def test_a_time_asked_for_by_itself_counts_although_all_around_it_was_ruled_out(talk):
    talk.begin("book an intro call")
    talk.hear("too soon")
    talk.hear("no, 24.11. at quarter past four")
    talk.ask()
    assert set(days(talk)) == {"24.11."}


def test_nothing_free_is_said_and_more_can_be_asked_for(talk):
    talk.begin("book an intro call on friday at 10:00")
    talk.task["draft"]["offered"]["choices"] = []
    assert talk.ask().names[-1] == "utter_offer_nothing"


def test_times_on_several_days_are_told_without_a_day_before_them(talk):
    talk.begin("book an intro call on thursday or friday")
    said = talk.hear("no later than 9:30")
    said = talk.ask()
    assert said.names[-1] == "utter_offer_several"
