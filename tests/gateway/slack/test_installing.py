"""Installing the app in a workspace, in a browser."""

import httpx
import pytest

from tests.gateway.slack.conftest import install
from tests.support.slack.sent import Sender
from tests.support.slack.stand_in import installation


def test_the_consent_page_is_slacks_with_the_rights_that_are_needed(workspace):
    with workspace.gateway.browser() as browser:
        consent = browser.get("/slack/install")
    target = httpx.URL(consent.headers["location"])
    assert consent.status_code == 302
    assert (str(target.copy_with(query=None)), target.params["client_id"]) == (
        f"{workspace.slack.url}/oauth/v2/authorize",
        "1.2",
    )
    assert {"chat:write", "im:history", "users:read.email"} <= set(target.params["scope"].split(","))
    assert target.params["redirect_uri"].endswith("/slack/oauth_redirect")


def test_an_installed_workspace_is_served(workspace):
    page = install(workspace.gateway, workspace.slack, team="T5", token="xoxb-T5")
    assert "in your workspace now" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    Sender(workspace.gateway.http, team="T5").message("hello")
    assert workspace.heard(1) == ["hello"]


def test_an_organization_is_served_in_all_its_workspaces_and_each_user_of_them_is_one_person(workspace):
    install(workspace.gateway, workspace.slack, team=None, token="xoxb-E1", enterprise="E1", org_wide=True)
    for team in ("T6", "T7"):
        Sender(workspace.gateway.http, team=team, enterprise="E1").message(f"hello from {team}")
    workspace.heard(2)
    assert len({turn["conversation"] for turn in workspace.gateway.rasa.turns}) == 2


@pytest.mark.parametrize("fault", ["no cookie", "other state", "used state", "denied", "unknown code"])
def test_whoever_comes_back_otherwise_installs_nothing(workspace, fault):
    workspace.slack.codes["code-1"] = installation("T8", "xoxb-T8")
    with workspace.gateway.browser() as browser:
        consent = browser.get("/slack/install")
        state = httpx.URL(consent.headers["location"]).params["state"]
        cookie = {"Cookie": consent.headers["set-cookie"].partition(";")[0]}
        query = {"code": "code-1", "state": state}
        match fault:
            case "no cookie":
                cookie = {}
            case "other state":
                query["state"] = "guessed"
            case "denied":
                query = {"error": "access_denied", "state": state}
            case "unknown code":
                query["code"] = "guessed"
            case "used state":
                browser.get("/slack/oauth_redirect", params={"code": "guessed", "state": state}, headers=cookie)
        page = browser.get("/slack/oauth_redirect", params=query, headers=cookie)
    assert "was not installed" in page.text
    Sender(workspace.gateway.http, team="T8").message("hello")
    workspace.sends.message("goodbye")
    assert workspace.heard(1) == ["goodbye"]
