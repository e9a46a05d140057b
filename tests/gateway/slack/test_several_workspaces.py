"""A workspace is served while it has the app, and its people are its own."""

import pytest
from sqlalchemy import select

from parley.db.tables import slack_workspaces
from tests.gateway.slack.conftest import install
from tests.support.slack.sent import Sender


def test_the_same_user_id_in_another_workspace_is_somebody_else(workspace):
    install(workspace.gateway, workspace.slack, team="T2", token="xoxb-T2")
    workspace.slack.users["U1"]["team_id"] = "T2"
    workspace.sends.message("hello")
    Sender(workspace.gateway.http, team="T2").message("hello")
    workspace.heard(2)
    first, second = workspace.gateway.rasa.turns
    assert first["conversation"] != second["conversation"]


def test_the_same_user_id_in_another_organization_or_in_none_is_somebody_else(workspace):
    for enterprise in ("E1", "E2"):
        install(
            workspace.gateway,
            workspace.slack,
            team=None,
            token=f"xoxb-{enterprise}",
            enterprise=enterprise,
            org_wide=True,
        )
        Sender(workspace.gateway.http, team="T1", enterprise=enterprise).message("hello")
    workspace.sends.message("hello")
    workspace.heard(3)
    assert len({turn["conversation"] for turn in workspace.gateway.rasa.turns}) == 3


def test_a_workspace_without_the_app_is_not_served(workspace):
    Sender(workspace.gateway.http, team="T9").message("hello")
    workspace.sends.message("goodbye")
    assert workspace.heard(1) == ["goodbye"]


def test_a_workspace_that_removed_the_app_is_forgotten(workspace):
    workspace.sends.event({"type": "app_uninstalled"})
    workspace.sends.message("hello")
    with workspace.gateway.database.read() as connection:
        assert connection.execute(slack_workspaces.select()).all() == []
    assert workspace.gateway.rasa.turns == []


@pytest.mark.parametrize(("tokens", "left"), [({"bot": ["UBOT"]}, []), ({"oauth": ["U1"]}, ["T1"]), ({}, ["T1"])])
def test_only_a_revoked_bot_token_ends_a_workspace(workspace, tokens, left):
    workspace.sends.event({"type": "tokens_revoked", "tokens": tokens})
    with workspace.gateway.database.read() as connection:
        assert list(connection.execute(select(slack_workspaces.c.id)).scalars()) == left
    workspace.sends.message("hello")
    workspace.sends.message("goodbye")
    assert workspace.heard(2 if left else 0) == (["hello", "goodbye"] if left else [])


def test_one_workspace_that_removes_the_app_ends_no_other(workspace):
    install(workspace.gateway, workspace.slack, team="T2", token="xoxb-T2")
    Sender(workspace.gateway.http, team="T2").event({"type": "app_uninstalled"})
    with workspace.gateway.database.read() as connection:
        assert list(connection.execute(select(slack_workspaces.c.id)).scalars()) == ["T1"]
