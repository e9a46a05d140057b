"""Whoever wants none of what is on offer is offered something else."""

from datetime import datetime

import pytest

from tests.actions.booking.test_unsuited import BERLIN, days, hours


@pytest.mark.parametrize(
    "said",
    ["none", "none of these", "neither", "none of them work for me", "nothing suits", "those are no good", "no days"],
)
def test_none_of_the_days_on_offer_leads_to_others(talk, said):
    talk.begin("book an intro call")
    before = days(talk)
    talk.hear(said)
    assert not talk.task["draft"].get("start")
    assert days(talk)
    assert not set(days(talk)) & set(before)


def test_none_of_the_nearest_times_leads_to_others_from_that_day_on(talk):
    talk.begin("book an intro call on friday at 10:00")
    before = talk.task["draft"]["offered"]["choices"]
    talk.hear("none")
    assert days(talk)[0] == "20.11."
    talk.press("inform", choice="day 2026-11-20")
    while any(" " in choice for choice, _ in talk.task["draft"]["offered"]["choices"]):
        talk.press("inform", choice=talk.task["draft"]["offered"]["choices"][0][0])
    assert not {choice for choice, _ in talk.task["draft"]["offered"]["choices"]} & {choice for choice, _ in before}


def test_too_early_is_later_in_the_day_and_too_late_earlier_again(talk):
    talk.begin("book an intro call on friday morning")
    latest = max(hours(talk))
    talk.hear("that's too early")
    assert min(hours(talk)) > latest
    earliest = min(hours(talk))
    talk.hear("not so late please")
    while any(" " in choice for choice, _ in talk.task["draft"]["offered"]["choices"]):
        talk.press("inform", choice=talk.task["draft"]["offered"]["choices"][0][0])
    assert max(hours(talk)) < earliest


def test_too_soon_is_another_day_and_earlier_goes_before_what_is_on_offer(talk):
    talk.begin("book an intro call")
    last = days(talk)[-1]
    talk.hear("too soon")
    assert last not in days(talk)
    talk.begin("book an intro call on friday afternoon")
    first = min(hours(talk))
    talk.hear("anything earlier?")
    on = {datetime.fromisoformat(one).astimezone(BERLIN).day for one, _ in talk.task["draft"]["offered"]["choices"]}
    assert on == {20}
    assert max(hours(talk)) < first


@pytest.mark.parametrize(
    "said", ["whichever is earliest", "the earliest you have", "any time is fine", "asap", "you choose"]
)
def test_any_time_is_the_first_that_is_free(talk, said):
    talk.begin("book an intro call")
    assert "utter_moment_it_is" in talk.hear(said).names
    assert talk.task["draft"]["start"].startswith("2026-11-19T08:30")


@pytest.mark.parametrize("said", ["too early", "that's a bit too early for me"])
def test_a_time_that_does_not_suit_any_more_at_the_summary(asked, said):
    chosen = datetime.fromisoformat(asked.task["draft"]["start"]).astimezone(BERLIN)
    asked.hear(said)
    assert asked.task["draft"].get("start") is None
    while any(" " in choice for choice, _ in asked.task["draft"]["offered"]["choices"]):
        asked.press("inform", choice=asked.task["draft"]["offered"]["choices"][0][0])
    assert min(hours(asked)) >= chosen.hour


def test_when_nothing_fits_all_that_was_refused_something_is_offered_all_the_same(talk):
    talk.begin("book an intro call on friday")
    for said in ("not before 4:30pm", "too early", "too early"):
        told = talk.hear(said)
    told = talk.ask()
    assert told.names[0] == "utter_none_unsuited"
    assert talk.task["draft"]["offered"]["choices"]
    talk.hear("whichever is earliest")
    assert talk.task["draft"].get("start")
