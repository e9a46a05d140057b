"""When somebody is free, and when something can be booked."""

import pytest

from actions.availability import FREE
from actions.openings import OPENINGS_SCOPES
from actions.share_link import SINGLE_USE

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
CHECK, OPENINGS, TYPES, SHARE = (
    "action_check_availability", "action_list_openings", "action_list_event_types", "action_share_link"
)  # fmt: skip


@pytest.fixture
def host(desk):
    """The conversation of somebody who allowed all that is needed here."""
    conversation = desk.meet("host")
    desk.connect(conversation, scopes=FREE | OPENINGS_SCOPES | SINGLE_USE)
    return conversation.id


@pytest.fixture
def ask(server, host):
    """Give a function that asks something about free time."""

    def ask(text, action=CHECK, intent="check_availability", **more):
        return server.run(action, host, intent, text, **more)

    return ask


def test_free_time_is_told_day_by_day_in_working_hours(ask):
    said = ask("when am i free next week?")
    assert said.names == ["utter_free_days"]
    assert said.last["when"] == "Mon 23 – Sun 29 Nov (CET)"
    lines = said.last["events"].splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("• Mon 23 Nov: 09:15–10:00, ")
    assert all(line.endswith(" CET") for line in lines)


def test_more_goes_on_with_the_week_after(ask):
    said = ask("when am i free next week?")
    more = ask("another week", intent="show_more", slots={"listing": said.slots["listing"]})
    assert more.last["when"] == "Mon 30 Nov – Sun 6 Dec (CET)"


@pytest.mark.parametrize(("text", "follows"), [("and friday?", [CHECK]), ("my events on friday?", [])])
def test_no_more_than_another_time_asks_when_one_is_free_then_too(ask, text, follows):
    said = ask("when am I free on thursday?")
    more = ask(text, "action_list_events", "list_events_in_range", slots={"listing": said.slots["listing"]})
    assert more.followups == follows


def test_only_time_that_is_long_enough_counts(ask):
    short, long = (
        ask(f"when am i free for {length} next week?").last["events"] for length in ("15 minutes", "3 hours")
    )
    assert len(long) < len(short)


def test_a_busy_time_is_a_no_with_what_is_in_the_way_and_the_next_free_time(ask):
    said = ask("am i free on monday at 10?")
    assert said.names == ["utter_not_free", "utter_next_free"]
    assert said.responses[0]["when"] == "Mon 23 Nov, 10:00–10:30 CET"
    assert said.responses[0]["busy"] == "10:00–10:30"
    assert said.last["when"].startswith("Mon 23 Nov, 10:30–")


def test_a_free_time_is_a_yes(ask):
    assert ask("am i free on monday at 11?").names == ["utter_is_free"]


def test_an_afternoon_is_told_in_its_parts(ask):
    said = ask("is monday afternoon free?")
    assert said.names == ["utter_is_partly_free"]
    assert said.last["zone"] == "CET"
    assert said.last["busy"]
    assert said.last["free"]


@pytest.mark.parametrize(
    ("text", "response"),
    [("am i free on sunday?", "utter_free_outside_hours"), ("was i free yesterday at 10?", "utter_free_past")],
)
def test_why_there_is_no_time_is_told_apart(ask, text, response):
    assert ask(text).names == [response, "utter_next_free"]


def test_working_hours_are_told_as_such(ask):
    said = ask("what are my working hours next week?")
    assert said.names == ["utter_working_hours"]
    assert said.last["events"].splitlines()[0] == "• Mon 23 Nov: 09:00–17:00 CET"


def test_an_unclear_time_is_asked_back(ask):
    assert ask("am i free next friday?").slots["which"]["draft"]["response"] == "utter_which_week"


@pytest.mark.parametrize(
    "text",
    ["what times for a 30 minute intro?", "openings for the design review next week", "which slots can be booked?"],
)
def test_openings_are_another_question(ask, text):
    said = ask(text)
    assert said.followups == [OPENINGS]
    assert said.slots["settled"]["asked"]["text"] == text


def test_openings_are_told_by_day_and_the_type_is_named(ask):
    said = ask("what times for an intro call next week?", OPENINGS)
    assert said.names == ["utter_openings"]
    assert (said.last["name"], said.last["minutes"]) == ("Intro Call", 30)
    assert said.last["events"].startswith("• Mon 23 Nov: ")
    assert len(said.last["events"].splitlines()) == 5


def test_all_openings_of_one_day_are_told(ask):
    said = ask("openings for an intro call on monday", OPENINGS)
    assert " more" not in said.last["events"]
    assert said.last["events"].startswith("• In the morning: ")


def test_why_nothing_can_be_booked_is_said_with_the_nearest(ask):
    said = ask("openings for an intro call on sunday", OPENINGS)
    assert said.names == ["utter_none_outside_hours", "utter_nearest_openings"]
    assert said.last["events"].startswith("• Fri 20 Nov, ")


def test_an_event_type_that_is_not_named_is_asked_for(ask):
    draft = ask("which slots can be booked next week?", OPENINGS).slots["which"]["draft"]
    assert draft["response"] == "utter_which_openings"
    assert len(draft["ways"]) == 10


def test_what_is_missing_is_asked_for_and_nothing_else(server, ana, narrow):
    assert (
        server.run(CHECK, narrow, "check_availability", "when am i free?").last["scopes"]
        == "availability:read users:read"
    )
    said = server.run(SHARE, ana, "share_link", "link for the intro call")
    assert said.last["scopes"].split() == ["event_types:read", "scheduled_events:read", "users:read"]


def test_event_types_are_listed_a_screen_at_a_time(ask):
    said = ask("list my event types", TYPES, "list_event_types")
    assert said.names == ["utter_some_event_types"]
    lines = said.last["events"].splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("1. Intro Call · 30 min · Zoom · http")
    more = ask("more", TYPES, "show_more", slots={"listing": said.slots["listing"]})
    assert more.last["events"].startswith("6. ")
    assert more.last["first"] == 6


def test_a_link_is_shared_and_one_for_a_single_booking_only_when_asked_for(ask, calendly):
    assert ask("share my intro call link", SHARE, "share_link").last["link"].endswith("/ana-keller/intro-call")
    assert calendly.count("POST /scheduling_links") == 0
    single = ask("single-use link for the intro call", SHARE, "share_link")
    assert single.names == ["utter_single_use_link"]
    assert calendly.count("POST /scheduling_links") == 1


def test_the_link_of_which_type_is_asked(ask):
    assert ask("share a link", SHARE, "share_link").slots["which"]["draft"]["response"] == "utter_which_link"


@pytest.mark.parametrize("text", ["when am I free for a strategy session next week?", "am I free for a coffee chat?"])
def test_time_for_an_event_type_is_when_that_can_be_booked(ask, text):
    assert ask(text).followups == [OPENINGS]


def test_time_for_anything_else_is_free_time(ask):
    assert ask("when am I free for a haircut next week?").names == ["utter_free_days"]


@pytest.mark.parametrize("text", ["what's the earliest on friday", "and the day after?", "at 11?"])
def test_without_a_name_the_type_whose_times_were_told_is_meant(ask, text):
    said = ask("when can people book a product demo on thursday?", OPENINGS)
    more = ask(text, OPENINGS, slots={"listing": said.slots["listing"]})
    assert more.last.get("name") == "Product Demo"
