"""Booking what was confirmed: once, and with the truth about what came of it."""

import pytest

from actions.booking.telling import BookingTelling
from parley.calendly.scopes import EVERYTHING
from tests.actions.booking.conftest import booking
from tests.support.actions import Said, call


@pytest.fixture
def asked(talk):
    """Everything answered but whether to book it."""
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=_first_time(talk))
    talk.hear("skip")
    talk.hear("skip")
    talk.hear("no")
    talk.ask()
    return talk


@pytest.fixture
def confirmed(asked):
    """The yes said to it as well."""
    said = asked.hear("yes", "affirm", 0.99)
    assert said.followups == ["action_book"]
    return asked


def test_it_is_booked_with_links_and_forgotten(confirmed):
    said = confirmed.do("action_book")
    assert said.names == ["utter_booked"]
    assert said.last["who"] == "Grace Hopper"
    assert said.last["cancel"].startswith("http")
    assert said.slots["booking"] is None


def test_a_second_run_of_the_same_confirmation_books_nothing_more(confirmed, calendly):
    kept = dict(confirmed.slots)
    confirmed.do("action_book")
    confirmed.slots = kept | {"waiting_request": None}
    said = confirmed.do("action_book", "try_again")
    assert said.names == ["utter_booked"]
    assert calendly.counts()["POST /invitees"] == 1


def test_without_a_confirmed_booking_there_is_nothing_to_book(talk):
    talk.begin("book an intro call")
    assert talk.do("action_book").names == ["utter_nothing_to_book"]


def test_a_lost_answer_is_looked_up_and_never_sent_again(confirmed, calendly):
    calendly.arm({"kind": "commit_then_500", "paths": ["/invitees"]})
    said = confirmed.do("action_book")
    assert said.names == ["utter_checking_booking", "utter_booked"]
    assert calendly.counts()["POST /invitees"] == 1


def test_what_calendly_does_not_show_yet_is_not_called_failed(confirmed, calendly):
    calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
    assert confirmed.do("action_book").names == ["utter_checking_booking"]
    assert confirmed.do("action_book", "try_again").names == ["utter_not_there_yet"]
    assert calendly.counts()["POST /invitees"] == 1


def test_after_a_while_it_is_certain_that_it_was_not_booked_and_it_is_sent_once_more(confirmed, calendly, clock):
    calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
    confirmed.do("action_book")
    clock.pass_(minutes=1)
    said = confirmed.do("action_book", "try_again")
    assert said.names == ["utter_checking_booking", "utter_booked"]
    assert calendly.counts()["POST /invitees"] == 2


def test_when_that_gets_lost_as_well_nothing_was_booked(confirmed, calendly, clock):
    for _ in range(2):
        calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
        confirmed.do("action_book", "try_again")
        clock.pass_(minutes=1)
    said = confirmed.do("action_book", "try_again")
    assert said.names == ["utter_checking_booking", "utter_was_not_booked"]
    assert said.followups == ["booking_form"]
    assert calendly.counts()["POST /invitees"] == 2


def test_an_opening_taken_meanwhile_leads_back_to_the_times(confirmed, calendly):
    calendly.arm({"kind": "steal_opening"})
    said = confirmed.do("action_book")
    assert said.names == ["utter_opening_gone"]
    assert said.followups == ["booking_form"]
    assert "start" not in said.slots["booking"]["draft"]
    assert said.slots["booking"]["draft"]["name"] == "Grace Hopper"


def test_without_the_plan_for_it_a_link_for_one_booking_is_given(server, desk, calendly):
    conversation = desk.meet("ben's")
    desk.connect(conversation, "ben", scopes=EVERYTHING)
    talk = booking(server, conversation.id)
    talk.begin("book Grace Hopper grace@navy.example.com for a discovery call")
    talk.press("inform", choice=_first_time(talk))
    for answer in ("skip", "skip", "no"):
        talk.hear(answer)
    talk.ask()
    talk.hear("yes", "affirm", 0.99)
    said = talk.do("action_book")
    assert said.names == ["utter_book_by_link"]
    assert said.last["link"].startswith("http")


