"""The way to the people behind the bot: their webhook, signed as callbacks are."""

from typing import Self

import aiohttp

from parley.clock import Clock
from parley.db.engine import Database
from parley.gateway.callbacks import Callbacks
from parley.helpdesk.handoffs import Handoff, Handoffs
from parley.settings import Settings

_HERE = "helpdesk"


class Helpdesk:
    """Brings requests for a person to the webhook."""

    def __init__(self, handoffs: Handoffs, callbacks: Callbacks) -> None:
        self.handoffs = handoffs
        self._callbacks = callbacks

    @classmethod
    def of(cls, settings: Settings, session: aiohttp.ClientSession, database: Database, clock: Clock) -> Self:
        """Return the helpdesk as the settings describe it."""
        address = settings.handoff_webhook.get_secret_value()
        addresses = {_HERE: address} if address else {}
        keys = {_HERE: settings.handoff_secret.get_secret_value()}
        return cls(Handoffs(database, clock), Callbacks(session, addresses, keys, clock))

    @property
    def has_webhook(self) -> bool:
        """Return whether there is somebody to tell."""
        return self._callbacks.has(_HERE)

    async def post(self, handoff: Handoff) -> None:
        """Tell of a request; the same `webhook-id` every time. NotTaken unless the answer is 2xx."""
        if self.has_webhook:
            await self._callbacks.post(_HERE, handoff.id, handoff.told())
