"""Telling subscribers what happened."""

import json
from datetime import datetime
from typing import Any, Protocol

from parley.sandbox.api import event_json, invitee_json
from parley.sandbox.api.links import Links
from parley.sandbox.things import Event, Invitee
from parley.sandbox.times import stamp
from parley.sandbox.webhooks.deliveries import Deliveries
from parley.sandbox.webhooks.subscriptions import Subscription, Subscriptions


class Announced(Protocol):
    """An invitee and the event it belongs to, as they are at this moment."""

    @property
    def event(self) -> Event: ...
    @property
    def invitee(self) -> Invitee: ...


class Announcements:
    """Turns what happened into posts to everybody who subscribed to it."""

    def __init__(self, subscriptions: Subscriptions, deliveries: Deliveries) -> None:
        self._subscriptions = subscriptions
        self._deliveries = deliveries

    def announce(self, event: str, invitee: Announced, at: datetime) -> None:
        """Written down as it is now, posted in the background. Safe under a lock and from any thread."""
        for subscription in self._subscriptions.all():
            if subscription.covers(event, invitee.event.hosts):
                told = _told(event, subscription, invitee, at)
                self._deliveries.add(subscription, event, json.dumps(told, ensure_ascii=False).encode())


def payload(event: Event, invitee: Invitee, links: Links) -> dict[str, Any]:
    """The invitee, and within it the event: times live at `scheduled_event.start_time`."""
    return invitee_json.write(event, invitee, links) | {"scheduled_event": event_json.write(event, links)}


def _told(event: str, subscription: Subscription, invitee: Announced, at: datetime) -> dict[str, Any]:
    links = Links(subscription.base)
    return {
        "event": event,
        "created_at": stamp(at),
        "created_by": links.user(subscription.creator),
        "payload": payload(invitee.event, invitee.invitee, links),
    }
