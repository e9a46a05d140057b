"""Who may subscribe to what."""

import json
from contextlib import contextmanager

import hypothesis
import hypothesis.strategies as st
import pytest
from hypothesis import given

from parley.sandbox.app import create_app

from .conftest import Browser, settings
from .contract import contract
from .oauth_client import OAuthClient
from .subscriber import HOOKS, URL, Subscriber


@pytest.fixture
def ana(browser, oauth):
    return Subscriber(browser, oauth)


def test_a_subscription_says_all_that_calendly_says_and_never_its_key(ana):
    made = ana.subscribed(signing_key="very-secret")
    assert (made["callback_url"], made["state"], made["retry_started_at"]) == (URL, "active", None)
    assert (made["scope"], made["user"], made["creator"], made["group"]) == ("user", ana.owner, ana.owner, None)
    assert "very-secret" not in json.dumps(made)
    assert ana.session.get(made["uri"]).json()["resource"] == made


def test_a_free_plan_has_no_webhooks_until_it_is_paid_for(browser, oauth):
    ben = Subscriber(browser, oauth, "ben")
    answer = ben.subscribe()
    assert answer.status_code == 403
    assert answer.json()["message"] == "Please upgrade your Calendly account to Standard"
    browser.put("/_sandbox/plans/ortiz", json={"plan": "trial"})
    assert ben.subscribe().status_code == 201


def test_the_same_url_twice_is_a_409(ana):
    ana.subscribed()
    answer = ana.subscribe(scope="organization", user=None)
    assert answer.status_code == 409
    assert answer.json() == {"title": "Already Exists", "message": "Hook with this url already exists"}
    assert len(ana.listed()) == 1


def test_another_organization_may_use_the_same_url(ana, browser, oauth):
    ana.subscribed()
    assert Subscriber(browser, oauth, "priya").subscribe().status_code == 201


@pytest.mark.parametrize("name", ["url", "events", "organization", "scope", "user"])
def test_a_missing_field_is_named(ana, name):
    answer = ana.subscribe(**{name: None})
    assert answer.status_code == 400
    assert answer.json()["details"] == [{"parameter": name, "message": "is missing"}]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("url", "bot.example"),
        ("url", "ftp://bot.example/"),
        ("url", 7),
        ("url", "http://[broken"),
        ("events", "invitee.created"),
        ("events", ["invitee.came"]),
        ("events", ["event_type.created"]),
        ("events", [["invitee.created"]]),
        ("events", ["routing_form_submission.created"]),
        ("scope", "everybody"),
        ("scope", ["user"]),
        ("organization", "nobody"),
        ("organization", 7),
        ("user", "nobody"),
        ("signing_key", 7),
    ],
)
def test_a_field_that_is_wrong_is_named(ana, name, value):
    answer = ana.subscribe(**{name: value})
    assert answer.status_code == 400
    assert [detail["parameter"] for detail in answer.json()["details"]] == [name]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"7", b"\xff", b'{"url": "http://\\ud800/"}'])
def test_a_body_that_is_none_is_a_400(ana, body):
    answer = ana.browser.post(HOOKS, content=body, headers=ana.headers)
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid Argument")


def test_an_event_that_the_token_may_not_read_is_a_plain_400(browser, oauth):
    blind = Subscriber(browser, oauth, scope="webhooks:write")
    answer = blind.subscribe()
    assert answer.status_code == 400
    assert answer.json() == {"title": "Invalid Argument", "message": "The supplied parameters are invalid."}


def test_reading_takes_the_read_scope_and_subscribing_the_write_scope(browser, oauth):
    reader = Subscriber(browser, oauth, scope="webhooks:read scheduled_events:read")
    assert reader.listed() == []
    answer = reader.subscribe()
    assert (answer.status_code, answer.json()["required_scopes"]) == (403, ["webhooks:write"])
    stranger = Subscriber(browser, oauth, scope="users:read")
    answer = stranger.session.get(HOOKS, organization=stranger.organization, scope="user")
    assert answer.json()["required_scopes"] == ["webhooks:read"]


def test_what_concerns_everybody_is_for_those_who_run_the_organization(ana, browser, oauth):
    noah = Subscriber(browser, oauth, "noah")
    assert noah.subscribe(scope="organization", user=None).status_code == 403
    assert noah.subscribe(user=ana.owner).status_code == 403
    assert ana.subscribe(scope="organization", user=None).status_code == 201
    assert ana.subscribe(url=URL + "/noah", user=noah.owner).status_code == 201


def test_subscriptions_and_their_end_outlive_a_restart(tmp_path, clock):
    state = tmp_path / "sandbox.db"
    with open_house(state, clock) as before:
        ana = Subscriber(before, OAuthClient(before))
        kept = ana.subscribed(signing_key="kept-key")
        ana.delete(ana.subscribed(url=f"{URL}/gone")["uri"])
    with open_house(state, clock) as after:
        ana.browser = ana.session.browser = after
        assert ana.listed() == [URL]
        assert ana.session.get(kept["uri"]).json()["resource"] == kept
        (one,) = after.sandbox.subscriptions.all()
        assert one.signing_key == "kept-key"
        assert ana.subscribe().status_code == 409
        after.post("/_sandbox/reset")
    with open_house(state, clock) as last:
        assert last.sandbox.subscriptions.all() == []


