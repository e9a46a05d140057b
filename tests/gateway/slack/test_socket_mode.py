"""Socket Mode: the same over a web socket that the app opens."""

import time

import pytest

from tests.gateway.slack.conftest import texts
from tests.support import plain
from tests.support.slack.block_kit import view_faults
from tests.support.slack.sent import moment
from tests.support.waiting import until


def test_all_that_slack_sends_is_taken_over_the_socket_and_acknowledged(over_socket):
    buttons = [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
    over_socket.gateway.rasa.answer = lambda turn: [{"text": "Which?", "buttons": buttons}]
    over_socket.sends.message("book <@U2> for an intro")
    block = over_socket.told()[0]["blocks"][-1]
    over_socket.sends.press(block, block["elements"][1])
    answer = over_socket.sends.command("what's on today?")
    assert "direct messages" in answer["text"]
    over_socket.sends.mention("hello")
    assert over_socket.heard(4) == [
        "book Grace Hopper, grace@navy.example for an intro", "/deny", "what's on today?", "hello",
    ]  # fmt: skip
    assert over_socket.gateway.rasa.turns[1]["payload"] == "/deny"
    over_socket.sends.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "DU1"})
    until(lambda: over_socket.slack.made("views.publish"))
    assert view_faults(over_socket.slack.made("views.publish")[-1]["view"]) == []


def test_after_slack_asks_to_come_back_nothing_is_lost_or_doubled(over_socket):
    ts = moment()
    over_socket.sends.message("hello", ts=ts)
    over_socket.sends.line.ask_to_come_back()
    over_socket.sends.message("hello", ts=ts)  # Slack may not have had the acknowledgement.
    over_socket.sends.message("goodbye")
    assert texts(over_socket.told(count=2)) == ["heard hello", "heard goodbye"]


def test_messages_are_answered_in_their_order(over_socket):
    over_socket.sends.waits = False
    said = [f"message {number}" for number in range(12)]
    for one in said:
        over_socket.sends.message(one)
    assert texts(over_socket.told(count=12)) == [f"heard {one}" for one in said]


@pytest.mark.parametrize("path", ["/slack/events", "/slack/install", "/slack/oauth_redirect"])
def test_nothing_of_slack_is_to_be_reached_from_outside(over_socket, path):
    body = {"type": "event_callback", "team_id": "T1", "event": {"type": "message", "channel_type": "im"}}
    headers = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=0"}
    answers = [
        plain.post(over_socket.gateway.url + path, json=body, headers=headers),
        plain.get(over_socket.gateway.url + path),
    ]
    assert {one.status_code for one in answers} <= {404, 405}
    assert over_socket.gateway.rasa.turns == []
