"""The way to the people behind the bot: their webhook, signed as callbacks are."""

from typing import Self

import aiohttp

from parley.clients.clients import Callback
from parley.clock import Clock
from parley.db.engine import Database
from parley.gateway.callbacks import Callbacks
from parley.helpdesk.handoffs import Handoff, Handoffs
from parley.settings import Settings


class Helpdesk:
    """Brings requests for a person to the webhook."""

    def __init__(self, handoffs: Handoffs, callbacks: Callbacks, webhook: Callback | None) -> None:
        self.handoffs = handoffs
        self._callbacks = callbacks
        self._webhook = webhook

    @classmethod
    def of(cls, settings: Settings, session: aiohttp.ClientSession, database: Database, clock: Clock) -> Self:
        """Return the helpdesk as the settings describe it."""
        address, secret = settings.handoff_webhook.get_secret_value(), settings.handoff_secret.get_secret_value()
        webhook = Callback(address, secret) if address else None
        return cls(Handoffs(database, clock), Callbacks(session, clock), webhook)

    @property
    def has_webhook(self) -> bool:
        """Return whether there is somebody to tell."""
        return self._webhook is not None

    async def post(self, handoff: Handoff) -> None:
        """Tell of a request; the same `webhook-id` every time. NotTaken unless the answer is 2xx."""
        if self._webhook:
            await self._callbacks.post(self._webhook, handoff.id, handoff.told())
