"""Connections that are lost, before the work is done or after it."""

import pytest
import requests

from .faults import arm
from .oauth_client import OAuthClient


@pytest.fixture
def oauth(live):
    """An app behind a real socket, where connections can be lost."""
    return OAuthClient(live)


def test_a_dropped_connection_did_no_work_and_gets_no_answer(live, oauth):
    code = oauth.code()
    arm(live, "drop", paths=["/oauth/token"])
    with pytest.raises(requests.ConnectionError):
        oauth.exchange(code)
    assert oauth.exchange(code).status_code == 200


def test_the_answer_to_a_refresh_is_lost_and_the_token_is_spent(live, oauth):
    tokens = oauth.link()
    arm(live, "lose_refresh_answer")
    assert oauth.exchange(oauth.code()).status_code == 200
    with pytest.raises(requests.ConnectionError):
        oauth.refresh(tokens["refresh_token"])
    answer = oauth.refresh(tokens["refresh_token"])
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_write_is_done_and_never_answered(live, oauth):
    tokens = oauth.link()
    arm(live, "commit_then_hang", paths=["/oauth/revoke"], ms=60_000)
    form = {"client_id": oauth.id, "client_secret": oauth.secret, "token": tokens["access_token"]}
    with pytest.raises(requests.ReadTimeout):
        requests.post(f"{live.url}/oauth/revoke", data=form, timeout=0.5)
    headers = {"authorization": f"Bearer {tokens['access_token']}"}
    assert live.get("/users/me", headers=headers).status_code == 401
