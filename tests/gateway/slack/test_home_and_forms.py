"""The Home tab, modals and pickers."""

from parley import parts
from tests.support.slack.block_kit import view_faults
from tests.support.waiting import until

FORM = parts.Form([parts.Field("name", "Name"), parts.Field("email", "E-mail", "email")], "{name}, {email}", "Go on")


def opened(workspace, method: str):
    until(lambda: workspace.slack.made(method))
    view = workspace.slack.made(method)[-1]["view"]
    assert view_faults(view) == []
    return view


def ways(view):
    return {one["value"]: one for block in view["blocks"] for one in block.get("elements", ())}


def test_somebody_without_an_account_is_offered_to_connect_one(workspace):
    workspace.sends.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "DU1"})
    view = opened(workspace, "views.publish")
    assert "Connect your Calendly" in str(view)
    block = next(one for one in view["blocks"] if one["type"] == "actions")
    workspace.sends.press(block, ways(view)["connect"])
    assert workspace.heard(1) == ["connect my calendly"]


def test_the_messages_tab_is_not_the_home_tab(workspace):
    workspace.sends.event({"type": "app_home_opened", "tab": "messages", "user": "U1", "channel": "DU1"})
    workspace.sends.message("hello")
    workspace.told()
    assert workspace.slack.made("views.publish") == []


def test_several_answers_are_filled_in_at_once(workspace):
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Who is it for?", "custom": parts.custom([FORM])}]
    workspace.sends.message("book a meeting")
    block = workspace.told()[0]["blocks"][-1]
    workspace.sends.press(block, block["elements"][0])
    view = opened(workspace, "views.open")
    values = {"name": {"name": {"value": "Grace Hopper"}}, "email": {"email": {"value": "grace@navy.example"}}}
    filled = {"type": "view_submission", "view": {**view, "id": "V1", "state": {"values": values}}}
    assert workspace.sends.interaction(filled).status_code == 200
    assert workspace.heard(2)[1] == "Grace Hopper, grace@navy.example"


def test_a_form_of_somebody_else_is_not_filled_in(workspace):
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Who is it for?", "custom": parts.custom([FORM])}]
    workspace.sends.message("book a meeting")
    block = workspace.told()[0]["blocks"][-1]
    workspace.sends.press(block, block["elements"][0], user="U2")
    workspace.sends.message("hello", user="U2")
    workspace.told("U2")
    assert workspace.slack.made("views.open") == []


def test_a_day_and_an_hour_are_picked(workspace):
    block = {"block_id": "said:1:0"}
    workspace.sends.press(block, {"type": "datepicker", "action_id": "date", "selected_date": "2026-12-01"})
    workspace.sends.press(block, {"type": "timepicker", "action_id": "time", "selected_time": "15:00"})
    assert workspace.heard(2) == ["2026-12-01", "15:00"]
