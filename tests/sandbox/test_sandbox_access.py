"""What every API call has in common: who may call, and the headers that come back."""

import re

import pytest

EVERY_CALL = [
    ("/users/me", "users:read"),
    ("/users/{user}", "users:read"),
    ("/organizations/{organization}", "organizations:read"),
    ("/scheduled_events?user={owner}", "scheduled_events:read"),
    ("/scheduled_events/{event}", "scheduled_events:read"),
    ("/scheduled_events/{event}/invitees", "scheduled_events:read"),
    ("/scheduled_events/{event}/invitees/{invitee}", "scheduled_events:read"),
]


@pytest.fixture
def path_of(oauth):
    """Fills a path with ids that exist."""
    session = oauth.signed_in()
    event = session.events()[0]
    last = {name: uri.rsplit("/", 1)[1] for name, uri in session.tokens.items() if name in ("owner", "organization")}
    ids = {"user": last["owner"], "organization": last["organization"], "owner": session.tokens["owner"]}
    ids |= {"event": event["uri"].rsplit("/", 1)[1]}
    ids |= {"invitee": session.invitees(event)[0]["uri"].rsplit("/", 1)[1]}
    return lambda path: path.format(**ids)


@pytest.mark.parametrize(("path", "scope"), EVERY_CALL)
def test_the_right_scope_alone_is_enough(oauth, path_of, path, scope):
    assert oauth.signed_in(scope=scope).get(path_of(path)).status_code == 200


@pytest.mark.parametrize(("path", "scope"), EVERY_CALL)
@pytest.mark.parametrize("granted", ["", "contacts:write"])
def test_without_the_scope_the_answer_names_it(oauth, path_of, path, scope, granted):
    answer = oauth.signed_in(scope=granted).get(path_of(path))
    assert answer.status_code == 403
    assert answer.json() == {
        "title": "Insufficient scope",
        "message": "This operation requires the scopes listed in the 'required_scopes' array.",
        "required_scopes": [scope],
    }


def test_writing_includes_reading_of_the_same_family_only(oauth):
    session = oauth.signed_in(scope="scheduled_events:write")
    assert session.get("/scheduled_events", user=session.tokens["owner"]).status_code == 200
    assert session.get("/users/me").status_code == 403


@pytest.mark.parametrize(("path", "scope"), EVERY_CALL)
@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer nonsense", "Basic YTpi", "nonsense"])
def test_without_a_good_token_every_call_is_401(browser, path_of, path, scope, authorization):
    headers = {} if authorization is None else {"authorization": authorization}
    answer = browser.get(path_of(path), headers=headers)
    assert answer.status_code == 401
    assert answer.json() == {"title": "Unauthenticated", "message": "The access token is invalid"}


def test_a_refresh_token_is_no_access_token(oauth):
    session = oauth.signed_in()
    session.tokens["access_token"] = session.tokens["refresh_token"]
    assert session.get("/users/me").status_code == 401


def test_without_a_user_agent_even_a_good_token_is_403(oauth, browser):
    headers = {"authorization": f"Bearer {oauth.link()['access_token']}", "user-agent": ""}
    assert browser.get("/users/me", headers=headers).status_code == 403


def test_every_answer_has_a_request_id_of_its_own(oauth, browser):
    session = oauth.signed_in()
    answers = [session.get("/users/me"), session.get("/users/nobody"), browser.get("/users/me"), oauth.ask()]
    ids = {answer.headers["x-request-id"] for answer in answers}
    assert len(ids) == len(answers)


def test_every_api_answer_says_how_much_of_the_rate_limit_is_left(oauth, clock):
    session = oauth.signed_in()
    clock.pass_(seconds=20)
    first, second = session.get("/users/me").headers, session.get("/users/nobody").headers
    assert (first["x-ratelimit-limit"], first["x-ratelimit-remaining"]) == ("500", "499")
    assert (second["x-ratelimit-remaining"], second["x-ratelimit-reset"]) == ("498", "40")
    clock.pass_(seconds=40)
    assert session.get("/users/me").headers["x-ratelimit-remaining"] == "499"


@pytest.mark.parametrize(
    ("person", "tier", "limit"), [("ana", "paid", "500"), ("ben", "free", "50"), ("priya", "trial", "500")]
)
def test_the_limit_is_that_of_the_persons_plan_and_counted_per_person(oauth, person, tier, limit):
    oauth.signed_in("noah").get("/users/me")
    session = oauth.signed_in(person)
    headers = session.get("/users/me").headers
    assert (headers["x-ratelimit-tier"], headers["x-ratelimit-limit"]) == (tier, limit)
    assert int(headers["x-ratelimit-remaining"]) == int(limit) - 1
    assert headers["x-ratelimit-key"] == f"oauth:parley-sandbox:{session.tokens['owner'].rsplit('/', 1)[1]}"


def test_anonymous_calls_are_metered_too(browser):
    assert re.fullmatch(r"\d+", browser.get("/users/me").headers["x-ratelimit-remaining"])


@pytest.mark.parametrize(("method", "path"), [("GET", "/event_typos"), ("POST", "/users/me"), ("GET", "/docs")])
def test_what_does_not_exist_is_404_in_calendlys_words(browser, method, path):
    answer = browser.request(method, path)
    assert answer.status_code == 404
    expected = {"title": "Resource Not Found", "message": "The server could not find the requested resource."}
    assert answer.json() == expected
