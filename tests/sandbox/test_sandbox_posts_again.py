"""Posts that failed: when they come again, and when they end."""

import pytest

from .oauth_client import OAuthClient
from .subscriber import booked


def hook_of(caller, hook):
    return caller.session.get(hook["uri"]).json()["resource"]


def renew(live, caller):
    """Two hours on, the access token has expired."""
    caller.session.tokens = OAuthClient(live).refresh(caller.session.tokens["refresh_token"]).json()
    caller.headers = {"authorization": f"Bearer {caller.session.tokens['access_token']}"}


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
