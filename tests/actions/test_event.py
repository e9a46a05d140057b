"""One event: which one is meant, what it is, and who is coming."""

import pytest

from parley.calendly.scopes import READ_EVENTS

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
DETAILS, INVITEES = "action_event_details", "action_get_invitees"


@pytest.fixture
def slots(server, ana):
    """The slots after Ana's events were listed."""
    said = server.run("action_list_events", ana)
    return {"shown_events": said.slots["shown_events"], "focus_event": None}


@pytest.fixture
def about(server, ana, slots):
    """Give a function that asks about one of the events listed."""

    def about(action: str, text: str = "", *, place: str | None = None, **more):
        entities = {"ordinal": place} if place else {}
        intent = "get_invitees" if action == INVITEES else "event_details"
        return server.run(action, ana, intent, text, entities=entities, slots={**slots, **more})

    return about


def calendar(desk, conversation):
    account = desk.access.account(conversation, READ_EVENTS)
    return account.calendly.scheduled_events(user=account.owner.uri, starting_after=desk.linking._clock(), limit=60)


def test_an_event_is_told_with_time_place_status_and_people(about, slots):
    said = about(DETAILS, "tell me more about the third one", place="3")
    told = said.last
    assert said.names == ["utter_event_details"]
    assert told["name"] == "Design Review"
    assert told["when"] == "Tomorrow, Thu 19 Nov, 11:30–12:15 CET"
    assert told["place"] == "Place: Keller & Reed Studio, Linienstraße 42, 10119 Berlin"
    assert told["status"] == "Status: confirmed"
    assert told["people"].startswith("With ")
    assert told["event"] == said.slots["focus_event"] == slots["shown_events"][2]["id"]


def test_who_is_coming_is_told_with_addresses_answers_and_guests(about):
    said = about(INVITEES, "who is coming to the third one", place="3")
    lines = said.last["people"].splitlines()
    assert said.names == ["utter_invitees"]
    assert "@example.com)" in lines[0]
    assert lines[1].startswith("   “Link to the designs” https://designs.example.com/")
    assert lines[2:] == ["• Guest: developer@example.com", "• Guest: copy@example.com"]


def test_who_cancelled_is_told_apart(server, ana, desk, clock):
    clock.pass_(days=5)
    demo = next(one for one in calendar(desk, ana) if one.invitees_counter.total > one.invitees_counter.active > 0)
    said = server.run(INVITEES, ana, "get_invitees", entities={"event": demo.id})
    lines = said.last["people"].splitlines()
    assert sum(line.startswith("• Not coming any more: ") for line in lines) == 1
    assert sum(line.startswith("• ") for line in lines) == demo.invitees_counter.total


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("zoom_conference", "Join: https://"),
        ("outbound_call", "Phone: you call +"),
        ("physical", "Place: "),
        ("custom", "Place: "),
        ("microsoft_teams_conference", "Join: https://"),
    ],
)
def test_each_kind_of_place_is_said_in_its_way(server, ana, desk, kind, words):
    event = next(one for one in calendar(desk, ana) if one.location and one.location.type == kind)
    said = server.run(DETAILS, ana, "event_details", entities={"event": event.id})
    assert said.last["place"].startswith(words)


def test_a_cancelled_event_says_by_whom_and_why(server, ana, desk):
    account = desk.access.account(ana, READ_EVENTS)
    everything = {"user": account.owner.uri, "starting_after": desk.linking._clock(), "limit": 9, "status": "canceled"}
    event = account.calendly.scheduled_events(**everything)[0]
    said = server.run(DETAILS, ana, "event_details", entities={"event": event.id})
    assert said.last["status"].startswith("Status: cancelled by ")
    assert "Something came up, I will book again." in said.last["status"]
    assert said.last["people"] == "Nobody is coming at the moment."


def test_the_last_one_is_the_last_of_those_listed(about, slots):
    assert about(DETAILS, "the last one", place="-1").last["event"] == slots["shown_events"][-1]["id"]


def test_a_time_means_the_event_that_is_on_then(about):
    assert about(DETAILS, "tell me about my 11:30 tomorrow").last["name"] == "Design Review"
    assert about(DETAILS, "what is that at 12 tomorrow?").last["name"] == "Design Review"


