"""What of the events listed is still meant, said at the last look, which is shown again each time."""

import pytest

from parley.calendly.scopes import CHANGE

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def ids(talk):
    """Thursday's events, listed for the last look."""
    talk.begin("cancel everything on thursday because I am ill")
    return talk.task["draft"]["ids"]


def _who(desk, talk, event_id):
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    return next(one.name for one in events.invitees(event_id, status="active"))


@pytest.mark.parametrize(
    "said", ["yes except {0}'s", "all but {0}'s", "yes, but not the one with {0}", "cancel them all except {0}'s"]
)
def test_whoever_is_left_out_stays(talk, desk, ids, said):
    talk.hear(said.format(_who(desk, talk, ids[0])), "cancel_event", 0.9)
    assert (talk.asked, talk.task["draft"]["ids"]) == ("confirm", ids[1:])


@pytest.mark.parametrize("said", ["yes except Zebulon's", "cancel them all except Zebulon's", "keep the webex calls"])
def test_what_is_none_of_these_leaves_all_in_it_and_that_is_said(talk, ids, said):
    assert talk.hear(said, "cancel_event", 0.9).names == ["utter_none_of_these_stays"]
    assert talk.task["draft"]["ids"] == ids


def test_another_day_s_wish_is_another_wish(talk, ids):
    talk.hear("cancel everything on friday except the first", "cancel_event", 0.95)
    assert not set(ids) & set(talk.task["draft"]["ids"])


def test_more_can_be_added(talk, ids):
    talk.hear("yes and also everything on friday", "nlu_fallback")
    now = talk.task["draft"]["ids"]
    assert now[: len(ids)] == ids
    assert len(now) > len(ids)
    assert talk.asked == "confirm"


def test_what_cannot_be_added_is_said(talk, ids):
    assert talk.hear("and the yoga class on friday too").names[0] in ("utter_part_not_found", "utter_part_unclear")
    assert talk.task["draft"]["ids"] == ids


@pytest.mark.parametrize("said", ["and why?", "and who is coming", "yes and book another one"])
def test_what_adds_nothing_changes_nothing(talk, ids, said):
    talk.hear(said)
    assert talk.task["draft"]["ids"] == ids


@pytest.mark.parametrize("said", ["yes pls", "ok do that", "sure, do it"])
def test_a_yes_has_many_words(talk, ids, said):
    assert talk.hear(said).followups == ["action_cancel"]
    assert talk.task["draft"]["confirmed"]


@pytest.mark.parametrize("said", ["pls", "wait, yes", "yes?"])
def test_less_than_a_yes_cancels_nothing(talk, ids, said):
    talk.hear(said)
    assert "confirmed" not in talk.task["draft"]


def test_how_one_meets_says_what_stays(talk, ids, desk):
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    phones = {one for one in ids if events.get(one).location.type in ("inbound_call", "outbound_call")}
    talk.hear("keep the phone calls", "cancel_event", 0.9)
    assert set(talk.task["draft"]["ids"]) == set(ids) - phones
