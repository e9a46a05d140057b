"""What is said right after a reminder, a digest or the list of them is about those, whatever it was taken for."""

import pytest

from tests.support.actions import turn

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
REMIND, DIGEST = "action_remind", "action_digest"
EVERY = "remind me 15 minutes before every meeting"
WORKDAYS = "send me my agenda every weekday at 7am"
EVENINGS = "send me a summary every evening at 6"


class Chat:
    """Somebody who speaks of reminders: what was said and set stays for what is said next."""

    def __init__(self, server, conversation):
        self.server, self.conversation, self.slots, self.before = server, conversation, {}, []

    def say(self, text, action=REMIND, intent="set_reminder", **more):
        said = self.server.run(
            action, self.conversation, intent, text, slots=dict(self.slots), before=self.before, **more
        )
        self.slots |= said.slots
        for follow in said.followups:  # Whatever the words were taken for, it was handed over.
            if follow in (REMIND, DIGEST):
                said = self.say(text, follow, intent, **more)
                action = follow
        self.before = turn(text, action)
        return said


@pytest.fixture
def chat(server, ana):
    """Ana's chat."""
    return Chat(server, ana)


@pytest.fixture
def plans(server, desk, ana):
    """Give a function that returns the person's reminders, then the digests."""
    who = desk.people.conversation(ana).principal_id
    return lambda: [*server.services.plans.reminders.of(who), *server.services.plans.digests.of(who)]


@pytest.mark.parametrize(
    "said",
    ["forget all reminders", "forget my reminders", "clear all the reminders", "forget about all the reminders please"],
)
def test_forgetting_all_reminders_sets_none(chat, plans, said):
    assert chat.say(said).names == ["utter_no_plans"]
    chat.say(EVERY)
    assert chat.say(said).names == ["utter_plans_stopped"]
    assert plans() == []


def test_what_shall_not_be_forgotten_is_reminded_of(chat, plans):
    chat.say("don't let me forget my meetings, remind me 10 minutes before each of them")
    assert [(one.kind, one.lead.minutes) for one in plans()] == [("every", 10)]


@pytest.mark.parametrize("said", ["no, an hour", "no, an hour before", "make it an hour", "actually 1 hour before"])
@pytest.mark.parametrize("taken_for", ["action_remind", "action_not_understood", "action_list_events"])
def test_another_length_changes_the_one_that_was_set(chat, plans, said, taken_for):
    chat.say("remind me half an hour before every meeting")
    chat.say(said, taken_for)
    assert [one.lead.minutes for one in plans()] == [60]


@pytest.mark.parametrize(
    "said", ["and also the evening before", "also the evening before", "and the evening before too"]
)
def test_one_more_is_of_the_same(chat, plans, said):
    chat.say(EVERY)
    chat.say(said, "action_list_events")
    assert {(one.kind, one.lead.days) for one in plans()} == {("every", None), ("every", 1)}


def test_a_whole_request_stands_for_itself(chat, plans):
    chat.say(EVERY)
    assert chat.say("remind me the evening before").followups == ["which_form"]
    assert [one.lead.minutes for one in plans()] == [15]
    chat.say(WORKDAYS, DIGEST, "digest")
    chat.say("send me the week's agenda on sundays before 7pm", DIGEST, "digest")
    assert [one.rule.weekdays for one in plans()[1:]] != [(6,)]


def test_a_place_is_in_the_list_of_reminders(chat, plans):
    for one in (EVERY, "remind me an hour before every meeting"):
        chat.say(one)
    first, second = plans()
    chat.say("list my reminders")
    assert chat.say("stop the first one", "action_drop_request", "stop", entities={"ordinal": "1"}).names == [
        "utter_plans_stopped"
    ]
    assert [one.id for one in plans()] == [second.id] != [first.id]


def test_a_place_may_be_a_digests(chat, plans):
    chat.say(EVERY)
    chat.say(WORKDAYS, DIGEST, "digest")
    chat.say("list my reminders")
    said = chat.say(
        "change the second one to 7pm", "validate_reschedule_form", "reschedule_event", entities={"ordinal": "2"}
    )
    assert said.names == ["utter_digest_changed"]
    assert plans()[1].rule.wall == 19 * 60


def test_a_meeting_is_still_a_meeting_after_the_list(chat):
    chat.say(EVERY)
    chat.say("list my reminders")
    said = chat.say("cancel the first meeting", "validate_cancel_form", "cancel_event", entities={"ordinal": "1"})
    assert REMIND not in said.followups
    assert said.names == ["utter_more_access"]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("not on wednesdays", (0, 1, 3, 4)),
        ("skip wednesdays and fridays", (0, 1, 3)),
        ("no, not on fridays", (0, 1, 2, 3)),
        ("also on saturdays", (0, 1, 2, 3, 4, 5)),
        ("only on mondays", (0,)),
    ],
)
def test_days_change_the_digest_that_was_set(chat, plans, said, days):
    chat.say(WORKDAYS, DIGEST, "digest")
    assert chat.say(said, "action_not_understood", "nlu_fallback").names == ["utter_digest_changed"]
    assert [one.rule.weekdays for one in plans()] == [days]