def test_who_one_meets_on_a_day_is_told_event_by_event(about):
    said = about(INVITEES, "who am i meeting tomorrow?")
    assert set(said.names) == {"utter_invitees"}
    assert [one["when"].split(",")[0] for one in said.responses] == ["Tomorrow"] * len(said.responses)
    assert len(said.responses) > 1
    assert [one["id"] for one in said.slots["shown_events"]] == [one["event"] for one in said.responses]


def test_details_of_a_day_with_several_events_ask_which(about):
    said = about(DETAILS, "tell me about tomorrow's meeting")
    assert said.names == ["utter_which_event"]
    assert all(": Tomorrow" not in line and "Tomorrow, Thu 19 Nov" in line for line in said.last["events"].splitlines())


def test_a_day_with_nothing_on_says_so_with_the_nearest(about):
    assert about(INVITEES, "who am i meeting on sunday?").names == ["utter_none_found_nearest"]


def test_the_first_two_are_told_one_after_the_other(about, slots):
    said = about(INVITEES, "who is coming to the first two?", place="1")
    assert [one["event"] for one in said.responses] == [one["id"] for one in slots["shown_events"][:2]]
    assert said.slots["focus_event"] is None


def test_the_next_meeting_is_the_next_in_the_calendar_whatever_was_listed(about, server, ana):
    december = server.run("action_list_events", ana, "list_events_in_range", "what's on in december").slots
    said = about(DETAILS, "tell me about my next meeting", place="1", shown_events=december["shown_events"])
    assert said.last["when"] == "Today, Wed 18 Nov, 13:00–13:30 CET"


@pytest.fixture
def long_ago(server, ana):
    """The slots after the events of a week that is over were listed."""
    return server.run("action_list_events", ana, "list_events_in_range", "what was on last week").slots


@pytest.mark.parametrize(
    ("said", "place", "name", "when"),
    [
        ("when is my next demo", "1", "Product Demo", "Tue 24 Nov, 11:00–11:45 CET"),
        ("when's the next intro call?", "1", "Intro Call", "Today, Wed 18 Nov, 13:00–13:30 CET"),
        ("my next call with mei tanaka", "1", "Intro Call", "Mon 23 Nov, 10:00–10:30 CET"),
        ("when do i next see mei tanaka", None, "Intro Call", "Mon 23 Nov, 10:00–10:30 CET"),
        ("when am i meeting mei", None, "Intro Call", "Mon 23 Nov, 10:00–10:30 CET"),
        ("what was my last demo", "-1", "Product Demo", "Yesterday, Tue 17 Nov, 11:00–11:45 CET"),
    ],
)
def test_the_next_or_last_of_a_type_or_with_somebody_is_the_calendars(about, long_ago, said, place, name, when):
    told = about(DETAILS, said, place=place, shown_events=long_ago["shown_events"]).last
    assert (told["name"], told["when"]) == (name, when)


def test_the_next_one_of_a_kind_that_there_is_not_is_none(about, long_ago):
    said = about(DETAILS, "when's my next dentist appointment", place="1", shown_events=long_ago["shown_events"])
    assert said.names == ["utter_none_found_nearest"]
    assert "dentist" in said.last["found"]


@pytest.mark.parametrize("said", ["did mei tanaka accept?", "is mei coming?", "Has Mei Tanaka confirmed"])
def test_whether_somebody_comes_is_told_of_the_event_with_them(about, long_ago, said):
    told = about(INVITEES, said, shown_events=long_ago["shown_events"])
    assert told.names == ["utter_invitees"]
    assert "Mei Tanaka" in told.last["people"]


def test_somebody_who_has_booked_nothing_is_said_to_have_none(about):
    said = about(INVITEES, "did grace hopper accept?")
    assert said.names == ["utter_none_found"]
    assert "grace hopper" in said.last["found"]


def test_my_last_meeting_is_the_one_that_is_over(about):
    assert about(INVITEES, "who was in my last meeting?", place="-1").last["when"].startswith("Today, Wed 18 Nov, 10")


def test_a_name_that_was_not_listed_is_looked_for_in_the_calendar(about, slots):
    focus = slots["shown_events"][0]["id"]
    said = about(
        DETAILS, "tell me about the onboarding session", shown_events=slots["shown_events"][:1], focus_event=focus
    )
    assert "Onboarding Session" in str(said.last)


