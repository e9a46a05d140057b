"""What is on."""

import pytest

from tests.support.actions import ActionServer

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


def run(server: ActionServer, conversation: str, **more):
    return server.run("action_list_events", conversation, **more)


def test_the_next_events_are_told_numbered_with_day_time_and_zone(server, ana):
    said = run(server, ana)
    lines = said.last["events"].splitlines()
    assert said.names == ["utter_more_events"]
    assert said.last["count"] == len(lines) == 5
    assert lines[0] == "1. Today, Wed 18 Nov, 13:00–13:30 CET · Intro Call"
    assert lines[1] == "2. Tomorrow, Thu 19 Nov, 09:00–09:15 CET · Quick Check-in"


def test_they_are_told_in_the_owners_zone_and_notation(server, desk):
    conversation = desk.meet("ben")
    desk.connect(conversation, "ben")
    lines = run(server, conversation.id).last["events"].splitlines()
    assert all(line.split(" · ")[0].endswith((" am EST", " pm EST")) for line in lines)


def test_they_are_remembered_in_order_for_the_second_one(server, ana):
    said = run(server, ana)
    shown = said.slots["shown_events"]
    told = [line.split(" · ")[1] for line in said.last["events"].splitlines()]
    assert [event["name"] for event in shown] == told
    assert len({event["id"] for event in shown}) == 5
    assert said.slots["focus_event"] is None
    assert said.slots["waiting_request"] is None


def test_an_empty_calendar_is_said_with_its_zone(server, noah):
    said = run(server, noah)
    assert said.names == ["utter_no_events"]
    assert said.last["zone"] == "Pacific/Auckland"
    assert said.slots["shown_events"] == []


def test_particular_days_are_honestly_not_picked_out_yet(server, ana):
    said = run(server, ana, intent="list_events_in_range", text="what's on on friday")
    assert said.names == ["utter_range_not_yet", "utter_more_events"]


@pytest.mark.parametrize("intent", ["EXTERNAL_account_linked", "try_again"])
def test_a_request_taken_up_again_is_the_one_that_waited(server, ana, clock, intent):
    asked = {"action": "action_list_events", "intent": "list_events_in_range", "text": "friday?", "place": None}
    slots = {"waiting_request": {"asked": {**asked, "event": None}, "at": clock().isoformat()}}
    said = run(server, ana, intent=intent, slots=slots)
    assert said.names == ["utter_range_not_yet", "utter_more_events"]
    assert said.slots["waiting_request"] is None
    assert said.followups == ["action_listen"]


def test_nothing_of_an_account_but_what_is_said_reaches_rasa(server, ana, desk):
    tokens = desk.grants.of(desk.people.conversation(ana).principal_id).tokens
    answer = str(run(server, ana))
    assert tokens.access_token not in answer
    assert tokens.refresh_token not in answer
    assert "ana.keller" not in answer
