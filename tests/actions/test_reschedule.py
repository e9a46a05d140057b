"""Moving in the chat: the new time booked, then the old one cancelled; nobody is left with nothing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parley.calendly.scopes import BOOK, EVERYTHING
from tests.support.clock import WEDNESDAY_NOON as MOMENT
from tests.support.talking import Talk

BERLIN = ZoneInfo("Europe/Berlin")
pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def talk_of(server, desk):
    """Give a function that returns somebody's conversation, who may book and cancel."""

    def talk_of(person):
        conversation = desk.meet(person)
        desk.connect(conversation, person, scopes=EVERYTHING)
        return Talk(server, conversation.id, "reschedule_form", "rescheduling", "reschedule_event")

    return talk_of


@pytest.fixture
def talk(talk_of):
    """Somebody who may move in Ana's calendar."""
    return talk_of("ana")


@pytest.fixture
def account(talk, desk):
    """Ana's account."""
    return desk.access.account(talk.conversation, BOOK)


@pytest.fixture
def confirmed(talk):
    """The next meeting, an opening, and a yes."""
    talk.begin("move my next meeting to friday afternoon")
    talk.press("inform", choice=first_time(talk))
    assert talk.asked == "confirm"
    talk.ask()
    said = talk.hear("yes", "affirm", 0.99)
    assert said.followups == ["action_reschedule"]
    return talk


def first_time(talk: Talk) -> str:
    return next(iter(choice for choice, _ in talk.task["draft"]["offered"]["choices"]))


def statuses(talk: Talk, account) -> tuple[str, list[str]]:
    """The old event's status, and those of the invitee's events at the new time."""
    draft = talk.task["draft"]
    start = datetime.fromisoformat(draft["start"])
    old = account.calendly.events.get(draft["ids"][0])
    around = {"min_start_time": start - timedelta(seconds=1), "max_start_time": start + timedelta(seconds=1)}
    return old.status, [one.status for one in account.calendly.events.list(user=account.owner.uri, **around)]


def test_the_last_look_says_from_when_to_when_and_for_whom(talk):
    talk.begin("move my next meeting to friday afternoon")
    talk.press("inform", choice=first_time(talk))
    said = talk.ask()
    assert said.names == ["utter_confirm_moving"]
    assert "Thu 19 Nov, 09:00–09:15 CET" in said.last["was"]
    assert "Fri 20 Nov" in said.last["when"]
    assert said.last["name"]


def test_a_new_time_alone_moves_the_one_talked_about_and_none_of_an_older_list(talk, account):
    listed = talk.server.run("action_list_events", talk.conversation, "list_events_in_range", "what was on last week")
    talk.slots.update(listed.slots)
    theirs = next(one for one in account.calendly.events.list(user=account.owner.uri) if one.start_time > MOMENT)
    talk.slots["focus_event"] = theirs.id
    talk.begin("make it 16:30")
    assert talk.task["draft"]["ids"] == [theirs.id]


def test_it_is_moved_and_forgotten(confirmed, account):
    kept = Talk(confirmed.server, confirmed.conversation, "reschedule_form", "rescheduling", "", dict(confirmed.slots))
    said = confirmed.do("action_reschedule")
    assert said.names == ["utter_moved"]
    (card,) = said.last["custom"]["parts"][0]["cards"]
    assert card["when"] in said.last["when"]
    assert [one["title"] for one in card["actions"]] == ["Move", "Cancel"]
    assert said.slots["rescheduling"] is None
    assert statuses(kept, account) == ("canceled", ["active"])


def test_nothing_happens_before_the_yes(talk, calendly):
    talk.begin("move my next meeting to friday afternoon")
    assert talk.do("action_reschedule").names == ["utter_nothing_to_confirm"]
    assert calendly.count("POST /invitees") == 0


def test_a_lost_booking_is_found_and_finished_without_a_second_one(confirmed, calendly, account):
    calendly.arm({"kind": "commit_then_500", "paths": ["/invitees"]})
    before = Talk(confirmed.server, confirmed.conversation, "", "rescheduling", "", dict(confirmed.slots))
    assert confirmed.do("action_reschedule").names == ["utter_checking_move", "utter_moved"]
    assert statuses(before, account) == ("canceled", ["active"])
    assert calendly.count("POST /invitees") == 1


def test_a_booking_that_was_never_made_leaves_the_old_time_and_that_is_said_when_it_is_certain(
    confirmed, calendly, clock, account
):
    for _ in range(2):
        calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
        confirmed.do("action_reschedule")
        assert confirmed.do("action_reschedule", "try_again").names == ["utter_move_not_known_yet"]
        clock.pass_(minutes=1)
    said = confirmed.do("action_reschedule", "try_again")
    assert said.names == ["utter_checking_move", "utter_was_not_moved"]
    assert said.followups == ["reschedule_form"]
    assert statuses(confirmed, account) == ("active", [])


