"""Revoke and introspect."""

import pytest


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoking_either_token_ends_both(oauth, which):
    session = oauth.signed_in()
    answer = oauth.end("revoke", session.tokens[which])
    assert (answer.status_code, answer.json()) == (200, {})
    assert session.get("/users/me").status_code == 401
    assert oauth.refresh(session.tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_revoking_one_grant_leaves_the_same_persons_others_alone(oauth):
    gone, kept = oauth.signed_in(), oauth.signed_in()
    oauth.end("revoke", gone.tokens["access_token"])
    assert kept.get("/users/me").status_code == 200


def test_revoking_a_token_that_does_not_exist_succeeds(oauth):
    assert oauth.end("revoke", "no-such-token").status_code == 200


def test_revoking_without_a_token_is_400(oauth):
    answer = oauth.end("revoke", "")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_another_clients_token_and_a_wrong_secret_are_403_and_revoke_nothing(oauth):
    session = oauth.signed_in()
    token = session.tokens["access_token"]
    foreign = oauth.end("revoke", token, client_id="parley-sandbox-native", client_secret="")
    wrong = oauth.end("revoke", token, client_secret="wrong")
    assert [answer.status_code for answer in (foreign, wrong)] == [403, 403]
    assert session.get("/users/me").status_code == 200


def test_introspection_tells_what_an_access_token_is_good_for(oauth, clock):
    tokens = oauth.link("ben", scope="users:read")
    now = int(clock().timestamp())
    assert oauth.end("introspect", tokens["access_token"]).json() == {
        "active": True,
        "scope": "users:read",
        "client_id": "parley-sandbox",
        "token_type": "Bearer",
        "iat": now,
        "exp": now + 7200,
        "owner": tokens["owner"],
        "organization": tokens["organization"],
    }


def test_a_refresh_token_is_active_without_an_end(oauth):
    answer = oauth.end("introspect", oauth.link()["refresh_token"]).json()
    assert answer["active"] is True
    assert "exp" not in answer


def test_expired_revoked_and_unknown_tokens_are_just_not_active(oauth, clock):
    expired, revoked = oauth.link()["access_token"], oauth.link()["access_token"]
    oauth.end("revoke", revoked)
    clock.pass_(hours=2)
    for token in (expired, revoked, "unknown"):
        assert oauth.end("introspect", token).json() == {"active": False}


def test_only_the_tokens_own_client_may_introspect_it(oauth):
    token = oauth.link()["access_token"]
    assert oauth.end("introspect", token, client_secret="wrong").status_code == 401
    foreign = oauth.end("introspect", token, client_id="parley-sandbox-native", client_secret="")
    assert foreign.status_code == 403
    assert oauth.end("introspect", "").status_code == 400
