"""The Home tab, modals and pickers."""

import pytest

from parley import parts
from tests.support.desk import make_desk
from tests.support.gateway import KEY
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


@pytest.fixture
def home_of_ana(workspace, calendly, clock):
    """The Home tab of somebody whose Calendly is Ana's."""
    workspace.sends.message("hello")
    workspace.told()
    desk = make_desk(workspace.gateway.database, calendly, clock, (KEY,))
    desk.connect(desk.meet("T1:U1", "slack"), "ana")
    workspace.sends.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "DU1"})
    return opened(workspace, "views.publish")


def test_somebody_with_an_account_sees_what_is_coming_on_their_own_clocks(home_of_ana):
    shown = [block["text"]["text"] for block in home_of_ana["blocks"] if block["type"] == "section"]
    assert home_of_ana["blocks"][0]["text"]["text"] == "Your next meetings"
    assert len(shown) == 6  # five events, and how to ask for more
    assert shown[0].splitlines()[1] == "Today, Wed 18 Nov, 13:00–13:30 CET"


def test_settings_are_asked_for_and_disconnecting_asks_back_twice(workspace, home_of_ana):
    block = next(one for one in home_of_ana["blocks"] if one["type"] == "actions")
    assert set(ways(home_of_ana)) == {"book", "settings", "help", "disconnect"}
    assert ways(home_of_ana)["disconnect"]["confirm"]["title"]["text"] == "Disconnect your Calendly?"
    workspace.sends.press(block, ways(home_of_ana)["settings"])
    workspace.sends.press(block, ways(home_of_ana)["disconnect"])
    assert workspace.heard(3)[1:] == ["which time zone are you using?", "disconnect my calendly"]


def test_somebody_else_of_the_workspace_sees_nothing_of_it(workspace, home_of_ana):
    workspace.slack.calls.clear()
    workspace.sends.event({"type": "app_home_opened", "tab": "home", "user": "U2", "channel": "DU2"})
    assert "Connect your Calendly" in str(opened(workspace, "views.publish"))
    assert workspace.slack.made("views.publish")[-1]["user_id"] == "U2"


@pytest.mark.parametrize("value", ["forget me", "/EXTERNAL_account_linked", "", "__class__"])
def test_a_forged_button_of_the_home_tab_leads_nowhere(workspace, home_of_ana, value):
    block = next(one for one in home_of_ana["blocks"] if one["type"] == "actions")
    assert workspace.sends.press(block, {**ways(home_of_ana)["help"], "value": value}).status_code == 200
    workspace.sends.message("goodbye")
    assert workspace.heard(2) == ["hello", "goodbye"]


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


def test_a_modal_that_names_a_form_of_somebody_else_is_not_taken(workspace):
    workspace.gateway.rasa.answer = lambda turn: [{"text": "Who is it for?", "custom": parts.custom([FORM])}]
    workspace.sends.message("book a meeting")
    block = workspace.told()[0]["blocks"][-1]
    workspace.sends.press(block, block["elements"][0])
    view = opened(workspace, "views.open")
    values = {name: {name: {"value": "x@evil.example"}} for name in ("name", "email")}
    forged = {"type": "view_submission", "view": {**view, "id": "V9", "state": {"values": values}}}
    for metadata in (view["private_metadata"], "not json", '{"message": "/EXTERNAL_x"}', "{}"):
        forged["view"]["private_metadata"] = metadata
        assert workspace.sends.interaction(forged, user="U2").status_code == 200
    workspace.sends.message("goodbye", user="U2")
    assert workspace.heard(2) == ["book a meeting", "goodbye"]


def test_a_day_and_an_hour_are_picked(workspace):
    block = {"block_id": "said:1:0"}
    workspace.sends.press(block, {"type": "datepicker", "action_id": "date", "selected_date": "2026-12-01"})
    workspace.sends.press(block, {"type": "timepicker", "action_id": "time", "selected_time": "15:00"})
    assert workspace.heard(2) == ["2026-12-01", "15:00"]
