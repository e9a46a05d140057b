"""The booking form, message by message."""

from datetime import datetime, timedelta
from unittest.mock import Mock

from sqlalchemy.exc import OperationalError

from actions.booking.form import BookingForm
from actions.forms import hearing
from tests.support.actions import call
from tests.support.talking import Talk

REQUEST = "book Grace Hopper grace@navy.example.com for an intro call next Tuesday at 11"


def test_a_request_that_says_all_leaves_only_the_hosts_questions(talk):
    talk.begin(REQUEST)
    draft = talk.task["draft"]
    assert draft["name"] == "Grace Hopper"
    assert draft["email"] == "grace@navy.example.com"
    assert draft["zone"] == "Europe/Berlin"
    assert talk.task["asked"] in ("question", "start")


def test_the_exact_words_of_the_time_are_kept_with_it(talk):
    talk.begin("book an intro call next week")
    wish = talk.task["draft"]["wish"]
    assert "next week" in wish["text"]
    assert datetime.fromisoformat(wish["end"]) - datetime.fromisoformat(wish["start"]) >= timedelta(days=5)


def test_without_an_account_the_request_is_kept_whole(unlinked):
    said = unlinked.begin(REQUEST)
    assert said.names == ["utter_connect"]
    assert unlinked.task["request"] == REQUEST
    assert unlinked.ask().names == []


def test_what_stands_in_the_way_is_said_once(unlinked):
    unlinked.begin(REQUEST)
    unlinked.ask()
    assert not unlinked.task["told"]


def test_a_question_in_the_middle_is_no_answer(talk):
    talk.begin("book an intro call")
    assert talk.hear("what's on my calendar?", "list_events", 0.97).events == []


def test_three_answers_that_are_none_are_explained(talk):
    talk.begin("book an intro call")
    assert talk.hear("blue").names == ["utter_not_an_answer"]
    assert talk.hear("blue").names == ["utter_not_an_answer"]
    assert talk.hear("blue").names == ["utter_explain_start"]
    assert talk.hear("blue").names == ["utter_not_an_answer"]


def test_whoever_is_known_may_say_that_it_is_themselves(talk, desk):
    principal = desk.people.conversation(talk.conversation).principal_id
    desk.people.prefer(principal, channel_name="Vera Visitor", channel_email="vera@example.com")
    talk.begin("book an intro call")
    talk.hear("the first one")
    while talk.task["asked"] != "name":
        talk.hear("the first one")
    talk.hear("it's me")
    assert (talk.task["draft"]["name"], talk.task["draft"]["email"]) == ("Vera Visitor", "vera@example.com")


def test_an_answer_that_fits_begins_the_count_anew(talk):
    talk.begin("book a meeting")
    talk.hear("blue")
    talk.hear("the first one")
    assert talk.task["tries"] == 0


def test_stopping_forgets_the_task_and_ends_the_form(talk):
    talk.begin(REQUEST)
    said = talk.hear("never mind")
    assert said.names == ["utter_task_dropped"]
    assert said.slots["booking"] is None
    assert said.slots["requested_slot"] is None


def test_going_back_takes_the_last_answer_out_again(talk):
    talk.begin("book a meeting")
    talk.hear("the first one")
    talk.hear("go back")
    assert talk.task["asked"] == "event_type"
    assert "event_type" not in talk.task["draft"]


def test_going_back_after_a_correction_says_that_it_is_undone_and_asks_the_same(talk):
    talk.begin(REQUEST)
    asked, before = talk.task["asked"], talk.task["draft"]["email"]
    talk.hear("no, use grace@cobol.example.com")
    assert talk.task["draft"]["email"] == "grace@cobol.example.com"
    said = talk.hear("go back")
    assert said.names[0] == "utter_taken_back"
    assert (talk.task["asked"], talk.task["draft"]["email"]) == (asked, before)