def _first_time(talk):
    """The first opening there is, found by day and part of day as a person finds it."""
    for _ in range(4):
        choice = talk.task["draft"]["offered"]["choices"][0][0]
        if "T" in choice:
            return choice
        talk.press("inform", choice=choice)
    raise AssertionError("no time was offered")


@pytest.fixture
def lost(confirmed, calendly):
    """The booking that was confirmed, handed in and not done yet when its action gave up waiting."""
    calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
    assert confirmed.do("action_book").names == ["utter_checking_booking"]
    return confirmed


def hear_of(talk, **more):
    """Let the gateway say that the operation is done."""
    key = talk.slots["booking"]["draft"]["key"] if talk.slots.get("booking") else more.pop("key")
    operation = talk.server.services.operations.operations.of_key(key)
    slots = {**talk.slots, **more.pop("slots", {})}
    return talk.server.run(
        "action_operation_done",
        more.pop("conversation", talk.conversation),
        "EXTERNAL_operation_done",
        entities={"operation": operation.id},
        slots=slots,
        **more,
    )


def carry_out(talk):
    """Let a job look again."""
    operations = talk.server.services.operations.operations
    return talk.server.operator.carry_out(operations.of_key(talk.slots["booking"]["draft"]["key"]).id)


def test_what_became_of_it_is_told_when_it_is_known_and_then_nothing_waits_any_more(lost, clock):
    clock.pass_(minutes=1)
    assert carry_out(lost)
    said = hear_of(lost)
    assert said.names == ["utter_booked"]
    assert (said.slots["booking"], said.slots["waiting_request"]) == (None, None)


def test_that_nothing_was_booked_leads_to_another_confirmation(lost, calendly, clock):
    calendly.switch(status=502, paths=["/invitees"])
    for _ in range(3):
        clock.pass_(minutes=1)
        carry_out(lost)
    said = hear_of(lost)
    assert said.names == ["utter_was_not_booked"]
    assert said.followups == ["booking_form"]
    assert "key" not in said.slots["booking"]["draft"]


def test_to_somebody_who_books_something_else_by_now_it_is_told_with_who_and_when(lost, calendly, clock):
    key = lost.slots["booking"]["draft"]["key"]
    calendly.switch(status=502, paths=["/invitees"])
    for _ in range(3):
        clock.pass_(minutes=1)
        carry_out(lost)
    lost.slots["booking"] = None
    said = hear_of(lost, key=key, slots={"booking": {"draft": {"key": "another"}}}, form="booking_form")
    assert said.names == ["utter_booking_not_made"]
    assert said.last["who"] == "Grace Hopper"
    assert said.slots == {}


def test_a_yes_whose_turn_got_lost_is_told_and_the_form_that_waits_for_it_ends(confirmed):
    unanswered = dict(confirmed.slots)
    confirmed.do("action_book")
    confirmed.slots = unanswered
    said = hear_of(confirmed, form="booking_form")
    assert said.names == ["utter_booked"]
    assert said.slots["booking"] is None
    assert {"event": "active_loop", "timestamp": None, "name": None} in said.events


def test_what_kept_it_from_being_sent_is_told_and_try_again_takes_it_up(confirmed, calendly):
    calendly.switch(status=503)
    assert confirmed.do("action_book").names == ["utter_calendly_down"]
    said = hear_of(confirmed)
    assert said.names == ["utter_calendly_down"]
    assert said.slots["waiting_request"]["asked"]["action"] == "action_book"
    calendly.well()
    confirmed.slots |= said.slots
    assert confirmed.do("action_book", "try_again").names == ["utter_booked"]


def test_nobody_hears_of_what_somebody_else_said_yes_to(confirmed, stranger):
    kept = dict(confirmed.slots)
    confirmed.do("action_book")
    confirmed.slots = kept
    assert hear_of(confirmed, conversation=stranger).names == []


def test_an_answer_that_tells_the_outcome_says_so_and_one_that_does_not_yet_does_not(confirmed, calendly, clock):
    calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
    assert "about" not in confirmed.do("action_book").last
    clock.pass_(minutes=1)
    assert confirmed.do("action_book", "try_again").last["about"].startswith("told:")


@pytest.fixture
def unheard(asked):
    """A yes that was taken and carried out in a turn whose end never came: the question is open as before."""
    before = dict(asked.slots)
    asked.hear("yes", "affirm", 0.99)
    assert asked.do("action_book").names == ["utter_booked"]
    asked.slots = before
    return asked


