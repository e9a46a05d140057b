"""All that a request to cancel names: by plurals, by several names, without what is left out; and only that."""

from datetime import datetime

import pytest

from parley.calendly.scopes import CHANGE

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def coming(talk):
    """What comes next, as it would be listed."""
    talk.begin("cancel a meeting")
    among = talk.task["draft"]["among"]
    talk.slots["cancellation"] = None
    return among


def ids(talk):
    return talk.task["draft"].get("ids")


def day_of(one):
    return datetime.fromisoformat(one["start"]).strftime("%A").lower()


def test_a_plural_means_all_of_them_but_the_one_left_out(talk, coming):
    intros = [one for one in coming if one["name"] == "Intro Call"]
    spared = intros[1]
    talk.begin(f"cancel the intro calls except the one on {day_of(spared)}")
    meant = ids(talk)
    assert intros[0]["id"] in meant
    assert spared["id"] not in meant


@pytest.mark.parametrize(
    "request_",
    ["cancel both but the {name}", "cancel these but not the {name}", "cancel them both, except the {name}"],
)
def test_both_but_one_is_the_other_one(talk, coming, request_):
    two = [coming[0], next(one for one in coming if one["name"] != coming[0]["name"])]
    talk.slots["shown_events"] = two
    talk.begin(request_.format(name=two[1]["name"].lower()))
    assert ids(talk) == [two[0]["id"]]


def test_them_all_are_those_that_were_shown(talk, coming):
    talk.slots["shown_events"] = coming[:3]
    talk.begin("cancel them all")
    assert ids(talk) == [one["id"] for one in coming[:3]]


def test_a_name_narrows_what_all_means_whatever_was_shown(talk, desk, coming):
    name = who(desk, talk, coming[4])
    talk.slots["shown_events"] = coming[:3]
    talk.begin(f"cancel all my meetings with {name} but not the last")
    meant = ids(talk) or [one["id"] for one in talk.task["draft"].get("among") or []]
    assert not {one["id"] for one in coming[:3]} & set(meant) or who(desk, talk, coming[0]) == name


@pytest.mark.parametrize("joined", ["{a} and {b}", "{a} or {b}", "{a}, {b}"])
def test_several_names_are_all_looked_for(talk, desk, coming, joined):
    a, b = (who(desk, talk, one) for one in coming[:2])
    talk.begin(f"cancel the meetings with {joined.format(a=a, b=b)} this week because I'm ill")
    assert {coming[0]["id"], coming[1]["id"]} <= set(ids(talk))


def test_what_is_not_found_of_several_is_said(talk, desk, coming):
    said = talk.begin(f"cancel the meetings with {who(desk, talk, coming[0])} and Zebulon")
    assert "utter_part_not_found" in said.names
    assert coming[0]["id"] in ids(talk)


def test_monday_s_too_is_everything_on_monday(talk):
    talk.begin("cancel everything on friday")
    friday = ids(talk)
    talk.slots["cancellation"] = None
    talk.begin("cancel everything on monday")
    monday = ids(talk)
    talk.slots["cancellation"] = None
    talk.begin("cancel everything on friday but the first, and monday's too")
    assert ids(talk) == friday[1:] + monday


def test_a_plural_of_a_day_is_all_of_that_day(talk):
    talk.begin("cancel everything on friday")
    friday = ids(talk)
    talk.slots["cancellation"] = None
    said = talk.begin("cancel friday's meetings apart from the yoga class")
    assert ids(talk) == friday
    assert "utter_nothing_spared" in said.names


def test_the_second_meeting_of_a_day_is_found_by_its_number(talk):
    talk.begin("cancel everything on friday")
    friday = ids(talk)
    talk.slots["cancellation"] = None
    talk.begin("cancel my 2nd meeting on friday")
    assert ids(talk) == [friday[1]]


def test_a_name_is_found_without_its_apostrophe(talk, desk, coming):
    first = who(desk, talk, coming[1]).split()[0].lower()
    talk.begin(f"cancel {first}s call")
    meant = ids(talk) or [one["id"] for one in talk.task["draft"]["among"]]
    assert coming[1]["id"] in meant
    assert coming[0]["id"] not in meant


@pytest.mark.parametrize(
    "said", ["why can't I cancel my meeting from last week?", "cancel my intro call from yesterday"]
)
def test_what_is_over_is_said_to_be_so(talk, said):
    assert talk.begin(said).followups == ["action_cancel"]
    assert talk.do("action_cancel").names[0] in ("utter_cannot_cancel_over", "utter_cannot_cancel_past")


def who(desk, talk, one):
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    return next(each.name for each in events.invitees(one["id"], status="active"))


def test_how_one_meets_names_events_and_leaves_them_out(talk, desk):
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    talk.begin("cancel everything next week")
    whole = ids(talk)
    talk.slots["cancellation"] = None
    talk.begin("cancel everything next week but keep the phone calls")
    kept = ids(talk)
    talk.slots["cancellation"] = None
    talk.begin("cancel all phone calls next week")
    assert set(whole) - set(kept) <= set(ids(talk))  # Ten at most are cancelled at a time.
    assert not set(ids(talk)) & set(kept)
    assert {events.get(one).location.type for one in ids(talk)} <= {"inbound_call", "outbound_call"}


def test_this_or_that_is_asked(talk, coming):
    one, other = coming[0], next(each for each in coming if each["name"] != coming[0]["name"])
    talk.begin(f"cancel the {one['name'].lower()} or the {other['name'].lower()}")
    assert ids(talk) is None
    among = [each["name"] for each in talk.task["draft"]["among"]]
    assert {one["name"], other["name"]} == set(among)
