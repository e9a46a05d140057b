"""The action server: its secret, what it refuses to read, and that nobody waits for somebody else's Calendly."""

import json
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from actions.server import ACTIONS
from parley.reading import read_yaml
from tests.support.actions import DOMAIN, SECRET, call

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
EVENTS = "GET /scheduled_events"
MOST_OF_A_POOL = 32


@pytest.fixture
def listing(ana):
    """A call that would ask Calendly for Ana's events."""
    return call("action_list_events", ana)


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", f"Bearer {SECRET}x", f"Bearer {SECRET[:-1]}", f"bearer {SECRET}", f"Basic {SECRET}", SECRET],
)
def test_without_the_secret_nothing_runs(server, calendly, listing, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = server.post(listing, secret=None, headers=headers)
    assert answer.status_code == 401
    assert "PARLEY_ACTIONS_SECRET" in answer.json()["error"]
    assert SECRET not in answer.text
    assert calendly.count(EVENTS) == 0


def test_a_secret_in_odd_bytes_is_wrong_and_no_fault(server, listing, calendly):
    answer = server.post(listing, secret=None, headers={"Authorization": b"Bearer \xff\xed\xa0\x80"})
    assert answer.status_code == 401
    assert calendly.count(EVENTS) == 0


@pytest.mark.parametrize("path", ["/actions", "/webhook", "/nothing"])
def test_every_door_but_health_needs_the_secret(server, path):
    assert requests.get(server.url + path, timeout=5).status_code == 401


def test_with_the_secret_it_runs(server, calendly, listing):
    assert server.post(listing).status_code == 200
    assert calendly.count(EVENTS) == 1


def test_health_needs_no_secret(server):
    answer = requests.get(f"{server.url}/health", timeout=5)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("encoding", ["deflate", "gzip", "br", "identity"])
def test_a_packed_body_is_not_unpacked(server, calendly, listing, encoding):
    headers = {"Authorization": f"Bearer {SECRET}", "Content-Encoding": encoding, "Content-Type": "application/json"}
    packed = zlib.compress(json.dumps(listing).encode())
    answer = requests.post(f"{server.url}/webhook", data=packed, headers=headers, timeout=5)
    assert answer.status_code == 415
    assert calendly.count(EVENTS) == 0


def test_a_body_that_is_too_large_is_refused(server, calendly, listing):
    listing["tracker"]["slots"] = {"padding": "x" * 1_000_001}
    assert server.post(listing).status_code == 413
    assert calendly.count(EVENTS) == 0


def test_an_action_that_is_not_there_is_not_found(server, ana):
    assert server.post(call("action_delete_everything", ana)).status_code == 404


def test_it_has_the_actions_that_the_domain_names(server):
    domain = read_yaml(DOMAIN)
    answer = requests.get(f"{server.url}/actions", headers={"Authorization": f"Bearer {SECRET}"}, timeout=5)
    assert {one["name"] for one in answer.json()} == set(domain["actions"])
    assert len(ACTIONS) == len(domain["actions"])


def test_fifty_people_wait_for_calendly_side_by_side(server, calendly, ana):
    # A pool of threads would let so many wait and no more; on a busy machine it takes longer until they all do.
    assert any(_most_at_once(server, calendly, ana, latency_ms) > MOST_OF_A_POOL for latency_ms in (1500, 3000, 4500))


def _most_at_once(server, calendly, ana, latency_ms):
    calendly.switch(latency_ms=latency_ms, paths=["/scheduled_events"])
    most = 0
    with ThreadPoolExecutor(50) as people:
        asking = [people.submit(server.run, "action_list_events", ana) for _ in range(50)]
        while not all(one.done() for one in asking):
            waiting = [one for one in calendly.asked() if one["path"] == "/scheduled_events" and one["status"] is None]
            most = max(most, len(waiting))
    assert all(one.result().names == ["utter_more_events"] for one in asking)
    return most


def test_health_answers_while_actions_wait(server, calendly, ana):
    calendly.switch(latency_ms=1000, paths=["/scheduled_events"])
    with ThreadPoolExecutor(5) as people:
        asking = [people.submit(server.run, "action_list_events", ana) for _ in range(5)]
        while calendly.count(EVENTS) < 5:
            pass
        assert requests.get(f"{server.url}/health", timeout=5).status_code == 200
        assert not any(one.done() for one in asking)


def test_the_two_calls_of_one_answer_are_made_side_by_side(server, calendly, ana):
    event = server.run("action_list_events", ana).slots["shown_events"][0]["id"]
    calendly.switch(latency_ms=500, paths=["/scheduled_events"])
    with ThreadPoolExecutor(1) as people:
        asking = people.submit(server.run, "action_event_details", ana, entities={"event": event})
        most = 0
        while not asking.done():
            most = max(most, sum(one["status"] is None for one in calendly.asked()))
    assert most == 2
