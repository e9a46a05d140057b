"""What visitors are told: what to do next, and nothing about accounts that are not theirs."""

import json
import re

import pytest

from parley.mail import Mail
from tests.support.actions import serving_actions
from tests.support.words import patient_words
from tests.visits.mailbox import serving_mail
from tests.visits.sweep import Sweep, domain

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def database(sqlite):
    return sqlite


@pytest.fixture(scope="module")
def words():
    with patient_words() as words:
        yield words


@pytest.fixture
def mailbox():
    with serving_mail() as mailbox:
        yield mailbox


@pytest.fixture
def talk(desk, clock, words):
    """Give a function that begins a conversation in a mode, with or without mail."""
    running = []

    def talk(mode="house", name="vera", mail=None):
        server = serving_actions(desk, clock, words, mode, mail)
        running.append(server)
        return Sweep(server.__enter__(), desk.meet(name).id)

    yield talk
    for server in running:
        server.__exit__(None, None, None)


@pytest.mark.parametrize("intent", ["connect_account", "account_status", "list_events", "check_availability"])
def test_in_mode_house_nobody_is_asked_to_connect(intent, talk):
    sweep = talk("house")
    sweep.say(intent, "is thursday free?" if intent == "check_availability" else "what's on?")
    assert sweep.names
    assert not {"utter_connect", "utter_connect_plain", "utter_visitor_connect", "utter_more_access"} & set(sweep.names)


def test_a_group_is_not_cancelled_and_the_visitor_is_told_how_to_give_up_a_place(talk, visit, book, house):
    booked = book(visit("vera"), "Product Demo")
    sweep = talk("house")
    sweep.say("cancel_event", "cancel the product demo")
    sweep.say("deny", "no")
    sweep.say("affirm", "yes")
    assert sweep.names[-1] == "utter_visitor_cannot_cancel_not_allowed"
    assert house.calendly.events.get(booked.event_id).status == "active"


def test_when_the_host_is_free_is_told_by_openings(talk):
    sweep = talk("house")
    sweep.say("check_availability", "when are you free tomorrow?")
    assert "utter_visitor_not_allowed" not in sweep.names
    assert sweep.names


def test_a_visitor_who_marks_a_no_show_is_told_whose_that_is(talk, visit, book, clock, house):
    booked = book(visit("vera"))
    clock.now = booked.end
    sweep = talk("house")
    sweep.say("mark_no_show", "the intro call did not show up")
    sweep.say("affirm", "yes")
    assert "utter_no_show_marked" not in sweep.names
    assert house.calendly.invitees(booked.event_id)[0].no_show is None


def test_without_mail_bookings_of_another_browser_are_found_by_calendlys_links(talk):
    sweep = talk("house")
    sweep.say("find_booking", "find my booking")
    assert sweep.names == ["utter_find_by_links"]
    own = talk("per-user", "walt")
    own.say("find_booking", "find my booking")
    assert own.names == ["utter_find_in_calendly"]


def test_the_code_goes_by_mail_alone(talk, visit, book, mailbox):
    book(visit("here"), email="vera@example.org")
    sweep = talk("both", "elsewhere", Mail(mailbox.url, "booking@example.com"))
    sweep.say("find_booking", "find my booking")
    assert sweep.names == ["utter_ask_address_booked_with"]
    sweep.say("inform", "vera@example.org")
    assert sweep.names[-1] == "utter_code_sent"
    message = mailbox.next()
    assert mailbox.receivers == ["vera@example.org"]
    code = next(word for word in message.get_content().split() if word.isdigit())
    assert f"{code} " not in str(sweep.told)
    assert sweep.slots["finding"] is None


def test_nothing_is_mailed_to_an_address_without_bookings_and_the_words_are_the_same(talk, visit, book, mailbox):
    book(visit("here"), email="vera@example.org")
    mail = Mail(mailbox.url, "booking@example.com")
    told = []
    for name, address in (("one", "nobody@example.org"), ("two", "vera@example.org")):
        sweep = talk("both", name, mail)
        for _ in range(4):
            sweep.say("find_booking", f"i booked with {address}")
        told.append(json.dumps(sweep.told).replace(address, "it"))
        assert sweep.names == ["utter_code_sent"] * 3 + ["utter_too_many_codes"]
    assert told[0] == told[1]
    mailbox.next()
    assert set(mailbox.receivers) == {"vera@example.org"}


