"""What a time is on other clocks: of what was told last, in whichever way it was understood."""

from datetime import datetime

import pytest

from tests.actions.conftest import link
from tests.support.actions import Said, call

ELSEWHERE = "action_tell_elsewhere"
THIRD = "Tomorrow, Thu 19 Nov, 11:30–12:15 CET"


@pytest.fixture
def told(server, ana):
    """The slots after Ana's events were listed."""
    return server.run("action_list_events", ana).slots


@pytest.fixture
def ask(server, ana, told):
    """Give a function that asks after the list."""

    def ask(text, before="", intent="out_of_scope", **slots):
        body = call(ELSEWHERE, ana, intent, text, slots={**told, **slots})
        body["tracker"]["events"] = [{"event": "user", "text": before}, {"event": "user", "text": text}]
        answer = server.post(body)
        assert answer.status_code == 200, answer.text
        return Said(answer.json()["responses"], answer.json()["events"])

    return ask


def test_the_moments_told_are_kept_in_their_order(told):
    starts = [datetime.fromisoformat(start) for start, _ in told["told_times"]]
    assert starts == [datetime.fromisoformat(one["start"]) for one in told["shown_events"]]


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        ("action_out_of_scope", "out_of_scope"),
        ("action_not_understood", "nlu_fallback"),
        ("action_event_details", "event_details"),
        ("action_set_time_zone", "set_time_zone"),
        ("action_check_availability", "check_availability"),
        ("validate_booking_form", "schedule_appointment"),
    ],
)
def test_it_is_answered_whatever_it_was_taken_for(server, ana, desk, told, action, intent):
    form = "booking_form" if "form" in action else None
    came = server.run(action, ana, intent, "what time is that in Tokyo?", slots=told, form=form)
    assert (came.names, came.followups) == ([], [ELSEWHERE])
    assert desk.people.preferences(desk.people.conversation(ana).principal_id).chosen_zone is None


def test_of_a_list_each_is_told_beside_the_persons_own_time(ask):
    said = ask("what time is that in Tokyo?")
    lines = said.last["events"].splitlines()
    assert said.names == ["utter_times_elsewhere"]
    assert lines[2] == f"3. Design Review: {THIRD} is 19:30–20:15 JST in Tokyo"


def test_one_of_the_list_is_told_by_its_place(ask):
    said = ask("what time is the third one in New York?")
    assert said.names == ["utter_event_elsewhere"]
    assert (said.last["when"], said.last["there"], said.last["where"]) == (THIRD, "05:30–06:15 EST", "in New York")


def test_the_day_is_told_where_it_is_another_one(ask):
    one = {"told_times": [["2026-11-19T12:30:00+00:00", "2026-11-19T13:00:00+00:00"]]}
    assert ask("what time is that in Auckland", **one).last["there"] == "Tomorrow, Fri 20 Nov, 01:30–02:00 NZDT"


def test_the_same_clocks_are_said_to_be_the_same(ask):
    assert ask("what time is the third one in Munich").last["there"] == "the same time"


def test_letters_of_several_zones_are_told_in_each(ask):
    lines = ask("what time is the third one in CST").last["events"].splitlines()
    assert ["Chicago" in lines[0], "Shanghai" in lines[1]] == [True, True]


def test_an_event_that_was_not_listed_is_told_by_its_name(ask):
    said = ask("what time is the design review in tokyo?", shown_events=None, told_times=None)
    assert "JST in Tokyo" in str(said.last)


def test_an_event_that_is_called_otherwise_than_those_listed_is_told_too(ask, told):
    intros = [one for one in told["shown_events"] if one["name"] == "Intro Call"]
    assert len(intros) > 1
    said = ask("what time is the design review in tokyo?", shown_events=intros, told_times=None)
    assert "Design Review" in str(said.last)
    assert "Intro Call" not in str(said.last)


def test_and_another_place_goes_on_with_the_question(ask, told):
    one = {"told_times": told["told_times"][2:3]}
    assert ask("and New York?", before="what time is that in Tokyo?", **one).last["there"] == "05:30–06:15 EST"
    assert ask("and New York?", before="hello", intent="list_events", **one).names != ["utter_event_elsewhere"]
    assert ask("new york?", before="hello", **one).names == ["utter_event_elsewhere"]


def test_a_time_that_is_named_is_told_both_ways(ask):
    said = ask("what time is 3pm friday in tokyo?")
    assert said.names == ["utter_time_both_ways"]
    assert said.last["when"].endswith("Fri 20 Nov, 15:00 CET")
    assert (said.last["there"], said.last["hour"]) == ("23:00 JST", "15:00")
    assert said.last["theirs"].endswith("Fri 20 Nov, 07:00 CET")


def test_what_time_it_is_there_leaves_what_was_told(ask):
    said = ask("what time is it in Tokyo?")
    assert (said.last["when"], said.last["there"]) == ("Today, Wed 18 Nov, 13:00 CET", "21:00 JST")
    assert "told_times" not in said.slots


def test_a_place_that_nobody_knows_is_said(ask):
    assert ask("what time is that in Gotham?").names == ["utter_no_such_place"]


def test_with_nothing_told_it_says_what_to_do(server, stranger):
    said = server.run(ELSEWHERE, stranger, "out_of_scope", "what time is that in Tokyo?")
    assert said.names == ["utter_no_time_told"]


def test_somebody_s_clocks_are_those_they_booked_with(ask, told, server, ana):
    for place, one in enumerate(told["shown_events"], start=1):
        people = server.run("action_get_invitees", ana, "get_invitees", entities={"event": one["id"]}).last["people"]
        if "for them: " in people and people.count("•") == 1:
            name, theirs = people.split("• ")[1].split(" (")[0], people.split("for them: ")[1].splitlines()[0]
            said = ask(f"when is that for {name.split()[0]}?", focus_event=one["id"])
            assert (said.last["where"], said.last["there"] in theirs) == (f"for {name}", True), place
            return
    raise AssertionError("everybody has Ana's clocks")


def test_clocks_of_somebody_who_does_not_come_are_not_known(ask):
    assert ask("when is that for Zebulon?").names == ["utter_whose_clocks"]


def test_without_an_account_somebody_s_clocks_ask_for_it(server, stranger):
    assert server.run(ELSEWHERE, stranger, "event_details", "when is that for Ana?").names == ["utter_connect"]


def test_in_the_middle_of_a_task_it_is_answered_and_the_task_goes_on(server, desk, told):
    kept = {"asked": "confirm", "request": "forget me"}
    came = server.run(
        "validate_forget_form",
        link(desk, "ana"),
        "set_time_zone",
        "what time is the third one in tokyo time?",
        form="forget_form",
        slots={**told, "forgetting": kept},
    )
    assert came.names == ["utter_event_elsewhere"]
    assert came.slots["forgetting"]["asked"] == "confirm"


def test_in_the_middle_of_a_task_a_place_alone_is_an_answer(server, desk, told):
    kept = {"asked": "confirm", "request": "forget me"}
    slots = {**told, "forgetting": kept}
    came = server.run("validate_forget_form", link(desk, "ana"), "inform", "in Tokyo?", form="forget_form", slots=slots)
    assert "utter_times_elsewhere" not in came.names
