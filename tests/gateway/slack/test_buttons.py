"""Buttons and menus: what is pressed says what was offered there, to whoever it was offered to."""

import pytest

from tests.gateway.slack.conftest import install, texts
from tests.support.slack.sent import Sender

BUTTONS = [{"title": "First one", "payload": '/get_invitees{"ordinal": "1"}'}, {"title": "No", "payload": "/deny"}]


def test_a_button_says_what_was_offered_there(workspace):
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Which?", "buttons": BUTTONS}]
    workspace.sends.message("hello")
    block = workspace.told()[0]["blocks"][-1]
    workspace.sends.press(block, block["elements"][1])
    workspace.heard(2)
    assert workspace.gateway.rasa.turns[1]["payload"] == "/deny"


def test_a_button_pressed_by_somebody_else_leads_nowhere(workspace):
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Which?", "buttons": BUTTONS}]
    workspace.sends.message("hello")
    block = workspace.told()[0]["blocks"][-1]
    workspace.sends.press(block, block["elements"][1], user="U2")
    assert "too old" in texts(workspace.told("U2"))[0]
    assert len(workspace.gateway.rasa.turns) == 1


@pytest.mark.parametrize("value", ["7", "-1", "/deny", "/EXTERNAL_account_linked", ""])
def test_a_forged_button_leads_nowhere(workspace, value):
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Which?", "buttons": BUTTONS}]
    workspace.sends.message("hello")
    block = workspace.told()[0]["blocks"][-1]
    assert workspace.sends.press(block, {**block["elements"][1], "value": value}).status_code == 200
    workspace.sends.message("goodbye")
    assert workspace.heard(2) == ["hello", "goodbye"]


def test_many_choices_are_a_menu(workspace):
    many = [{"title": f"Choice {number}", "payload": f'/inform{{"choice": "{number}"}}'} for number in range(12)]
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Which?", "buttons": many}]
    workspace.sends.message("hello")
    block = workspace.told()[0]["blocks"][-1]
    menu = block["elements"][0]
    workspace.sends.press(
        block, {"type": "static_select", "action_id": "choose", "selected_option": menu["options"][9]}
    )
    workspace.heard(2)
    assert workspace.gateway.rasa.turns[1]["payload"] == many[9]["payload"]


def test_a_message_of_somebody_else_can_not_be_pressed_from_another_workspace(workspace):
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Which?", "buttons": BUTTONS}]
    workspace.sends.message("hello")
    block = workspace.told()[0]["blocks"][-1]
    install(workspace.gateway, workspace.slack, team="T2", token="xoxb-T2")
    Sender(workspace.gateway.http, team="T2").press(block, block["elements"][1])
    assert "too old" in texts(workspace.told(count=2))[1]
    assert len(workspace.gateway.rasa.turns) == 1
