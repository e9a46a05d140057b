"""Reminders: which meeting, how long before, and what was set said with its time and zone."""

from datetime import timedelta

import pytest

from parley.calendly.scopes import READ_EVENTS

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
REMIND = "action_remind"


@pytest.fixture
def ask(server, ana):
    """Give a function that asks for something about reminders."""

    def ask(text: str, *, intent: str = "set_reminder", action: str = REMIND, conversation: str = ana, **more):
        return server.run(action, conversation, intent, text, **more)

    return ask


@pytest.fixture
def kept(server, desk, ana):
    """Give a function that returns the person's reminders."""

    def kept(conversation: str = ana):
        return server.services.plans.reminders.of(desk.people.conversation(conversation).principal_id)

    return kept


@pytest.fixture
def upcoming(desk, ana, clock):
    """What is next in Ana's calendar."""
    account = desk.access.account(ana, READ_EVENTS)
    found = account.calendly.scheduled_events(user=account.owner.uri, starting_after=clock(), limit=20)
    return [one for one in found if one.start_time > clock()]


def test_before_the_next_meeting(ask, kept, upcoming):
    said = ask("remind me 10 minutes before my next meeting", entities={"ordinal": "1"})
    assert said.names == ["utter_reminder_set"], said.responses
    (one,) = kept()
    assert one.event_id == upcoming[0].id
    assert one.next_due == upcoming[0].start_time - timedelta(minutes=10)
    assert said.last["lead"] == "10 minutes before"
    assert said.last["due"].endswith("CET")
    assert [button["title"] for button in said.last["buttons"]] == ["Change it", "Stop it"]


def test_before_every_meeting(ask, kept):
    said = ask("ping me 15 min before every meeting")
    assert said.names == ["utter_reminder_every_set"]
    assert said.last["when"] == "15 minutes before"
    assert said.last["zone"] == "CET"
    assert [(one.kind, one.lead.minutes) for one in kept()] == [("every", 15)]


@pytest.mark.parametrize("said", ["remind me 20 minutes before every demo", "ping me 20 min before each product demo"])
def test_before_every_event_of_a_type(ask, kept, upcoming, said):
    told = ask(said)
    assert told.names == ["utter_reminder_every_kind_set"]
    assert (told.last["when"], told.last["name"]) == ("20 minutes before", "Product Demo")
    (one,) = kept()
    assert one.event_type == next(event.event_type for event in upcoming if event.name == "Product Demo")
    listed = ask("what reminders do i have", intent="list_reminders")
    assert "reminder 20 minutes before: every Product Demo" in str(listed.last)


def test_before_every_event_and_before_those_of_a_type_are_two(ask, kept):
    ask("remind me 10 minutes before every meeting")
    ask("remind me 10 minutes before every demo")
    assert {one.type_name for one in kept()} == {None, "Product Demo"}


@pytest.mark.parametrize(
    "text", ["remind me an hour before the design review", "remind me 1 hr before the design reviw"]
)
def test_before_a_meeting_by_name(ask, kept, upcoming, text):
    said = ask(text)
    design = [one for one in upcoming if one.name == "Design Review"]
    if said.followups == ["which_form"]:
        assert len(design) > 1
        return
    assert [one.event_id for one in kept()] == [design[0].id]


def test_the_evening_before_the_one_in_hand(ask, kept, upcoming):
    said = ask("remind me the evening before", slots={"focus_event": upcoming[4].id})
    assert said.names == ["utter_reminder_set"], said.responses
    (one,) = kept()
    assert one.event_id == upcoming[4].id
    assert one.next_due.astimezone(one.next_due.tzinfo).hour == 17  # 18:00 in Berlin


def test_at_a_moment_about_a_meeting(ask, kept, upcoming, desk, ana):
    later = upcoming[6]
    said = ask("remind me tomorrow at 9 about it", slots={"focus_event": later.id})
    assert said.names == ["utter_reminder_at_set"], said.responses
    (one,) = kept()
    assert (one.kind, one.event_id) == ("moment", later.id)
    assert said.last["due"] == "Tomorrow, Thu 19 Nov, 09:00 CET"