def test_leaving_out_every_day_is_asked_back(chat, plans):
    chat.say("send me my agenda every monday at 8", DIGEST, "digest")
    assert chat.say("not on mondays", "action_not_understood").followups == ["which_form"]
    assert [one.rule.weekdays for one in plans()] == [(0,)]


def test_another_time_changes_the_digest_although_it_is_taken_for_a_list(chat, plans):
    chat.say(WORKDAYS, DIGEST, "digest")
    chat.say("make it half past 7", "action_list_events", "list_events_in_range")
    assert plans()[0].rule.wall == 7 * 60 + 30


def test_the_evening_one_is_told_from_the_other(chat, plans):
    for one in (WORKDAYS, EVENINGS):
        chat.say(one, DIGEST, "digest")
    chat.say("stop the evening one", "action_not_understood")
    assert [one.rule.wall for one in plans()] == [7 * 60]


@pytest.mark.parametrize(
    "said", ["stop everything you send me", "stop sending me things", "don't send me anything any more"]
)
def test_all_that_is_sent_ends(chat, plans, said):
    chat.say(EVERY)
    chat.say(WORKDAYS, DIGEST, "digest")
    chat.before = turn("hello", "action_greet")
    chat.say(said, "action_not_understood")
    assert plans() == []


def test_with_nothing_set_it_is_the_news_that_end(chat):
    assert chat.say("stop everything you send me").followups == ["action_set_notifications"]


def test_a_wish_about_the_meeting_is_none_about_its_reminder(chat, plans):
    chat.say(EVERY)
    said = chat.say("move my next meeting to friday", "validate_reschedule_form", "reschedule_event")
    assert said.names == ["utter_more_access"]
    assert [one.lead.minutes for one in plans()] == [15]


@pytest.mark.parametrize("said", ["drop the second", "stop the second one", "cancel number 3", "cancel 1 and 2"])
def test_a_place_that_the_list_of_reminders_does_not_have_is_asked_back(chat, plans, said):
    chat.say(EVERY)
    chat.say("list my reminders")
    assert chat.say(said, "validate_cancel_form", "cancel_event").followups == ["which_form"]
    assert len(plans()) == 1


@pytest.mark.parametrize(
    "said",
    ["and on fridays also the week ahead", "also the week ahead on fridays", "and the week ahead on fridays too"],
)
def test_another_stretch_is_another_digest_at_the_same_hour(chat, plans, said):
    chat.say(WORKDAYS, DIGEST, "digest")
    assert chat.say(said, "action_list_events", "list_events_in_range").names == ["utter_digest_set"]
    assert {(one.rule.weekdays, one.rule.wall, one.covers) for one in plans()} == {
        ((0, 1, 2, 3, 4), 7 * 60, "day"),
        ((4,), 7 * 60, "week"),
    }


def test_another_hour_beside_it_is_another_digest_too(chat, plans):
    chat.say(WORKDAYS, DIGEST, "digest")
    chat.say("and also at 6pm", "action_list_events", "list_events_in_range")
    assert {one.rule.wall for one in plans()} == {7 * 60, 18 * 60}


@pytest.mark.parametrize(
    "said", ["what have you set up for me", "what do you send me?", "show me everything you've set up"]
)
def test_all_that_is_sent_can_be_asked_for(chat, plans, said):
    chat.say(WORKDAYS, DIGEST, "digest")
    chat.say("and on fridays also the week ahead", DIGEST, "digest")
    assert chat.say(said, "action_list_events", "list_events").names == ["utter_plans"]
    assert chat.say("stop the friday one", "validate_cancel_form", "cancel_event").names == ["utter_plans_stopped"]
    assert [one.covers for one in plans()] == ["day"]


@pytest.mark.parametrize("said", ["stop it for today", "turn it off for now", "stop it this week"])
def test_for_a_while_is_asked_back(chat, plans, said):
    chat.say(EVERY)
    assert chat.say(said, "action_list_events", "list_events_in_range").followups == ["which_form"]
    assert len(plans()) == 1


def test_undo_stops_what_was_just_set_and_asks_of_what_was_changed(chat, plans):
    chat.say(EVERY)
    chat.before = turn("make it 20 minutes", REMIND, said=["utter_plan_changed"])
    assert chat.say("undo", "action_go_back", "go_back").names == ["utter_ask_lead"]
    chat.before = turn(EVERY, REMIND, said=["utter_reminder_every_set"])
    assert chat.say("undo", "action_go_back", "go_back").names == ["utter_plans_stopped"]
    assert plans() == []


def test_one_more_may_name_the_hour(chat, plans):
    chat.say(EVERY)
    chat.say("and the day before at 6pm", "action_list_events", "list_events_in_range")
    assert {(one.lead.days, one.lead.wall) for one in plans()} == {(None, None), (1, 18 * 60)}


@pytest.mark.parametrize("said", ["actually only for the first one of the day", "not the morning ones"])
def test_only_some_of_every_meeting_cannot_be_had(chat, plans, said):
    chat.say(EVERY)
    assert chat.say(said, "action_list_events", "list_events_in_range").names == ["utter_reminders_spare_none"]
    assert [one.lead.minutes for one in plans()] == [15]
