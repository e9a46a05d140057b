"""Choices that were just listed are not listed again behind whatever came in between."""

from tests.actions.booking.conftest import first_time


def test_the_types_stand_above_once_they_were_listed_and_are_listed_again_after_that(talk):
    talk.begin("book a meeting")
    assert "1. " in talk.ask().last["events"]
    talk.hear("lorem ipsum")
    again = talk.ask().last
    assert "1. " not in again["events"]
    assert len(again["buttons"]) > 5
    talk.hear("lorem ipsum")
    assert "1. " in talk.ask().last["events"]


def test_other_times_are_listed(talk):
    talk.begin("book an intro call")
    assert "1. " in talk.ask().last["events"]
    talk.hear("another week")
    assert "1. " in talk.ask().last["events"]


def test_whoever_asks_to_hear_them_again_does(talk):
    talk.begin("book a meeting")
    talk.ask()
    talk.hear("say it again")
    assert "1. " in talk.ask().last["events"]


def test_the_earliest_is_taken_by_many_words(talk):
    for text in ("as early as possible", "just the earliest time", "the first one you have", "surprise me"):
        talk.begin("book an intro call")
        talk.hear(text, "check_availability", 0.97)
        assert talk.task["draft"].get("start"), text
        talk.slots.pop("booking")


def test_the_type_whose_free_times_were_told_is_the_one_to_book(talk):
    first = first_time_of(talk)
    assert first
    uri = talk.task["draft"]["event_type"]
    talk.slots.pop("booking")
    listing = {"what": "openings", "start": first, "end": first, "event_type": uri}
    body = {"listing": listing, "told_times": [[first, first]]}
    before = [
        {"event": "user", "text": "when is an intro call free?"},
        {"event": "action", "name": "action_list_openings"},
    ]
    said = talk.server.run(
        "validate_booking_form",
        talk.conversation,
        "schedule_appointment",
        "ok book the latest one for mia@lopez.example, Mia Lopez",
        slots=body,
        form="booking_form",
        before=before,
    )
    draft = said.slots["booking"]["draft"]
    assert (draft["event_type"], draft["name"], draft["start"]) == (uri, "Mia Lopez", first)


def first_time_of(talk):
    talk.begin("book an intro call")
    return first_time(talk)
