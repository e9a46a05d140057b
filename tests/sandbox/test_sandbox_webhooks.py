"""Webhooks: who may subscribe to what, and the posts that are really made."""

import hashlib
import hmac
import json
import queue
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import hypothesis
import hypothesis.strategies as st
import pytest
import requests
from hypothesis import given

from parley.sandbox.app import create_app
from parley.sandbox.webhooks.signature import sign
from tests.support.serving import listen, serving

from .conftest import Browser, settings
from .contract import contract
from .oauth_client import OAuthClient

HOOKS = "/webhook_subscriptions"
SCOPE = "users:read organizations:read event_types:read availability:read scheduled_events:write webhooks:write"
URL = "https://bot.example/calendly"
PATIENCE = 10


class Subscriber:
    """Somebody who subscribes, lists and unsubscribes."""

    def __init__(self, browser, oauth, person="ana", scope=SCOPE):
        self.browser, self.session = browser, oauth.signed_in(person, scope)
        self.owner, self.organization = self.session.tokens["owner"], self.session.tokens["organization"]
        self.headers = {"authorization": f"Bearer {self.session.tokens['access_token']}"}

    def wish(self, **changes):
        body = {"url": URL, "events": ["invitee.created", "invitee.canceled"], "scope": "user", "user": self.owner}
        fields = body | {"organization": self.organization} | changes
        return {name: value for name, value in fields.items() if value is not None}

    def subscribe(self, **changes):
        return self.browser.post(HOOKS, json=self.wish(**changes), headers=self.headers)

    def subscribed(self, **changes):
        answer = self.subscribe(**changes)
        assert answer.status_code == 201, answer.text
        return answer.json()["resource"]

    def listed(self, **params):
        query = {"organization": self.organization, "scope": "user", "count": 100, **params}
        answer = self.session.get(HOOKS, **query)
        assert answer.status_code == 200, answer.text
        return [one["callback_url"] for one in answer.json()["collection"]]

    def delete(self, uri):
        return self.browser.request("DELETE", uri, headers=self.headers)


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


def test_a_signature_is_hmac_sha256_over_the_time_a_dot_and_the_body():
    expected = hmac.new(b"key", b'1700000000.{"a": 1}', hashlib.sha256).hexdigest()
    assert sign("key", 1_700_000_000, b'{"a": 1}') == f"t=1700000000,v1={expected}"


class Receiver:
    """A server that is posted to: it answers with the statuses it was given, then with 200."""

    def __init__(self):
        self.posts = queue.Queue()
        self.answers = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                status = outer.answers.pop(0) if outer.answers else 200
                self.send_response(status)
                if status == 302:
                    self.send_header("location", outer.url + "/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()
                outer.posts.put((self.path, dict(self.headers), body))

            def log_message(self, *_):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def next(self):
        return self.posts.get(timeout=PATIENCE)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Live:
    """A sandbox over real HTTP with its background work, and its clock."""

    def __init__(self, url, app, clock):
        self.url, self.app, self.clock = url, app, clock

    def request(self, method, path, **more):
        address = path if path.startswith("http") else self.url + path
        return requests.request(method, address, timeout=PATIENCE, allow_redirects=False, **more)

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, **more):
        return self.request("POST", path, **more)

    def deliveries(self):
        return self.get("/_sandbox/webhooks").json()["deliveries"]

    def until(self, done):
        """Waits for the background work to get there; asks the sandbox rather than guessing a time."""
        for _ in range(PATIENCE * 50):
            found = self.deliveries()
            if done(found):
                return found
            threading.Event().wait(0.02)
        raise AssertionError(found)

    def settled(self):
        """Waits until no post is overdue by the clock."""
        now = self.clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return self.until(lambda found: found and all(one["due"] is None or one["due"] > now for one in found))


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def live(clock):
    listener, url = listen()
    app = create_app(settings(), clock)
    with serving(app, listener):
        yield Live(url, app, clock)


@pytest.fixture
def caller(live):
    return Subscriber(live, OAuthClient(live))