def test_another_task_is_only_begun_when_this_one_may_be_dropped(talk, monkeypatch):
    monkeypatch.setitem(hearing.TASKS, "cancel_event", "cancel_form")
    talk.begin("book an intro call")
    assert talk.hear("cancel my 2 pm call", "cancel_event", 0.9).names == ["utter_drop_first"]
    said = talk.hear("yes", "affirm", 0.99)
    assert said.followups == ["cancel_form"]
    assert said.slots["booking"] is None
    assert said.slots["waiting_request"]["asked"]["text"] == "cancel my 2 pm call"


def test_another_task_begun_by_its_verb_is_no_name_of_an_event(server, talk):
    move = Talk(server, talk.conversation, "reschedule_form", "rescheduling", "reschedule_event")
    move.begin("running late, push a meeting by half an hour")
    assert move.asked == "which"
    assert move.hear("cancel everything i have on friday", "cancel_event", 0.95).names == ["utter_drop_first"]


def test_a_no_to_dropping_goes_on_where_it_was(talk, monkeypatch):
    monkeypatch.setitem(hearing.TASKS, "cancel_event", "cancel_form")
    talk.begin("book an intro call")
    before = talk.task["draft"]
    talk.hear("cancel my 2 pm call", "cancel_event", 0.9)
    talk.hear("no", "deny", 0.99)
    assert talk.task["draft"] == before
    assert talk.task["asked"] == "start"


def test_a_task_read_with_little_confidence_is_not_begun(talk, monkeypatch):
    monkeypatch.setitem(hearing.TASKS, "cancel_event", "cancel_form")
    talk.begin("book an intro call")
    assert talk.hear("can sell my Tuesday", "cancel_event", 0.35).names != ["utter_drop_first"]


def test_a_fault_of_ours_keeps_the_task(talk, monkeypatch):
    talk.begin("book an intro call")
    before = talk.task["draft"]
    monkeypatch.setattr(hearing.Hearing, "hear", None)
    said = talk.hear("tomorrow")
    assert said.names == ["utter_our_fault_in_task"]
    assert talk.task["draft"] == before


def test_news_that_a_form_cannot_let_through_just_now_are_not_apologised_for_but_told_later(talk, monkeypatch):
    talk.begin("book an intro call")
    body = call("validate_booking_form", talk.conversation, "EXTERNAL_event_changed", slots=talk.slots, form=talk.form)
    away = OperationalError("SELECT 1", {}, Exception("server closed the connection"))
    monkeypatch.setattr(BookingForm, "answer", Mock(side_effect=away))
    assert talk.server.post(body).status_code == 500
    monkeypatch.undo()
    assert talk.server.post(body).json() == {"events": [], "responses": []}


def test_a_slot_of_another_version_begins_anew(talk):
    talk.slots["booking"] = {"something": "else"}
    talk.begin("book an intro call")
    assert talk.task["asked"] == "start"


def test_what_is_still_being_booked_is_in_no_calendar_yet_whatever_it_was_taken_for(talk):
    talk.begin("book an intro call")
    assert talk.hear("put it in my calendar", "schedule_appointment", 0.98).names == ["utter_not_booked_yet"]


def test_whether_it_is_booked_is_no_time_and_is_told(talk):
    talk.begin("book an intro call")
    asked, tries = talk.asked, talk.task["tries"]
    said = talk.hear("did that go through?", "affirm", 0.4)
    assert said.names == ["utter_not_done_yet"]
    assert (talk.asked, talk.task["tries"]) == (asked, tries)


def test_another_length_offers_the_types_that_have_it_and_the_one_in_hand(asked):
    said = asked.hear("make it 45 minutes")
    assert said.names[0] == "utter_one_length"
    asked.ask()
    lengths = [one["title"] for one in asked.ask().last["buttons"]]
    assert any("Intro Call" in one for one in lengths)
    assert any("(45 min)" in one for one in lengths)


def test_another_meeting_that_is_asked_for_is_no_guest(asked):
    asked.hear("change the guests")
    said = asked.hear("book a demo with kim kim@example.com", "schedule_appointment", 0.95)
    assert "utter_noted" not in said.names
    assert asked.task["draft"].get("guests") in (None, [])
    assert asked.task["draft"]["email"] == "kim@example.com"
