"""The posts to those who subscribed, as they are really made."""

import hashlib
import hmac
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from parley.sandbox.webhooks.signature import sign

from .contract import contract
from .oauth_client import OAuthClient
from .subscriber import Subscriber, booked


def test_a_signature_is_hmac_sha256_over_the_time_a_dot_and_the_body():
    expected = hmac.new(b"key", b'1700000000.{"a": 1}', hashlib.sha256).hexdigest()
    assert sign("key", 1_700_000_000, b'{"a": 1}') == f"t=1700000000,v1={expected}"


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