@pytest.mark.parametrize(
    ("text", "intent"), [("yes", "affirm"), ("no", "deny"), ("hello?", "nlu_fallback"), ("make it 4pm", "inform")]
)
def test_after_a_yes_that_got_lost_with_its_turn_whatever_is_said_leads_to_what_came_of_it(
    unheard, calendly, text, intent
):
    assert unheard.hear(text, intent, 0.9).followups == ["action_book"]
    assert unheard.do("action_book").names == ["utter_booked"]
    assert calendly.counts()["POST /invitees"] == 1


def test_but_another_request_is_answered_first(unheard):
    assert unheard.hear("what's on tomorrow?", "list_events_in_range", 0.9).events == []


def test_what_is_shown_again_unchanged_keeps_its_key_and_what_is_changed_gets_another(asked):
    first = asked.task["draft"]["key"]
    asked.ask()
    assert asked.task["draft"]["key"] == first
    asked.hear("change the name", "change_answer", 0.9)
    asked.hear("Ada Lovelace", "inform", 0.9)
    asked.ask()
    assert asked.task["draft"]["name"] == "Ada Lovelace"
    assert asked.task["draft"]["key"] != first


def test_a_fault_of_ours_before_it_is_handed_in_has_changed_nothing(confirmed, monkeypatch):
    monkeypatch.setattr(confirmed.server.services.operations.operations, "known", _breaks)
    assert confirmed.do("action_book").names == ["utter_our_fault_in_task"]


def test_a_fault_of_ours_after_that_claims_nothing_and_does_not_pass_for_the_news(confirmed, monkeypatch, calendly):
    monkeypatch.setattr(BookingTelling, "tell", _breaks)
    said = confirmed.do("action_book")
    assert said.names == ["utter_our_fault_midway"]
    assert "about" not in said.last
    monkeypatch.undo()
    assert confirmed.do("action_book", "try_again").names == ["utter_booked"]
    assert calendly.counts()["POST /invitees"] == 1


def _breaks(*_):
    raise KeyError("ours")


def back_from_news(talk, action, *said):
    """Let the form go on after the gateway had something to tell in the middle of it, and this was said of that."""
    body = call(action, talk.conversation, "EXTERNAL_event_changed", slots=talk.slots, form=talk.form)
    left = {"event": "action_execution_rejected", "name": talk.form}
    body["tracker"]["events"] = [{"event": "user"}, left, *({"event": "bot", "text": text} for text in said)]
    answer = talk.server.post(body).json()
    return Said(answer["responses"], answer["events"])


def test_news_in_between_leave_what_came_of_a_yes_to_news_of_its_own(asked):
    unanswered = dict(asked.slots)
    asked.hear("yes", "affirm", 0.99)
    asked.do("action_book")
    asked.slots = unanswered
    came = back_from_news(asked, "validate_booking_form", "Lena has just booked.")
    assert came.followups == []
    asked.slots |= came.slots
    assert back_from_news(asked, "action_ask_question", "Lena has just booked.").names == []
    assert hear_of(asked, form="booking_form").names == ["utter_booked"]


def test_after_news_in_between_the_question_is_asked_again(asked):
    asked.slots |= back_from_news(asked, "validate_booking_form", "Lena has just booked.").slots
    assert back_from_news(asked, "action_ask_question", "Lena has just booked.").names == ["utter_confirm_booking"]


def test_where_there_was_nothing_to_tell_after_all_the_question_is_not_asked_again(asked):
    asked.slots |= back_from_news(asked, "validate_booking_form").slots
    assert back_from_news(asked, "action_ask_question").names == []


def test_what_came_of_it_is_told_as_the_same_by_the_answer_and_by_the_news(confirmed):
    unanswered = dict(confirmed.slots)
    told = confirmed.do("action_book")
    confirmed.slots = unanswered
    assert hear_of(confirmed).last["about"] == told.last["about"]


def test_that_it_was_looked_for_is_of_no_use_without_what_came_of_it(confirmed, calendly):
    calendly.arm({"kind": "commit_then_500", "paths": ["/invitees"]})
    checking, booked = confirmed.do("action_book").responses
    assert checking["about"] == booked["about"]