def test_a_person_means_the_event_with_that_person(about):
    who = about(INVITEES, "who is coming to the third one", place="3").last["people"].splitlines()[0]
    name = who.removeprefix("• ").partition(" (")[0]
    assert name in str(about(DETAILS, f"tell me about the meeting with {name}").responses)


def test_the_time_of_somebody_in_another_zone_is_told_too(about):
    said = about(INVITEES, "who am i meeting on monday?")
    lines = "\n".join(one["people"] for one in said.responses).splitlines()
    assert "• Mei Tanaka (mei.tanaka@example.org)" in lines
    assert lines[lines.index("• Mei Tanaka (mei.tanaka@example.org)") + 1] == (
        "   for them: Mon 23 Nov, 18:00–18:30 JST"
    )
    assert "CET" not in str(lines)


def test_a_time_of_several_zones_is_asked_back(about):
    said = about(DETAILS, "tell me about my 3pm CST meeting")
    assert said.followups == ["which_form"]
    assert said.slots["which"]["draft"]["ways"][0]["title"].startswith("Chicago: ")


def test_a_name_means_its_event(about, slots):
    assert about(DETAILS, "tell me about the design review").last["name"] == "Design Review"


def test_it_means_the_one_talked_about_last(about, slots):
    focus = slots["shown_events"][1]["id"]
    assert about(INVITEES, "who is coming to it?", focus_event=focus).last["event"] == focus


def test_when_it_is_not_clear_the_choices_are_buttons_for_the_same_question(about, slots):
    said = about(INVITEES, "who is coming?")
    assert said.names == ["utter_which_event"]
    assert [button["payload"] for button in said.last["buttons"]] == [
        f'/get_invitees{{"event": "{event["id"]}"}}' for event in slots["shown_events"]
    ]
    assert said.last["buttons"][0]["title"] == "1. Intro Call"
    assert all(button["payload"].startswith("/event_details") for button in about(DETAILS, "more?").last["buttons"])


def test_a_number_that_the_list_does_not_have_is_said_with_the_list(about):
    said = about(DETAILS, "the ninth one", place="9")
    assert said.names == ["utter_fewer_events"]
    assert len(said.last["buttons"]) == 5


@pytest.mark.parametrize("place", ["²", "--1", "-", "first", "1.5", "", "999999999999999999999"])
def test_a_number_that_is_none_is_no_fault(about, place):
    assert about(DETAILS, "that one", place=place).names[0] in ("utter_which_event", "utter_fewer_events")


def test_before_anything_was_listed_the_next_events_are_what_is_meant(server, ana):
    said = server.run(DETAILS, ana, "event_details", "the second one", entities={"ordinal": "2"})
    assert said.names == ["utter_event_details"]
    assert said.slots["focus_event"] == said.slots["shown_events"][1]["id"]


def test_with_an_empty_calendar_there_is_no_event_to_tell_about(server, noah):
    assert server.run(INVITEES, noah, "get_invitees", "who is coming?").names == ["utter_no_events"]


def test_an_event_that_is_gone_is_said(server, ana):
    said = server.run(DETAILS, ana, "event_details", entities={"event": "GONE000000000000"})
    assert said.names == ["utter_event_gone"]
    assert said.slots["waiting_request"] is None


@pytest.mark.parametrize("action", [DETAILS, INVITEES])
def test_an_id_in_a_button_or_slot_opens_nobody_elses_event(server, ana, desk, action):
    other = desk.meet("ben")
    desk.connect(other, "ben")
    theirs = calendar(desk, other.id)[0].id
    listed = {"id": theirs, "name": "x", "start": "2026-11-20T09:00:00+00:00", "people": []}
    by_button = server.run(action, ana, "event_details", entities={"event": theirs})
    by_slot = server.run(action, ana, "event_details", "it", slots={"focus_event": theirs, "shown_events": []})
    by_list = server.run(action, ana, "event_details", "it", slots={"shown_events": [listed]})
    for said in (by_button, by_list):
        assert said.names == ["utter_not_allowed"]
    assert "utter_event_details" not in by_slot.names
    assert "utter_invitees" not in by_slot.names


@pytest.mark.parametrize("event", ["../users/me", "x/invitees", "?", "a b", "é"])
def test_an_id_that_is_none_leads_nowhere(server, ana, calendly, event):
    before = calendly.count("GET /users/me")
    assert server.run(DETAILS, ana, "event_details", entities={"event": event}).names == ["utter_event_gone"]
    assert calendly.count("GET /users/me") == before
