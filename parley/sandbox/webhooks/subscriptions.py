"""The subscriptions there are."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from parley.sandbox.api.links import Links
from parley.sandbox.things import Organization, Person
from parley.sandbox.times import stamp


@dataclass(frozen=True)
class Subscription:
    """`user` is None unless the scope is `user`; `base` is the address the sandbox was called by when it was made."""

    id: str
    url: str
    events: tuple[str, ...]
    scope: str
    organization: Organization
    user: Person | None
    creator: Person
    signing_key: str
    base: str
    created: datetime
    updated: datetime
    retrying_since: datetime | None = None
    active: bool = True

    def covers(self, event: str, hosts: Iterable[Person]) -> bool:
        """Whether this is to be told of an event of these hosts."""
        if not self.active or event not in self.events:
            return False
        if self.user is not None:
            return any(host.id == self.user.id for host in hosts)
        return any(host.organization.id == self.organization.id for host in hosts)


class Subscriptions:
    """The store, in memory. Safe for threads; whatever is read is a picture of its moment."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._by_id: dict[str, Subscription] = {}

    def add(self, subscription: Subscription) -> bool:
        """False when its organization has a hook with this URL already."""
        with self._lock:
            if any(_same_place(subscription, other) for other in self._by_id.values()):
                return False
            self._keep(subscription)
        return True

    def all(self) -> list[Subscription]:
        with self._lock:
            return list(self._by_id.values())

    def named(self, identifier: str) -> Subscription | None:
        with self._lock:
            return self._by_id.get(identifier)

    def remove(self, identifier: str) -> None:
        with self._lock:
            self._drop(identifier)

    def reached(self, identifier: str) -> None:
        """A post was taken: no retrying any more."""
        self._change(identifier, retrying_since=None)

    def missed(self, identifier: str) -> Subscription | None:
        """A post was not taken: since when that has been so stands in `retrying_since`."""
        known = self.named(identifier)
        return self._change(identifier, retrying_since=known.retrying_since or self._clock()) if known else None

    def disable(self, identifier: str) -> None:
        """For good: Calendly has no way to enable a hook again."""
        self._change(identifier, active=False)

    def forget(self) -> None:
        with self._lock:
            for identifier in list(self._by_id):
                self._drop(identifier)

    def close(self) -> None:
        """Nothing is open here."""

    def _keep(self, subscription: Subscription) -> None:
        self._by_id[subscription.id] = subscription

    def _drop(self, identifier: str) -> None:
        self._by_id.pop(identifier, None)

    def _change(self, identifier: str, **fields: Any) -> Subscription | None:
        with self._lock:
            known = self._by_id.get(identifier)
            if known is None or all(getattr(known, name) == value for name, value in fields.items()):
                return known
            self._keep(replace(known, updated=self._clock(), **fields))
            return self._by_id[identifier]


def as_json(subscription: Subscription) -> dict[str, Any]:
    """A subscription as Calendly writes it; the key is never shown again."""
    links = Links(subscription.base)
    return {
        "uri": address(subscription),
        "callback_url": subscription.url,
        "created_at": stamp(subscription.created),
        "updated_at": stamp(subscription.updated),
        "retry_started_at": stamp(subscription.retrying_since) if subscription.retrying_since else None,
        "state": "active" if subscription.active else "disabled",
        "events": list(subscription.events),
        "scope": subscription.scope,
        "organization": links.organization(subscription.organization),
        "user": links.user(subscription.user) if subscription.user else None,
        "group": None,
        "creator": links.user(subscription.creator),
    }


def address(subscription: Subscription) -> str:
    return f"{subscription.base}/webhook_subscriptions/{subscription.id}"


def _same_place(one: Subscription, other: Subscription) -> bool:
    return one.url == other.url and one.organization.id == other.organization.id
