"""What is on."""

import pytest

from tests.support.actions import ActionServer

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
RANGE = "list_events_in_range"


def run(server: ActionServer, conversation: str, **more):
    return server.run("action_list_events", conversation, **more)


@pytest.fixture
def ask(server, ana):
    """Give a function that asks for the events of a time."""
    return lambda text, **more: run(server, ana, intent=more.pop("intent", RANGE), text=text, **more)


@pytest.fixture
def further(server, ana):
    """Give a function that goes on with what was listed."""

    def further(said, intent="show_more"):
        return server.run("action_list_further", ana, intent, slots={"listing": said.slots["listing"]})

    return further


def lines(said):
    return said.last["events"].splitlines()


def test_the_next_events_are_told_numbered_with_day_time_and_zone(server, ana):
    said = run(server, ana)
    assert said.names == ["utter_more_events"]
    assert said.last["count"] == len(lines(said)) == 5
    assert lines(said)[0] == "1. Today, Wed 18 Nov, 13:00–13:30 CET · Intro Call"
    assert lines(said)[1] == "2. Tomorrow, Thu 19 Nov, 09:00–09:15 CET · Quick Check-in"


def test_they_are_told_in_the_owners_zone_and_notation(server, desk):
    conversation = desk.meet("ben")
    desk.connect(conversation, "ben")
    told = lines(run(server, conversation.id))
    assert all(line.split(" · ")[0].endswith((" am EST", " pm EST")) for line in told)


def test_they_are_remembered_in_order_for_the_second_one(server, ana):
    said = run(server, ana)
    shown = said.slots["shown_events"]
    assert [event["name"] for event in shown] == [line.split(" · ")[1] for line in lines(said)]
    assert len({event["id"] for event in shown}) == 5
    assert said.slots["focus_event"] is None
    assert said.slots["waiting_request"] is None


def test_an_empty_calendar_is_said_with_its_zone(server, noah):
    said = run(server, noah)
    assert said.names == ["utter_no_events"]
    assert said.last["zone"] == "NZDT"
    assert said.slots["shown_events"] == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("what's on tomorrow", "Tomorrow, Thu 19 Nov (CET)"),
        ("what's on friday", "Fri 20 Nov (CET)"),
        ("next week please", "Mon 23 – Sun 29 Nov (CET)"),
        ("from monday to wednesday", "Mon 23 – Wed 25 Nov (CET)"),
        ("december", "Tue 1 – Thu 31 Dec (CET)"),
        ("next quarter", "Fri 1 Jan – Wed 31 Mar 2027 (CET/CEST)"),
        ("tomorrow afternoon", "Tomorrow, Thu 19 Nov, 12:00–19:00 CET"),
        ("after 3 pm tomorrow", "Tomorrow, Thu 19 Nov, 15:00 CET – Fri 20 Nov, 00:00 CET"),
        ("what did i have on monday", "Mon 16 Nov (CET)"),
        ("last week", "Mon 9 – Sun 15 Nov (CET)"),
    ],
)
def test_any_time_in_words_is_said_back_with_dates_and_zone(ask, text, when):
    assert ask(text).last["when"] == when


def test_only_what_starts_then_is_listed(ask):
    said = ask("what's on tomorrow")
    assert said.names == ["utter_range_events"]
    assert said.last["found"] == f"{len(lines(said))} events"
    assert all("Tomorrow, Thu 19 Nov" in line for line in lines(said))


def test_a_list_asked_for_with_a_time_is_never_the_plain_one(ask):
    assert ask("what's on my calendar tomorrow", intent="list_events").last["when"] == "Tomorrow, Thu 19 Nov (CET)"


def test_a_time_of_day_shows_what_is_going_on_then(ask):
    said = ask("what's on tomorrow at 12")
    assert lines(said) == ["1. Tomorrow, Thu 19 Nov, 11:30–12:15 CET · Design Review"]
    assert said.last["when"] == "Tomorrow, Thu 19 Nov, 12:00 CET"


def test_a_week_under_way_is_told_from_now_on(ask, further):
    said = ask("this week")
    assert said.names == ["utter_range_next_events"]
    assert lines(said)[0].startswith("1. Today, Wed 18 Nov, 13:00")
    assert int(said.last["found"].split()[0]) > 5
    before = further(said, "show_earlier")
    assert before.names == ["utter_earlier_events"]
    assert lines(before)[-1].startswith(f"{len(lines(before))}. Today, Wed 18 Nov, 10:00")


def test_more_goes_to_the_end_and_says_that_it_is_the_end(ask, further):
    said, seen = ask("next week"), []
    while "events" in said.last:
        seen += said.slots["shown_events"]
        said = further(said)
    assert said.names == ["utter_nothing_more"]
    assert len(seen) == len({one["id"] for one in seen}) > 5


def test_what_cannot_be_read_as_a_time_is_asked_for_with_the_usual_ones_to_press(ask):
    said = ask("what's on in the zorbs")
    assert said.followups == ["which_form"]
    ways = said.slots["which"]["draft"]["ways"]
    assert [way["title"] for way in ways][:2] == ["Today", "Tomorrow"]
    assert len(ways) == 8


