"""What is said in the middle of something: heard as what it most likely is."""

import pytest

from tests.actions.conftest import link

NARROW = {"request": "cancel the first two", "unread": "cancel the first two"}


@pytest.fixture
def event(desk, ana, clock):
    account = desk.access.account(ana, frozenset({"users:read"}))
    return next(iter(account.calendly.scheduled_events(user=account.owner.uri, starting_after=clock(), limit=1)))


@pytest.mark.parametrize("said", ["the next one", "and what about the next one?", "next one please"])
def test_after_one_event_the_next_one_is_the_event_behind_it(server, ana, event, said):
    slots = {"focus_event": event.id, "listing": {"what": "events"}}
    came = server.run("action_show_further", ana, "show_more", said, slots=slots)
    assert (came.followups == ["action_event_details"]) == said.endswith(("one", "?"))
    assert server.run("action_show_further", ana, "show_more", "more", slots=slots).followups != [
        "action_event_details"
    ]


@pytest.mark.parametrize(("intent", "said"), [("help", "help"), ("repeat", "repeat that")])
def test_while_a_task_waits_for_access_help_is_answered_as_anywhere(server, desk, intent, said):
    came = server.run(
        "validate_cancel_form", link(desk, "ana"), intent, said, form="cancel_form", slots={"cancellation": NARROW}
    )
    assert (came.names, came.events) == ([], [])


def test_a_short_answer_to_another_question_is_no_answer_rather_than_out_of_scope(server, ana):
    slots = {"forgetting": {"asked": "confirm", "request": "forget me"}}
    came = server.run("validate_forget_form", ana, "out_of_scope", "Ada Lovelace", form="forget_form", slots=slots)
    assert came.names == ["utter_not_an_answer"]


@pytest.mark.parametrize("said", ["add it to my calendar", "please put that in my google calendar"])
def test_what_is_still_being_booked_is_in_no_calendar_yet(server, ana, said):
    came = server.run("action_event_details", ana, "event_details", said, form="booking_form")
    assert came.names == ["utter_not_booked_yet"]
    assert server.run("action_event_details", ana, "event_details", said).names != ["utter_not_booked_yet"]


WHICH = {
    "draft": {
        "asked": {"action": "action_list_openings", "intent": "check_availability", "text": "free slots on friday"},
        "response": "utter_which_openings",
        "values": {},
        "ways": [{"title": "Coffee Chat", "chosen": {"event_type": "x"}, "also": [], "said": ""}],
        "takes": "choice",
        "is_open": True,
    },
    "asked": "which",
}


def which(server, ana, intent, said):
    return server.run("validate_which_form", ana, intent, said, form="which_form", slots={"which": WHICH})


def test_the_request_for_another_time_is_no_answer_to_which_one(server, ana):
    assert which(server, ana, "check_availability", "openings for a coffee chat in march").events == []
    assert which(server, ana, "check_availability", "the coffee chat").followups == ["action_list_openings"]
