"""Deliveries as Calendly would write, sign and post them."""

import json

import requests

from parley.calendly.signatures import HEADER
from parley.notices.parts import PATH
from parley.sandbox.webhooks.signature import sign

SIGNING = "parley-sandbox-signing-key"


def delivery(outsider, who, event="invitee.created", **changes) -> bytes:
    """A delivery about an invitee, as Calendly would write it."""
    now = outsider.now(who)
    scheduled = outsider.api.get("/scheduled_events/" + who["event"].rsplit("/", 1)[-1]).json()["resource"]
    payload = {**now, "scheduled_event": scheduled, **changes}
    told = {"event": event, "created_at": "2026-11-18T12:00:00.000000Z", "created_by": outsider.owner}
    return json.dumps({**told, "payload": payload}).encode()


def post(gateway, hook_id: str, body: bytes, clock, *, key=SIGNING, ago=0, header=True) -> int:
    moment = int(clock().timestamp()) - ago
    headers = {HEADER: sign(key, moment, body)} if header else {}
    return requests.post(f"{gateway.url}{PATH}/{hook_id}", data=body, headers=headers, timeout=10).status_code
