"""Connecting, and going on with what was asked."""

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
SCOPES = "scheduled_events:read users:read"
ASKED = {"action": "action_get_invitees", "intent": "get_invitees", "text": "who?", "place": 2, "event": None}


@pytest.fixture
def waiting(clock):
    """The slots of a conversation whose request waits."""
    return {"waiting_request": {"asked": ASKED, "at": clock().isoformat()}}


def test_connecting_offers_the_button_with_the_scopes_that_the_bot_needs(server, stranger):
    said = server.run("action_connect_account", stranger, "connect_account")
    assert (said.names, said.last["scopes"]) == (["utter_connect_plain"], SCOPES)


def test_a_connected_account_is_named_with_its_zone(server, ana):
    said = server.run("action_connect_account", ana, "connect_account")
    assert said.names == ["utter_connected_as"]
    assert (said.last["name"], said.last["email"], said.last["zone"]) == (
        "Ana Keller",
        "ana.keller@example.com",
        "Europe/Berlin",
    )


def test_an_account_that_waits_for_its_code_is_not_connected(server, desk):
    conversation = desk.meet("waiting", channel="rest")
    desk.connect(conversation, live=False)
    assert server.run("action_connect_account", conversation.id, "connect_account").names == ["utter_connect_plain"]


def test_once_linked_the_waiting_request_follows(server, ana, waiting):
    said = server.run("action_account_linked", ana, "EXTERNAL_account_linked", slots=waiting)
    assert (said.names, said.followups) == (["utter_linked"], ["action_get_invitees"])
    assert "waiting_request" not in said.slots


def test_once_linked_with_nothing_waiting_the_bot_asks_what_now(server, ana):
    said = server.run("action_account_linked", ana, "EXTERNAL_account_linked")
    assert (said.names, said.followups) == (["utter_linked", "utter_what_now"], [])


def test_a_request_that_waited_more_than_half_an_hour_is_let_go(server, ana, waiting, clock):
    clock.pass_(minutes=30, seconds=1)
    for action, intent in (("action_account_linked", "EXTERNAL_account_linked"), ("action_try_again", "try_again")):
        assert server.run(action, ana, intent, slots=waiting).followups == []


def test_an_account_unlinked_meanwhile_is_not_told_as_linked(server, stranger, waiting):
    said = server.run("action_account_linked", stranger, "EXTERNAL_account_linked", slots=waiting)
    assert (said.names, said.followups) == (["utter_connect_plain"], [])


def test_trying_again_takes_the_waiting_request_up(server, ana, waiting):
    assert server.run("action_try_again", ana, "try_again", slots=waiting).followups == ["action_get_invitees"]


def test_with_nothing_waiting_trying_again_says_so(server, ana):
    said = server.run("action_try_again", ana, "try_again")
    assert (said.names, said.slots) == (["utter_nothing_waiting"], {"waiting_request": None})


def test_a_request_can_be_let_go(server, ana, waiting):
    said = server.run("action_drop_request", ana, "deny", slots=waiting)
    assert (said.names, said.slots) == (["utter_dropped"], {"waiting_request": None})
    assert server.run("action_drop_request", ana, "deny").names == ["utter_fine"]


@pytest.mark.parametrize(
    ("intent", "response"),
    [
        ("EXTERNAL_link_denied", "utter_link_denied"),
        ("EXTERNAL_link_failed", "utter_link_failed"),
        ("EXTERNAL_code_wrong", "utter_code_wrong"),
        ("EXTERNAL_code_expired", "utter_code_expired"),
        ("EXTERNAL_code_no_tries_left", "utter_code_no_tries_left"),
    ],
)
def test_a_link_that_was_not_made_says_why_and_keeps_the_request(server, stranger, waiting, intent, response):
    said = server.run("action_link_not_made", stranger, intent, entities={"tries_left": "3"}, slots=waiting)
    assert (said.names, said.events) == ([response], [])


def test_the_whole_way_from_question_to_link_to_answer(server, desk):
    conversation = desk.meet("newcomer")
    entities = {"ordinal": "3"}
    first = server.run(
        "action_get_invitees", conversation.id, "get_invitees", "who comes to the 3rd", entities=entities
    )
    assert (first.names, first.last["scopes"]) == (["utter_connect"], SCOPES)
    desk.connect(conversation)
    linked = server.run("action_account_linked", conversation.id, "EXTERNAL_account_linked", slots=first.slots)
    (next_action,) = linked.followups
    last = server.run(next_action, conversation.id, "EXTERNAL_account_linked", slots=first.slots)
    assert last.names == ["utter_invitees"]
    assert last.slots["waiting_request"] is None
