"""One cause, one sentence, and what becomes of the request."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from parley.accounts.access import Access
from parley.accounts.footprints import Footprints
from parley.calendly.transport import Transport, make_session
from tests.support.actions import call, serving_actions
from tests.support.odd import Answer, serving_oddly

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")

LIST = "action_list_events"
KEPT = {"action": LIST, "intent": "list_events", "text": "what's on?", "place": None, "event": None}


def ask(server, conversation, **more):
    return server.run(LIST, conversation, text="what's on?", **more)


def check(said, response: str, *, kept: bool) -> None:
    assert said.names == [response]
    waiting = said.slots["waiting_request"]
    assert bool(waiting) is kept
    assert not waiting or waiting["asked"].items() >= KEPT.items()


def test_without_an_account_it_asks_to_connect_and_keeps_the_request(server, stranger):
    said = ask(server, stranger)
    check(said, "utter_connect", kept=True)
    assert said.last["scopes"] == "scheduled_events:read users:read"


def test_without_a_scope_it_asks_for_more_access(server, narrow):
    said = ask(server, narrow)
    check(said, "utter_more_access", kept=True)
    assert said.last["scopes"] == "scheduled_events:read users:read"


def test_a_grant_that_calendly_ended_asks_to_connect_again(server, ana, desk):
    desk.oauth.revoke(desk.grants.of(desk.people.conversation(ana).principal_id).tokens.refresh_token)
    for _ in range(2):
        check(ask(server, ana), "utter_reconnect", kept=True)


@pytest.mark.parametrize(
    ("status", "response", "kept"),
    [
        (401, "utter_reconnect", True),  # also after one refresh
        (403, "utter_not_allowed", False),
        (404, "utter_event_gone", False),
        (429, "utter_rate_limited", True),
        (500, "utter_calendly_down", True),
        (502, "utter_calendly_down", True),
        (503, "utter_calendly_down", True),
    ],
)
def test_each_refusal_of_calendly_has_its_own_sentence(server, ana, calendly, status, response, kept):
    calendly.switch(status=status, paths=["/scheduled_events"])
    check(ask(server, ana), response, kept=kept)


def test_a_rate_limit_says_for_how_long(server, ana, calendly):
    calendly.switch(status=429, paths=["/scheduled_events"])
    assert 1 <= ask(server, ana).last["seconds"] <= 60


def test_tokens_that_cannot_be_renewed_now_are_calendly_down_and_not_an_end(server, ana, calendly, clock):
    clock.pass_(hours=3)
    calendly.switch(status=503, paths=["/oauth/token"])
    check(ask(server, ana), "utter_calendly_down", kept=True)
    calendly.well()
    assert ask(server, ana).names == ["utter_more_events"]


@pytest.fixture
def refused(desk, clock, ana):
    """Give a function that asks while Calendly refuses with a body of its own."""

    def refused(status: int, **body: object):
        with serving_oddly() as odd:
            odd.says(Answer(status, json.dumps({"title": "Refused", **body}).encode()))
            transport, footprints = Transport(make_session(), odd.url, clock), Footprints(desk.database, clock)
            access = Access(desk.people, desk.grants, transport, desk.oauth, clock, footprints)
            with serving_actions(replace(desk, accounts=replace(desk.accounts, access=access)), clock) as server:
                return ask(server, ana)

    return refused


def test_a_plan_that_does_not_include_it_is_said(refused):
    said = refused(403, message="Please upgrade your Calendly account to Standard")
    check(said, "utter_plan_required", kept=False)


def test_a_scope_that_calendly_misses_is_asked_for_on_top(refused):
    said = refused(403, message="Insufficient", required_scopes=["event_types:read"])
    check(said, "utter_more_access", kept=True)
    assert said.last["scopes"] == "event_types:read scheduled_events:read users:read"


def test_a_request_that_calendly_finds_wrong_is_said_to_be_refused(refused):
    said = refused(400, message="The supplied parameters are invalid.", details=[{"message": "invalid"}])
    check(said, "utter_refused", kept=False)


def test_a_time_that_is_taken_is_said(refused):
    said = refused(
        400, message="Taken.", details=[{"message": "That start time has been filled", "code": "already_filled"}]
    )
    check(said, "utter_time_taken", kept=False)


@pytest.mark.parametrize("action", [LIST, "action_event_details", "action_get_invitees", "action_connect_account"])
def test_a_fault_of_ours_still_says_something_with_a_reference(server, ana, sqlite, logs, action):
    with sqlite.write() as connection:
        connection.execute(text("DROP TABLE grants"))
    said = server.run(action, ana)
    assert said.names == ["utter_our_fault"]
    assert said.last["reference"] in logs.getvalue()
    assert "no such table" not in str(said.responses)


def test_a_conversation_that_does_not_exist_is_a_fault_of_ours(server):
    assert ask(server, "made-up").names == ["utter_our_fault"]


@pytest.mark.parametrize(
    ("intent", "form", "said"),
    [
        ("try_again", None, "utter_our_fault_in_task"),
        ("affirm", "booking_form", "utter_our_fault_in_task"),
        ("list_events", None, "utter_our_fault"),
    ],
)
def test_where_a_yes_may_be_under_way_nobody_is_told_that_nothing_was_changed(server, ana, sqlite, intent, form, said):
    rename(sqlite, "grants", "gone")
    body = call(LIST, ana, intent, "go on")
    body["tracker"]["active_loop"] = {"name": form} if form else {}
    failed = server.post(body).json()
    assert [one["response"] for one in failed["responses"]] == [said]


def test_what_follows_a_form_may_be_a_yes_that_was_said_in_a_turn_that_was_lost(server, ana, sqlite):
    rename(sqlite, "grants", "gone")
    body = call(LIST, ana, "affirm", "yes")
    body["tracker"]["events"] = [{"event": "user", "text": "yes"}, {"event": "action", "name": "cancel_form"}]
    failed = server.post(body).json()
    assert [one["response"] for one in failed["responses"]] == ["utter_our_fault_in_task"]


@pytest.mark.parametrize("intent", ["EXTERNAL_event_changed", "EXTERNAL_reminder", "EXTERNAL_account_linked"])
def test_in_a_turn_that_nobody_asked_for_a_database_that_is_away_is_waited_out(server, ana, sqlite, intent):
    rename(sqlite, "grants", "gone")
    assert server.post(call(LIST, ana, intent)).status_code == 500
    rename(sqlite, "gone", "grants")
    assert server.post(call(LIST, ana, intent)).status_code == 200


def test_after_a_fault_of_ours_the_request_can_be_tried_again(server, ana, sqlite):
    rename(sqlite, "grants", "gone")
    failed = ask(server, ana)
    check(failed, "utter_our_fault", kept=True)
    rename(sqlite, "gone", "grants")
    again = server.run("action_try_again", ana, "try_again", slots=failed.slots)
    assert again.followups == [LIST]
    assert server.run(LIST, ana, "try_again", slots=failed.slots).names == ["utter_more_events"]


@pytest.mark.parametrize(
    ("action", "intent", "said"),
    [
        ("action_account_linked", "try_again", "utter_our_fault_in_task"),
        ("action_connect_account", "connect_account", "utter_our_fault"),
    ],
)
def test_a_fault_while_going_on_keeps_the_request_that_waits_and_never_itself(
    server, ana, sqlite, clock, action, intent, said
):
    slots = {"waiting_request": {"asked": KEPT, "at": clock().isoformat()}}
    rename(sqlite, "grants", "gone")
    failed = server.run(action, ana, intent, slots=slots)
    assert failed.names == [said]
    rename(sqlite, "gone", "grants")
    again = server.run("action_try_again", ana, "try_again", slots={**slots, **failed.slots})
    assert again.followups == [LIST]


@pytest.mark.parametrize(
    "kept",
    [
        "text",
        {},
        {"at": "yesterday", "asked": KEPT},
        {"at": "2026-11-18T12:00:00", "asked": KEPT},
        {"at": "2026-11-18T12:00:00+00:00", "asked": {**KEPT, "from_another_version": 1}},
        {"at": "2026-11-18T12:00:00+00:00", "asked": {}},
        {"at": "2026-11-18T12:00:00+00:00", "asked": None},
    ],
)
@pytest.mark.parametrize("action", [LIST, "action_try_again", "action_account_linked", "action_drop_request"])
def test_a_slot_that_another_version_wrote_is_nothing_waiting(server, ana, action, kept):
    said = server.run(action, ana, "try_again", slots={"waiting_request": kept})
    assert said.names[0] in ("utter_more_events", "utter_nothing_waiting", "utter_linked", "utter_fine")


@pytest.mark.parametrize("shown", ["text", [{"id": "A"}], [{"id": "A", "name": "x", "more": 1}], [7]])
def test_a_list_that_another_version_wrote_still_says_something(server, ana, shown):
    assert server.run("action_event_details", ana, "event_details", "it", slots={"shown_events": shown}).names


def test_no_log_line_holds_a_token_or_an_address(server, ana, desk, calendly, logs):
    tokens = desk.grants.of(desk.people.conversation(ana).principal_id).tokens
    for status in (401, 403, 429, 500):
        calendly.switch(status=status, paths=["/scheduled_events", "/oauth/token"])
        ask(server, ana)
    assert "could not answer" in logs.getvalue()
    told = [tokens.access_token, tokens.refresh_token, "@example.com", "what's on?"]
    assert [one for one in told if one in logs.getvalue()] == []


def rename(database, old: str, new: str) -> None:
    with database.write() as connection:
        connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