def test_when_the_old_time_may_stand_both_are_told_until_it_is_known(confirmed, calendly, account):
    old = f"/scheduled_events/{confirmed.task['draft']['ids'][0]}/cancellation"
    for _ in range(4):
        calendly.arm({"kind": "bad_gateway", "paths": [old]})
    assert confirmed.do("action_reschedule").names == ["utter_checking_move"]
    assert statuses(confirmed, account) == ("active", ["active"])
    before = Talk(confirmed.server, confirmed.conversation, "", "rescheduling", "", dict(confirmed.slots))
    assert confirmed.do("action_reschedule", "try_again").names == ["utter_checking_move", "utter_moved"]
    assert statuses(before, account) == ("canceled", ["active"])
    assert calendly.count("POST /invitees") == 1


def test_an_opening_taken_meanwhile_leads_back_to_the_times(confirmed, calendly, account):
    calendly.arm({"kind": "steal_opening"})
    said = confirmed.do("action_reschedule")
    assert said.names == ["utter_new_time_gone"]
    assert said.followups == ["reschedule_form"]
    assert account.calendly.events.get(confirmed.task["draft"]["ids"][0]).status == "active"


def test_a_plan_without_booking_gets_the_invitees_own_link(talk_of):
    ben = talk_of("ben")
    ben.begin("move my walk and talk on friday to next week")
    while ben.asked == "start":
        ben.press("inform", choice=first_time(ben))
    ben.ask()
    ben.hear("yes", "affirm", 0.99)
    said = ben.do("action_reschedule")
    assert said.names == ["utter_move_by_link_plan"]
    assert said.last["link"].startswith("http")


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("move tomorrow's design review to friday at 14:00", "2026-11-20", 14),
        ("can we push tomorrow's design review to friday 2pm", "2026-11-20", 14),
        ("reschedule tomorrow's design review for friday at 14:00", "2026-11-20", 14),
        ("tomorrow's design review has to move, make it friday at 14:00", "2026-11-20", 14),
        ("move tomorrow's design review from 11:30 to 16:30", "2026-11-19", 16),
    ],
)
def test_the_new_time_is_told_from_the_meeting(talk, text, day, hour):
    talk.begin(text)
    draft = talk.task["draft"]
    wished = draft.get("start") or draft["wish"]["start"]
    local = datetime.fromisoformat(wished).astimezone(datetime.fromisoformat("2026-11-20T00:00+01:00").tzinfo)
    assert (local.date().isoformat(), local.hour) == (day, hour)
    assert draft["was"].startswith("2026-11-19T10:30")


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("can you move tomorrow's design review to later that day", (12, 24)),
        ("move tomorrow's design review to earlier the same day please", (0, 11)),
        ("push tomorrow's design review back to the same day but later", (12, 24)),
    ],
)
def test_the_rest_of_the_meetings_day_is_a_new_time(talk, text, within):
    talk.begin(text)
    assert talk.task["draft"]["was"].startswith("2026-11-19T10:30")
    offered = [datetime.fromisoformat(one).astimezone(BERLIN) for one, _ in talk.task["draft"]["offered"]["choices"]]
    assert offered
    assert {one.day for one in offered} == {19}
    assert all(within[0] <= one.hour < within[1] for one in offered)


def test_the_time_that_it_has_is_no_new_one(talk):
    talk.begin("move tomorrow's design review to thursday at 11:30")
    assert talk.ask().names[0] == "utter_new_time_is_old"


def test_a_time_that_runs_into_the_old_one_comes_with_the_invitees_link(talk):
    talk.begin("push tomorrow's design review back by 15 minutes")
    said = talk.ask()
    assert said.names[0] == "utter_new_time_overlaps"
    assert said.responses[0]["link"].startswith("http")


def test_a_group_event_is_not_moved(talk):
    assert talk.begin("move the product demo to friday").followups == ["action_reschedule"]
    assert talk.do("action_reschedule").names == ["utter_cannot_move_group"]


def test_a_button_that_names_a_strangers_event_finds_nothing(talk, talk_of):
    other = talk_of("priya")
    other.begin("move my next meeting")
    foreign = other.task["draft"]["ids"][0]
    said = talk.press("reschedule_event", event=foreign)
    assert set(said.names) <= {"utter_not_allowed", "utter_event_gone"}
    assert not (talk.slots.get("rescheduling") or {}).get("asked")