def test_without_any_meeting_it_is_asked_which(ask, kept):
    said = ask("remind me an hour before")
    assert said.followups == ["which_form"]
    assert said.slots["which"]["draft"]["ways"][0]["chosen"] == {"every": True}
    assert kept() == []


def test_an_errand_is_refused_in_one_line(ask, kept):
    said = ask("remind me to buy milk")
    assert said.names == ["utter_reminders_are_for_meetings"]
    assert kept() == []


def test_somebody_else_is_not_reminded(ask):
    assert ask("remind my guests an hour before").names == ["utter_remind_only_you"]


def test_what_is_over_already_is_said_with_what_still_fits(ask, kept, upcoming, clock):
    clock.now = upcoming[0].start_time - timedelta(minutes=20)
    said = ask("remind me an hour before my next meeting", entities={"ordinal": "1"})
    assert said.names == ["utter_remind_too_late"]
    assert [one["title"] for one in said.last["buttons"]] == ["5 minutes before", "15 minutes before"]
    assert kept() == []


def test_all_are_listed_each_with_a_way_to_stop_it(ask, kept, clock):
    ask("remind me 15 minutes before every meeting")
    clock.pass_(seconds=1)
    ask("remind me 10 minutes before my next meeting", entities={"ordinal": "1"})
    said = ask("which reminders do i have?")
    assert said.names == ["utter_plans"]
    lines = said.last["events"].splitlines()
    assert lines[0] == "1. reminder 15 minutes before: every meeting"
    assert lines[1].startswith("2. reminder 10 minutes before: ")
    assert [one["title"] for one in said.last["buttons"]] == ["Stop 1", "Stop 2"]


def test_the_only_one_is_stopped(ask, kept):
    ask("remind me 15 minutes before every meeting")
    assert ask("stop reminding me").names == ["utter_plans_stopped"]
    assert kept() == []


def test_a_reminder_of_an_event_is_cancelled_and_the_event_stays(ask, kept, upcoming, desk, ana):
    ask("remind me an hour before it", slots={"focus_event": upcoming[5].id})
    ask("remind me 15 minutes before every meeting")
    said = ask(f"cancel the reminder for the {upcoming[5].name}")
    assert said.names == ["utter_reminder_stopped"], said.responses
    assert [one.kind for one in kept()] == ["every"]
    account = desk.access.account(ana, READ_EVENTS)
    assert account.calendly.scheduled_event(upcoming[5].id).status == "active"


def test_a_wish_to_cancel_that_is_about_a_reminder_never_reaches_the_event(ask):
    said = ask("cancel the reminder for the demo", intent="cancel_event", action="validate_cancel_form")
    assert said.followups == [REMIND]
    assert said.slots["cancellation"] is None


def test_it_is_changed(ask, kept):
    ask("remind me 15 minutes before every meeting")
    said = ask("change my reminder to 20 minutes")
    assert said.names == ["utter_plan_changed"]
    assert [one.lead.minutes for one in kept()] == [20]


def test_one_can_have_twenty_and_no_more(ask, kept):
    for minutes in range(1, 21):
        ask(f"remind me {minutes} minutes before every meeting")
    assert ask("remind me 45 minutes before every meeting").names == ["utter_too_many_reminders"]
    assert len(kept()) == 20


def test_the_same_again_is_the_same(ask, kept):
    for _ in range(2):
        assert ask("remind me 15 minutes before every meeting").names == ["utter_reminder_every_set"]
    assert len(kept()) == 1


def test_nobody_stops_anybody_elses(ask, kept, noah):
    ask("remind me 15 minutes before every meeting")
    theirs = kept()[0].id
    said = ask("/set_reminder", conversation=noah, entities={"plan": theirs, "choice": "stop"})
    assert said.names == ["utter_plan_gone"]
    assert len(kept()) == 1
