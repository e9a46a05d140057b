"""Several events cancelled at once: listed, left out and told line by line."""

import pytest

from tests.actions.cancelling.conftest import path_of

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


def test_everything_on_a_day_is_listed_line_by_line_and_told_line_by_line(talk):
    talk.begin("cancel everything on thursday because I am ill")
    said = talk.ask()
    assert said.names == ["utter_confirm_cancelling_several"]
    lines = said.last["events"].splitlines()
    assert [line[:2] for line in lines[:-1]] == [f"{place}." for place in range(1, len(lines))]
    assert len(lines) > 3
    assert all("Thu 19 Nov" in line for line in lines[:-1])
    talk.hear("yes", "affirm", 0.99)
    told = talk.do("action_cancel")
    assert told.names == ["utter_canceled_all"]
    assert told.last["count"] == len(lines) - 1


@pytest.mark.parametrize(
    ("text", "left"),
    [("not the second one", [0, 2]), ("all but the first", [1, 2]), ("only the last one", [2]), ("keep 1 and 3", [1])],
)
def test_some_of_several_can_be_left_out(talk, text, left):
    talk.begin("cancel everything on thursday because I am ill")
    ids = talk.task["draft"]["ids"] = talk.task["draft"]["ids"][:3]
    talk.hear(text)
    assert talk.task["draft"]["ids"] == [ids[place] for place in left]
    assert talk.asked == "confirm"


def test_of_several_the_one_whose_answer_is_lost_is_looked_up_after_the_others(talk, calendly):
    talk.begin("cancel everything on thursday because I am ill")
    talk.hear("yes", "affirm", 0.99)
    for _ in range(2):
        calendly.arm({"kind": "bad_gateway", "paths": [path_of(talk)]})
    told = talk.do("action_cancel")
    assert told.names == ["utter_canceled_so_far", "utter_checking_cancelling"]
    all_of_them = len(talk.task["draft"]["ids"])
    assert told.responses[0]["count"] == all_of_them - 1
    said = talk.do("action_cancel", "try_again")
    assert said.names == ["utter_checking_cancelling", "utter_canceled_all"]
    assert said.last["count"] == all_of_them


def test_of_several_those_that_calendly_does_not_do_have_their_own_lines(talk, calendly):
    talk.begin("cancel everything on thursday because I am ill")
    talk.hear("yes", "affirm", 0.99)
    calendly.arm({"kind": "rate_limited", "paths": [path_of(talk)]})
    told = talk.do("action_cancel")
    assert told.names == ["utter_canceled_none"]
    assert all(line.startswith("✗") for line in told.last["events"].splitlines())


def test_no_more_than_fit_a_screen_are_cancelled_at_once_and_that_is_said(talk):
    talk.begin("cancel all my meetings because I am ill")
    assert len(talk.task["draft"]["ids"]) == 10
    assert "more" in talk.ask().last["events"].splitlines()[10]


def test_looking_through_several_asks_calendly_once_for_each_thing_in_a_turn(talk, calendly):
    before = sum(calendly.counts().values())
    talk.begin("cancel everything on thursday")
    events = len(talk.task["draft"]["ids"])
    # The list, and who is in each of them; what was read for finding them is not read again.
    assert sum(calendly.counts().values()) - before <= 2 + events


def test_leaving_one_out_is_no_reason(talk):
    talk.begin("cancel everything on thursday")
    ids = talk.task["draft"]["ids"]
    talk.hear("not the second one")
    assert talk.task["draft"]["ids"] == [ids[0], *ids[2:]]
    assert talk.asked == "reason"


def test_the_next_two_are_those_that_come_next(talk):
    talk.begin("cancel my next two meetings")
    assert len(talk.task["draft"]["ids"]) == 2
    said = talk.ask()
    assert "Thu 19 Nov, 09:00" in said.last["events"].splitlines()[0]