def booked(caller):
    """A booking of Ana's first free intro call."""
    types = caller.session.get("/event_types", user=caller.owner).json()["collection"]
    kind = next(one for one in types if one["name"] == "Intro Call")
    span = {"start_time": "2026-11-20T00:00:00Z", "end_time": "2026-11-27T00:00:00Z"}
    openings = caller.session.get("/event_type_available_times", event_type=kind["uri"], **span).json()["collection"]
    invitee = {"name": "Lena Brandt", "email": "lena.brandt@example.org", "timezone": "Europe/Berlin"}
    body = {"event_type": kind["uri"], "start_time": openings[0]["start_time"], "invitee": invitee}
    answer = caller.browser.post(
        "/invitees", json=body | {"location": {"kind": "zoom_conference"}}, headers=caller.headers
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["resource"]


def test_a_booking_is_posted_signed_as_the_contract_says(live, caller, receiver):
    caller.subscribed(url=f"{receiver.url}/hook", signing_key="my-key")
    invitee = booked(caller)
    path, headers, body = receiver.next()
    told = json.loads(body)
    assert path == "/hook"
    assert (told["event"], told["created_by"]) == ("invitee.created", caller.owner)
    assert {name: told["payload"][name] for name in invitee} == invitee
    assert told["payload"]["scheduled_event"]["uri"] == invitee["event"]
    moment = int(live.clock().timestamp())
    assert headers["Calendly-Webhook-Signature"] == sign("my-key", moment, body)


def test_a_post_holds_to_the_contract(caller, receiver):
    from jsonschema import Draft202012Validator

    caller.subscribed(url=receiver.url)
    booked(caller)
    components = contract()["components"]
    schema = components["schemas"]["WebhookPayload"]
    told = json.loads(receiver.next()[2])
    Draft202012Validator({**schema, "components": components}).validate(told)
    payload = components["schemas"]["InviteePayload"]
    Draft202012Validator({**payload, "components": components}).validate(told["payload"])


def test_without_a_key_of_ones_own_the_apps_key_signs(live, caller, receiver):
    caller.subscribed(url=receiver.url)
    booked(caller)
    _, headers, body = receiver.next()
    moment = int(live.clock().timestamp())
    assert headers["Calendly-Webhook-Signature"] == sign("parley-sandbox-signing-key", moment, body)


def test_a_cancellation_is_posted_to_those_who_subscribed_to_it_and_to_nobody_else(live, caller, receiver):
    caller.subscribed(url=f"{receiver.url}/canceled", events=["invitee.canceled"])
    priya = Subscriber(live, OAuthClient(live), "priya")
    priya.subscribed(url=f"{receiver.url}/priya", events=["invitee.canceled"])
    invitee = booked(caller)
    caller.browser.post(f"{invitee['event']}/cancellation", json={"reason": "Ill"}, headers=caller.headers)
    path, _, body = receiver.next()
    told = json.loads(body)
    assert (path, told["event"]) == ("/canceled", "invitee.canceled")
    assert told["payload"]["cancellation"]["reason"] == "Ill"
    assert [one["event"] for one in live.deliveries()] == ["invitee.canceled"]


def test_a_hook_of_the_organization_hears_of_every_member(live, caller, receiver):
    caller.subscribed(url=receiver.url, scope="organization", user=None)
    caller.subscribed(url=f"{receiver.url}/noah", user=Subscriber(live, OAuthClient(live), "noah").owner)
    booked(caller)
    assert receiver.next()[0] == "/"
    assert len(live.deliveries()) == 1


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_post_that_fails_comes_again_with_longer_waits_and_the_same_body(live, caller, receiver, status):
    receiver.answers = [status, status, status]
    hook = caller.subscribed(url=receiver.url)
    booked(caller)
    bodies = [receiver.next()[2]]
    for minutes in (1, 2, 4):
        live.settled()
        assert hook_of(caller, hook)["retry_started_at"] == "2026-11-18T12:00:00.000000Z"
        live.clock.pass_(minutes=minutes)
        bodies.append(receiver.next()[2])
    (one,) = live.until(lambda found: found[0]["state"] == "delivered")
    assert one["answers"] == [str(status)] * 3 + ["200"]
    assert len(set(bodies)) == 1
    assert hook_of(caller, hook)["retry_started_at"] is None


def test_nothing_is_posted_again_before_its_time(live, caller, receiver):
    receiver.answers = [500]
    caller.subscribed(url=receiver.url, events=["invitee.created"])
    made = booked(caller)
    (one,) = live.until(lambda found: found[0]["answers"] == ["500"])
    assert one["due"] == "2026-11-18T12:01:00.000000Z"
    live.clock.pass_(seconds=59)
    caller.subscribed(url=f"{receiver.url}/other", events=["invitee.canceled"])
    caller.browser.post(f"{made['event']}/cancellation", json={}, headers=caller.headers)
    first, *_ = live.until(lambda found: found[-1]["state"] == "delivered")
    assert first["answers"] == ["500"]


def test_after_a_day_of_failures_the_hook_is_disabled_for_good(live, caller, receiver):
    receiver.answers = [503] * 50
    hook = caller.subscribed(url=receiver.url)
    booked(caller)
    live.settled()
    for _ in range(12):
        assert hook_of(caller, hook)["state"] == "active"
        live.clock.pass_(hours=2)
        live.settled()
        renew(live, caller)
    assert hook_of(caller, hook)["state"] == "disabled"
    (one,) = live.deliveries()
    assert (one["state"], set(one["answers"])) == ("given up", {"503"})
    posts = receiver.posts.qsize()
    booked(caller)
    assert len(live.deliveries()) == 1
    assert receiver.posts.qsize() == posts


def hook_of(caller, hook):
    return caller.session.get(hook["uri"]).json()["resource"]


def renew(live, caller):
    """Two hours on, the access token has expired."""
    caller.session.tokens = OAuthClient(live).refresh(caller.session.tokens["refresh_token"]).json()
    caller.headers = {"authorization": f"Bearer {caller.session.tokens['access_token']}"}


def test_a_subscriber_who_is_not_there_is_tried_again(live, caller, receiver):
    receiver.close()
    caller.subscribed(url=receiver.url)
    booked(caller)
    (one,) = live.until(lambda found: found[0]["answers"])
    assert (one["answers"], one["state"]) == (["no connection"], "waiting")


def test_a_hook_that_was_deleted_is_posted_nothing_more(live, caller, receiver):
    receiver.answers = [500]
    hook = caller.subscribed(url=receiver.url)
    booked(caller)
    live.until(lambda found: found[0]["answers"] == ["500"])
    caller.delete(hook["uri"])
    live.clock.pass_(minutes=1)
    live.until(lambda found: found[0]["state"] == "dropped")
    assert receiver.posts.qsize() == 1


def test_a_booking_that_is_moved_by_hand_is_posted_with_both_ends_linked(live, caller, receiver):
    caller.subscribed(url=receiver.url)
    invitee = booked(caller)
    assert receiver.next()
    times = live.get(invitee["reschedule_url"]).text
    address = unescape(re.findall(r'<li><a href="([^"]+Z\?[^"]+)"', times)[-1])
    answer = live.post(address, data={"name": "Lena Brandt", "email": "lena.brandt@example.org"})
    assert answer.status_code == 303
    posts = {told["event"]: told["payload"] for told in (json.loads(receiver.next()[2]) for _ in range(2))}
    left, came = posts["invitee.canceled"], posts["invitee.created"]
    assert (left["uri"], left["rescheduled"], left["new_invitee"]) == (invitee["uri"], True, came["uri"])
    assert (came["rescheduled"], came["old_invitee"]) == (False, invitee["uri"])
    assert left["scheduled_event"]["start_time"] != came["scheduled_event"]["start_time"]


def test_a_slow_subscriber_keeps_nobody_else_waiting(live, caller, receiver):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        caller.subscribed(url=f"http://127.0.0.1:{silent.getsockname()[1]}")
        caller.subscribed(url=f"{receiver.url}/quick")
        booked(caller)
        assert receiver.next()[0] == "/quick"
        silenced, _ = live.until(lambda found: found[1]["state"] == "delivered")
        assert (silenced["state"], silenced["answers"]) == ("waiting", [])


def test_of_many_who_book_one_time_at_once_one_gets_it_and_one_post_is_made(live, caller, receiver):
    caller.subscribed(url=receiver.url, events=["invitee.created"])
    page = live.get("/ana-keller/intro-call").text
    address = unescape(re.findall(r'<li><a href="([^"]+Z\?[^"]+)"', page)[0])

    def book(number):
        return live.post(address, data={"name": "Somebody", "email": f"somebody.{number}@example.org"}).status_code

    with ThreadPoolExecutor(10) as people:
        assert sorted(people.map(book, range(10))) == [303] + [409] * 9
    assert receiver.next()
    assert len(live.deliveries()) == 1


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
