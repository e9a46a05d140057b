"""One event: what it is, and who is coming."""

import pytest

from parley.calendly.scopes import READ_EVENTS
from tests.actions.events.conftest import DETAILS, INVITEES

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


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


def test_who_one_meets_on_a_day_is_told_event_by_event(about):
    said = about(INVITEES, "who am i meeting tomorrow?")
    assert set(said.names) == {"utter_invitees"}
    assert [one["when"].split(",")[0] for one in said.responses] == ["Tomorrow"] * len(said.responses)
    assert len(said.responses) > 1
    assert [one["id"] for one in said.slots["shown_events"]] == [one["event"] for one in said.responses]


def test_the_first_two_are_told_one_after_the_other(about, slots):
    said = about(INVITEES, "who is coming to the first two?", place="1")
    assert [one["event"] for one in said.responses] == [one["id"] for one in slots["shown_events"][:2]]
    assert said.slots["focus_event"] is None


def test_the_time_of_somebody_in_another_zone_is_told_too(about):
    said = about(INVITEES, "who am i meeting on monday?")
    lines = "\n".join(one["people"] for one in said.responses).splitlines()
    assert "• Mei Tanaka (mei.tanaka@example.org)" in lines
    assert lines[lines.index("• Mei Tanaka (mei.tanaka@example.org)") + 1] == (
        "   for them: Mon 23 Nov, 18:00–18:30 JST"
    )
    assert "CET" not in str(lines)


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
