"""Who did not come, in the chat: marked after a yes, and only once the event has started."""

import pytest

from parley.calendly.scopes import CHANGE
from parley.scheduling.no_shows import NoShows
from tests.support.actions import turn
from tests.support.talking import Talk

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
MARK = "POST /invitee_no_shows"


@pytest.fixture
def talk(server, desk):
    """Somebody who may mark in Ana's calendar."""
    conversation = desk.meet("ana")
    desk.connect(conversation, "ana", scopes=CHANGE)
    return Talk(server, conversation.id, "no_show_form", "no_show", "mark_no_show")


@pytest.fixture
def marked(talk):
    """The last one with a single invitee, marked."""
    talk.begin("mark this morning's onboarding session as a no-show")
    talk.hear("yes", "affirm", 0.99)
    assert talk.do("action_mark_no_show").names == ["utter_no_show_marked"]
    return talk


def test_nobody_is_marked_before_the_yes(talk, calendly):
    talk.begin("mark this morning's onboarding session as a no-show")
    said = talk.ask()
    assert said.names == ["utter_confirm_no_show"]
    assert "Today, Wed 18 Nov, 10:00–11:00 CET" in said.last["when"]
    assert calendly.count(MARK) == 0


def test_after_the_yes_one_is_marked(marked, calendly):
    assert calendly.count(MARK) == 1
    assert marked.slots["no_show"] is None


def test_a_no_marks_nobody(talk, calendly):
    talk.begin("mark this morning's onboarding session as a no-show")
    talk.hear("no", "deny", 0.99)
    assert talk.do("action_mark_no_show", "deny").names == ["utter_no_show_kept"]
    assert calendly.count(MARK) == 0


def test_the_mark_is_taken_back_without_another_question(marked):
    said = marked.begin("undo the no-show", "undo_no_show")
    assert said.followups == ["action_mark_no_show"]
    assert marked.do("action_mark_no_show").names == ["utter_no_show_undone"]
    marked.begin("undo the no-show", "undo_no_show")
    assert marked.do("action_mark_no_show").names == ["utter_no_show_nobody_left_undo"]


def test_whoever_is_named_is_found_in_the_recent_events(talk, desk):
    account = desk.access.account(talk.conversation, CHANGE)
    talk.begin("mark the product demo as a no-show")
    group = account.calendly.invitees(talk.task["draft"]["ids"][0])
    coming = next(one for one in group if one.status == "active")
    talk.slots.clear()
    talk.begin(f"{coming.name.split()[0].lower()} didn't come, mark it as a no-show")
    assert talk.task["draft"]["who"] == [coming.id]
    assert talk.ask().last["people"] == coming.name


def test_of_a_group_it_is_asked_who(talk):
    talk.begin("mark the product demo as a no-show")
    said = talk.ask()
    assert said.names == ["utter_ask_who_did_not_come"]
    assert len(said.last["people"].splitlines()) > 1
    talk.hear("the first one")
    assert len(talk.task["draft"]["who"]) == 1


def test_before_the_start_nobody_can_be_marked(talk, calendly):
    talk.begin("mark tomorrow's design review as a no-show")
    assert talk.do("action_mark_no_show").names == ["utter_no_show_not_started"]
    assert calendly.count(MARK) == 0


def test_whoever_is_marked_already_is_not_marked_again(marked, calendly):
    said = marked.begin("mark this morning's onboarding session as a no-show")
    assert said.followups == ["action_mark_no_show"]
    assert marked.do("action_mark_no_show").names == ["utter_no_show_nobody_left"]
    assert calendly.count(MARK) == 1


def test_a_lost_answer_is_looked_up(talk, calendly):
    talk.begin("mark this morning's onboarding session as a no-show")
    talk.hear("yes", "affirm", 0.99)
    calendly.arm({"kind": "commit_then_500", "paths": ["/invitee_no_shows"]})
    assert talk.do("action_mark_no_show").names == ["utter_no_show_marked"]
    assert calendly.count(MARK) == 1


