"""Subscriptions that outlive a restart."""

from collections.abc import Callable
from datetime import datetime

from parley.sandbox.shelf import Shelf
from parley.sandbox.webhooks.records import SubscriptionRecord
from parley.sandbox.webhooks.subscriptions import Subscription, Subscriptions
from parley.sandbox.world import World

KIND = "webhook subscription"


class KeptSubscriptions(Subscriptions):
    """The same store, with every change on the shelf as well."""

    def __init__(self, clock: Callable[[], datetime], shelf: Shelf, world: World) -> None:
        super().__init__(clock)
        self._shelf = shelf
        for body in shelf.all(KIND).values():
            found = SubscriptionRecord.model_validate_json(body).thing(world)
            if found is not None:
                self._by_id[found.id] = found

    def close(self) -> None:
        self._shelf.close()

    def _keep(self, subscription: Subscription) -> None:
        self._shelf.put([(KIND, subscription.id, SubscriptionRecord.of(subscription).model_dump_json())])
        super()._keep(subscription)

    def _drop(self, identifier: str) -> None:
        self._shelf.drop(KIND, identifier)
        super()._drop(identifier)
