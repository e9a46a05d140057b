"""Another wish within one to cancel, or in the middle of it: it chooses nothing that is cancelled."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.clock import WEDNESDAY_NOON

BERLIN = ZoneInfo("Europe/Berlin")
pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def coming(talk):
    """The events to choose from."""
    talk.begin("cancel a meeting")
    assert talk.asked == "which"
    return talk.task["draft"]["among"]


@pytest.mark.parametrize("said", ["move them all to friday", "no, push them to tuesday", "reschedule them to 3"])
def test_to_move_those_listed_moves_one_of_them_and_cancels_none(talk, coming, said):
    heard = talk.hear(said, "reschedule_event", 0.99)
    assert heard.followups == ["reschedule_form"]
    assert talk.slots["cancellation"] is None
    assert talk.slots["waiting_request"]["asked"]["text"] == said
    assert talk.slots["shown_events"] == coming[:5]


def test_to_move_those_at_the_last_look_asks_to_drop_it(talk):
    talk.begin("cancel everything on friday because I am ill")
    before = talk.task["draft"]
    assert talk.hear("no, move them all to monday", "reschedule_event", 0.99).names == ["utter_drop_first"]
    assert talk.task["draft"] == before


def test_the_time_of_the_next_wish_chooses_nothing_and_the_next_wish_is_named(talk, coming):
    talk.slots |= {"cancellation": None, "focus_event": coming[0]["id"]}
    said = talk.begin("cancel it and offer her one next week")
    assert (said.names, said.last["words"]) == (["utter_next_wish"], "offer her one next week")
    assert talk.task["draft"]["ids"] == [coming[0]["id"]]


@pytest.mark.parametrize("said", ["cancel hers", "cancel his please", "cancel theirs and book another one"])
def test_whose_it_is_without_a_name_is_the_one_talked_about(talk, coming, said):
    talk.slots |= {"cancellation": None, "focus_event": coming[1]["id"]}
    talk.begin(said)
    assert talk.task["draft"]["ids"] == [coming[1]["id"]]


@pytest.mark.parametrize(
    "said",
    [
        "i can't do friday any more",
        "I can't do Friday any more, what's on?",
        "we can't make it on friday",
        "unfortunately I won't be able to work on friday",
    ],
)
def test_a_day_that_does_not_suit_leaves_open_what_becomes_of_its_events(talk, said):
    heard = talk.begin(said)
    assert heard.names == ["utter_cancel_or_move"]
    assert talk.slots["cancellation"] is None
    days = {datetime.fromisoformat(one["start"]).astimezone(BERLIN).weekday() for one in talk.slots["shown_events"]}
    assert days == {4}


@pytest.mark.parametrize("said", ["i can't do the demo on friday any more", "I can't make my next meeting"])
def test_an_event_that_does_not_suit_is_cancelled(talk, said):
    assert "utter_cancel_or_move" not in talk.begin(said).names


@pytest.mark.parametrize(
    ("said", "follows"),
    [("never mind him, when's amelia coming", ["action_event_details"]), ("no, never mind the demo", [])],
)
def test_who_is_not_to_be_minded_loses_nothing(talk, coming, said, follows):
    talk.slots |= {"cancellation": None, "focus_event": coming[0]["id"]}
    heard = talk.begin(said)
    assert heard.followups == follows
    assert talk.slots["cancellation"] is None


@pytest.mark.parametrize("said", ["clear the afternoon", "cancel everything in the afternoon"])
def test_a_part_of_the_day_is_one_of_the_day_that_was_told(talk, said):
    friday = (WEDNESDAY_NOON.astimezone(BERLIN) + timedelta(days=2)).replace(hour=0)
    talk.begin("cancel everything on friday afternoon")
    meant = talk.task["draft"]["ids"]
    told = [friday.replace(hour=9).isoformat(), friday.replace(hour=10).isoformat()]
    talk.slots |= {"cancellation": None, "shown_events": None, "told_times": [told]}
    talk.begin(said)
    assert talk.task["draft"]["ids"] == meant