def test_a_fault_of_ours_after_the_mark_was_sent_does_not_claim_that_nothing_changed(talk, calendly, monkeypatch):
    talk.begin("mark this morning's onboarding session as a no-show")
    talk.hear("yes", "affirm", 0.99)
    mark = NoShows.mark

    def breaks_after(*args):
        mark(*args)
        raise KeyError("ours")

    monkeypatch.setattr(NoShows, "mark", breaks_after)
    assert talk.do("action_mark_no_show").names == ["utter_our_fault_midway"]
    monkeypatch.undo()
    assert talk.do("action_mark_no_show", "try_again").names == ["utter_no_show_marked"]
    assert calendly.count(MARK) == 1


def test_another_one_may_be_named_at_the_last_look(talk, desk):
    account = desk.access.account(talk.conversation, CHANGE)
    talk.begin("mark this morning's onboarding session as a no-show")
    before = talk.task["draft"]["ids"]
    talk.slots["no_show"] = None
    talk.begin("mark the product demo as a no-show")
    other = talk.task["draft"]["ids"][0]
    name = next(one.name for one in account.calendly.invitees(other) if one.status == "active")
    talk.slots["no_show"] = None
    talk.begin("mark this morning's onboarding session as a no-show")
    talk.hear(f"no, sorry, I meant {name}", "change_answer", 0.9)
    draft = talk.task["draft"]
    assert other in (draft.get("ids") or [one["id"] for one in draft["among"]])
    assert draft.get("ids") != before


def test_two_who_did_not_come_to_two_events_are_marked_after_one_yes(talk, desk, calendly):
    talk.begin("Judith and Paula didn't come last thursday")
    assert talk.ask().names == ["utter_confirm_no_shows"]
    assert calendly.count(MARK) == 0
    talk.hear("yes", "affirm", 0.99)
    assert talk.do("action_mark_no_show").names == ["utter_no_show_marked"] * 2
    assert calendly.count(MARK) == 2


def test_one_who_did_not_come_is_not_two(talk):
    talk.begin("Paula didn't come last thursday")
    assert talk.ask().names == ["utter_confirm_no_show"]


@pytest.fixture
def look(server, talk):
    """Give a function that asks who did not come."""
    return lambda text: server.run("action_tell_no_shows", talk.conversation, "list_events_in_range", text)


def test_who_is_marked_can_be_asked(marked, look):
    said = look("is anyone marked as a no-show this week?")
    assert said.names == ["utter_no_shows"]
    assert "Onboarding Session: " in said.last["events"]
    assert look("who didn't show up last week?").names == ["utter_no_no_shows"]


@pytest.mark.parametrize("said", ["oh wait she was there after all", "he did come", "sorry, they came"])
def test_right_after_the_mark_coming_after_all_is_about_that(server, marked, said):
    marked.slots["focus_event"] = marked.slots["focus_event"]
    before = turn("yes", "action_mark_no_show", said=["utter_no_show_marked"])
    body = {"slots": dict(marked.slots), "form": "no_show_form", "before": before}
    begun = server.run("validate_no_show_form", marked.conversation, "undo_no_show", said, **body)
    assert begun.followups == ["action_mark_no_show"]
    assert len(begun.slots["no_show"]["draft"]["ids"]) == 1


@pytest.mark.parametrize("said", ["paula didnt come last thursday", "paula was a no show last thursday"])
def test_who_did_not_come_is_not_cancelled_however_it_is_spelled(server, talk, said):
    led = server.run("validate_cancel_form", talk.conversation, "cancel_event", said)
    assert led.followups == ["no_show_form"]
    assert talk.begin(said).slots["no_show"]["draft"]["who"]
    assert talk.ask().last["people"] == "Paula Winter"


def test_that_nobody_came_names_the_one_that_is_over(talk):
    talk.begin("nobody showed up for the onboarding session this morning")
    assert talk.ask().names == ["utter_confirm_no_show"]
    talk.slots.clear()
    talk.begin("nobody came today at 10")
    assert "10:00" in talk.ask().last["when"]


def test_of_somebody_with_no_meeting_behind_them_it_is_said(talk):
    talk.begin("zelda didnt turn up")
    said = talk.ask()
    assert said.names == ["utter_ask_which_not_past"]
    assert said.last["called"] == "Zelda"


def test_a_weekday_on_which_nobody_came_is_the_last_one(talk):
    talk.begin("nobody came on thursday at 11:30")
    assert "Thu 12 Nov, 11:30" in talk.ask().last["when"]