def test_every_wording_for_visitors_is_of_a_response_that_others_hear_and_needs_no_more_values():
    responses = domain()["responses"]
    for name in (one for one in responses if one.startswith("utter_visitor_")):
        usual = f"utter_{name.removeprefix('utter_visitor_')}"
        assert usual in responses, name
        assert values_in(responses[name]) <= values_in(responses[usual]), name


def values_in(variants):
    texts = [str(variant) for variant in variants]
    return {value for text in texts for value in re.findall(r"(?<!{){(\w+)}(?!})", text)}


@pytest.mark.parametrize(
    "said",
    [
        "when can i come in for an intro this week?",
        "could i come for an intro call tomorrow afternoon?",
        "can you see me for an intro on friday?",
        "i'd need an intro call, what do you have on thursday",
    ],
)
def test_when_a_visitor_can_come_is_told_by_openings_too(talk, said):
    sweep = talk("both")
    sweep.say("check_availability", said)
    assert "utter_visitor_connect" not in sweep.names
    assert any("opening" in name or "free" in name for name in sweep.names)


@pytest.mark.parametrize("said", ["am i free tomorrow?", "do i have time on friday?", "is my afternoon free?"])
def test_whether_a_visitor_is_free_themselves_is_their_own_calendars(talk, said):
    sweep = talk("both")
    sweep.say("check_availability", said)
    assert sweep.names == ["utter_visitor_connect"]


def test_while_a_visitors_zone_is_not_known_the_one_that_is_told_is_the_one_of_the_times(talk):
    sweep = talk("both")
    sweep.say("check_availability", "when can i come for an intro next week?")
    assumed = next(one for one in sweep.told if "utter_zone_assumed" in str(one))
    assert "CET" in str(assumed)


@pytest.mark.parametrize("mode", ["house", "both"])
@pytest.mark.parametrize(
    ("text", "response", "says"),
    [
        ("who will i be talking to?", "utter_house_host", "Ana Keller"),
        ("where are you", "utter_house_places", "Linienstraße"),
        ("can I park there?", "utter_house_way", ""),
        ("can I bring a colleague", "utter_house_company", ""),
        ("is it recorded?", "utter_house_unknown", "Ana Keller"),
    ],
)
def test_what_is_asked_at_the_desk_is_answered_whatever_it_was_taken_for(text, response, says, mode, talk):
    sweep = talk(mode)
    sweep.say("list_events", text)
    assert response in sweep.names
    assert says in str(sweep.told)
    assert not {"utter_connect", "utter_no_events"} & set(sweep.names)


@pytest.mark.parametrize("text", ["is Ana available on friday?", "when can I have an intro call?"])
def test_when_the_host_can_be_seen_is_told_by_openings_whatever_it_was_taken_for(text, talk):
    sweep = talk("both")
    sweep.say("list_events_in_range", text)
    assert set(sweep.names) & {"utter_openings", "utter_which_openings"}


def test_another_time_right_after_free_times_asks_for_those_of_the_same_type(talk):
    sweep = talk("both")
    sweep.say("check_availability", "when can I book an intro call on friday?")
    before = len(sweep.names)
    sweep.say("list_events_in_range", "and on monday?")
    assert sweep.names[before:] == ["utter_openings"]
    assert sweep.told[-1] or sweep.slots["listing"]["event_type"]


def test_in_a_booking_the_host_is_whom_one_meets_and_nobody_who_is_invited(talk):
    sweep = talk("both")
    sweep.say("schedule_appointment", "I'd like an intro call with Ana")
    assert sweep.slots["booking"]["draft"].get("name") is None
    sweep.say("get_invitees", "who is it with?")
    assert "utter_draft_host" in sweep.names


def test_the_name_of_a_meeting_alone_begins_to_book_it(talk):
    sweep = talk("both")
    sweep.say("nlu_fallback", "intro call")
    assert sweep.form == "booking_form"


def test_in_a_booking_a_visitors_zone_is_the_one_that_times_are_told_in(talk):
    sweep = talk("both")
    sweep.say("schedule_appointment", "book an intro call")
    sweep.say("set_time_zone", "my time zone is Lisbon")
    assert "utter_zone_set" in sweep.names
    assert "Europe/Lisbon" in str(sweep.told)


def test_no_more_than_a_part_of_the_day_right_after_free_times_asks_for_those(talk):
    sweep = talk("both")
    sweep.say("check_availability", "when can I book an intro call on friday?")
    before = len(sweep.names)
    sweep.say("set_reminder", "only in the mornings")
    assert sweep.names[before:] == ["utter_openings"]