@pytest.mark.parametrize(
    ("text", "response", "titles"),
    [
        ("what's on next friday", "utter_which_week", ["Fri 27 Nov", "Fri 20 Nov"]),
        ("tuesday, november 25", "utter_which_weekday", ["Wed 25 Nov", "Tue 24 Nov"]),
        ("what's on sunday 29 november 2:30 pm IST", "utter_which_zone", None),
    ],
)
def test_what_can_mean_several_times_is_asked_back(ask, text, response, titles):
    draft = ask(text).slots["which"]["draft"]
    assert draft["response"] == response
    told = [way["title"] for way in draft["ways"]]
    assert len(told) > 1
    assert titles in (told, None)


def test_in_the_middle_of_a_form_the_choices_are_buttons_that_say_the_whole_request(server, ana):
    said = run(server, ana, intent=RANGE, text="what's on next friday", form="booking_form")
    assert said.names == ["utter_which_week"]
    assert said.followups == []
    assert "Fri 27 Nov" in said.last["buttons"][0]["payload"]


def test_the_chosen_time_is_listed(server, ana, clock):
    chosen = {"start": "2026-11-20T00:00:00+01:00", "end": "2026-11-21T00:00:00+01:00", "grain": "day"}
    asked = {"action": "action_list_events", "intent": RANGE, "text": "what's on next friday", "chosen": chosen}
    said = run(server, ana, intent="inform", slots={"settled": {"asked": asked, "at": clock().isoformat()}})
    assert said.last["when"] == "Fri 20 Nov (CET)"
    assert said.slots["settled"] is None


def test_nothing_found_offers_the_nearest_and_other_times(ask):
    said = ask("anything on sunday?")
    assert said.names == ["utter_none_found_nearest"]
    assert said.last["found"] == "no events"
    assert len(lines(said)) == len(said.slots["shown_events"]) == 2
    assert said.last["buttons"]


def test_how_many_is_a_number(ask):
    said = ask("how many meetings do i have next week?")
    assert said.names == ["utter_event_count"]
    assert said.last["found"].endswith(" events")
    assert int(said.last["found"].split()[0]) > 5


def test_one_event_type_alone(ask):
    said = ask("my design reviews this month")
    assert {line.split(" · ")[1] for line in lines(said)} == {"Design Review"}
    assert "“Design Review”" in said.last["found"]


def test_events_with_somebody_alone(server, ana, ask):
    event = run(server, ana).slots["shown_events"][2]
    people = server.run("action_get_invitees", ana, "get_invitees", entities={"event": event["id"]}).last["people"]
    name = people.partition(" (")[0].removeprefix("• ")
    said = ask(f"my meetings with {name}", intent="list_events")
    assert f"with {name}" in said.last["found"]
    assert event["id"] in [one["id"] for one in said.slots["shown_events"]]


def test_cancelled_ones_only_when_asked_for(ask):
    cancelled = {one["id"] for one in ask("cancelled meetings this month").slots["shown_events"]}
    assert cancelled
    assert not cancelled & {one["id"] for one in ask("what's on this month").slots["shown_events"]}


def test_past_ones_are_told_from_the_latest_back(ask, further):
    said = ask("show me past meetings", intent="list_events")
    assert said.names == ["utter_past_events"]
    assert "Today, Wed 18 Nov, 10:00" in lines(said)[-1]
    assert further(said, "show_earlier").names == ["utter_earlier_events"]


@pytest.mark.parametrize("intent", ["EXTERNAL_account_linked", "try_again"])
def test_a_request_taken_up_again_is_the_one_that_waited(server, ana, clock, intent):
    asked = {"action": "action_list_events", "intent": RANGE, "text": "friday?", "place": None}
    slots = {"waiting_request": {"asked": {**asked, "event": None}, "at": clock().isoformat()}}
    said = run(server, ana, intent=intent, slots=slots)
    assert said.last["when"] == "Fri 20 Nov (CET)"
    assert said.slots["waiting_request"] is None
    assert said.followups == ["action_listen"]


def test_tomorrow_is_the_day_after_it_was_said_however_long_it_waited(server, ana, clock):
    clock.pass_(hours=10, minutes=50)  # 23:50 in Berlin
    asked = {"action": "action_list_events", "intent": RANGE, "text": "what's on tomorrow?"}
    kept = {"asked": {**asked, "said_at": clock().isoformat()}, "at": clock().isoformat()}
    clock.pass_(minutes=20)
    said = run(server, ana, intent="EXTERNAL_account_linked", slots={"waiting_request": kept})
    assert said.last["when"] == "Today, Thu 19 Nov (CET)"


def test_nothing_of_an_account_but_what_is_said_reaches_rasa(server, ana, desk):
    tokens = desk.grants.of(desk.people.conversation(ana).principal_id).tokens
    answer = str(run(server, ana))
    assert tokens.access_token not in answer
    assert tokens.refresh_token not in answer
    assert "ana.keller" not in answer


def test_who_cancelled_is_named_and_lately_begins_before_today(server, ana):
    said = server.run("action_list_events", ana, "list_events", "who cancelled lately?")
    lines = said.last["events"].splitlines()
    assert said.last["when"].startswith("From Wed 4 Nov on")
    assert all(" · cancelled by " in line for line in lines)
    assert all(
        " · cancelled by " not in one for one in server.run("action_list_events", ana).last["events"].splitlines()
    )