@contextmanager
def open_house(state, clock):
    """A sandbox over this file, for a while."""
    app = create_app(settings(state), clock)
    browser = Browser(app)
    browser.sandbox = app.state.sandbox
    yield browser
    browser.close()
    for room in (browser.sandbox.grants, browser.sandbox.world.notes, browser.sandbox.subscriptions):
        room.close()


def test_strangers_and_groups_are_refused(ana, browser, oauth):
    priya = Subscriber(browser, oauth, "priya")
    assert ana.subscribe(organization=priya.organization).status_code == 403
    answer = ana.subscribe(user=priya.owner)
    assert (answer.status_code, answer.json()["message"]) == (403, "This user is not in your organization")
    assert ana.subscribe(scope="group", user=None, group=ana.organization).status_code == 403


def test_hooks_are_listed_by_scope_and_user_in_order_and_in_pages(ana, browser, oauth, clock):
    noah = Subscriber(browser, oauth, "noah")
    for number in range(3):
        ana.subscribed(url=f"{URL}/{number}")
        clock.pass_(seconds=1)
    noah.subscribed(url=f"{URL}/noah")
    ana.subscribed(url=f"{URL}/all", scope="organization", user=None)
    own = [f"{URL}/{number}" for number in range(3)]
    assert ana.listed() == [*own, f"{URL}/noah"]
    assert ana.listed(user=ana.owner, sort="created_at:desc") == own[::-1]
    assert ana.listed(scope="organization") == [f"{URL}/all"]
    assert noah.listed() == [f"{URL}/noah"]
    first = ana.session.get(HOOKS, organization=ana.organization, scope="user", count=2).json()
    rest = ana.session.get(first["pagination"]["next_page"]).json()
    assert [one["callback_url"] for one in (*first["collection"], *rest["collection"])] == ana.listed()


@pytest.mark.parametrize("missing", ["organization", "scope"])
def test_a_list_needs_its_organization_and_scope(ana, missing):
    query = {"organization": ana.organization, "scope": "user"}
    del query[missing]
    answer = ana.session.get(HOOKS, **query)
    assert answer.json()["details"] == [{"parameter": missing, "message": "is missing"}]


def test_a_deleted_hook_is_gone_and_its_url_free_again(ana):
    made = ana.subscribed()
    assert ana.delete(made["uri"]).status_code == 204
    assert ana.session.get(made["uri"]).status_code == 404
    assert ana.delete(made["uri"]).status_code == 404
    assert ana.subscribe().status_code == 201


def test_somebody_elses_hook_can_neither_be_seen_nor_ended(ana, browser, oauth):
    made = ana.subscribed()
    noah = Subscriber(browser, oauth, "noah")
    assert (noah.session.get(made["uri"]).status_code, noah.delete(made["uri"]).status_code) == (403, 403)
    assert ana.listed() == [URL]


@pytest.mark.parametrize(
    "kind",
    contract()["paths"]["/sample_webhook_data"]["get"]["parameters"][0]["schema"]["enum"],
)
def test_there_is_sample_data_for_every_event(ana, kind):
    query = {"event": kind, "organization": ana.organization, "scope": "user", "user": ana.owner}
    answer = ana.session.get("/sample_webhook_data", **query)
    assert (answer.status_code, answer.json()["event"]) == (200, kind)
    assert kind.startswith("invitee") == ("scheduled_event" in answer.json()["payload"])


def test_sample_data_of_an_event_that_does_not_exist_is_a_400(ana):
    query = {"organization": ana.organization, "scope": "user"}
    assert ana.session.get("/sample_webhook_data", **query).json()["details"][0]["parameter"] == "event"
    answer = ana.session.get("/sample_webhook_data", event="invitee.came", **query)
    assert answer.json()["details"][0]["parameter"] == "event"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.just("user") | st.just(URL),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ("url", "events", "organization", "scope", "user", "group", "signing_key")


@hypothesis.settings(
    max_examples=200, deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@given(changes=st.dictionaries(st.sampled_from(FIELDS), ANYTHING, min_size=1, max_size=3))
def test_whatever_is_asked_for_is_refused_in_calendlys_shape_or_kept(ana, clock, changes):
    clock.pass_(seconds=1)
    answer = ana.browser.post(HOOKS, content=json.dumps(ana.wish(**changes)), headers=ana.headers)
    assert answer.status_code in (201, 400, 403, 409), answer.text
    if answer.status_code == 201:
        assert ana.delete(answer.json()["resource"]["uri"]).status_code == 204
