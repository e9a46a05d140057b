"""Booking what was confirmed: once, and with the truth about what came of it."""

from actions.booking.telling import BookingTelling
from parley.calendly.scopes import EVERYTHING
from tests.actions.booking.conftest import booking, first_time


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
    talk.press("inform", choice=first_time(talk))
    for answer in ("skip", "skip", "no"):
        talk.hear(answer)
    talk.ask()
    talk.hear("yes", "affirm", 0.99)
    said = talk.do("action_book")
    assert said.names == ["utter_book_by_link"]
    assert said.last["link"].startswith("http")


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
