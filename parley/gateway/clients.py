"""REST clients at the gateway's door: who is there, by their key, and how much of them."""

import hmac

from fastapi import HTTPException

from parley.clients.clients import Callback, Clients, Key
from parley.gateway.core import Gateway
from parley.gateway.rates import Rates


class Doorkeeper:
    """Knows clients by the keys in the settings and in the database."""

    def __init__(self, gateway: Gateway) -> None:
        self._settings = gateway.settings
        self._database = gateway.database
        self._clients = Clients(gateway.database, gateway.vault, gateway.clock)
        self._rates = Rates(gateway.settings)

    async def let_in(self, authorization: str) -> str:
        """Return the name of the client whose key the header carries.

        HTTPException 401 without a key that was ever made, 403 when it was revoked, 429 for too many requests.
        """
        scheme, _, given = authorization.partition(" ")
        given = given.strip() if scheme.lower() == "bearer" else ""
        name, rate = self._of_settings(given), None
        if name is None:
            key = await self._of_database(given)
            name, rate = key.client, key.rate
        if seconds := await self._rates.wait_for_client(name, rate):
            raise HTTPException(
                429, f"Too many requests at once. Go on in {seconds} seconds.", headers={"Retry-After": str(seconds)}
            )
        return name

    async def callback(self, client: str) -> Callback | None:
        """Return where a client is called back, None where it is not: it asks, or hears with the next answer."""
        if made := await self._database.run(self._clients.callback, client):
            return made
        url = self._settings.rest_addresses.get(client)
        return Callback(url, self._settings.rest_keys[client]) if url else None

    def _of_settings(self, given: str) -> str | None:
        keys = self._settings.rest_keys
        matches = [name for name, key in keys.items() if hmac.compare_digest(given.encode(), key.encode())]
        return matches[0] if matches else None

    async def _of_database(self, given: str) -> Key:
        key = await self._database.run(self._clients.of_key, given)
        if key is None:
            raise HTTPException(
                401,
                "Send `Authorization: Bearer <key>` with a key from `parley clients create` or PARLEY_REST_CLIENTS.",
                headers={"WWW-Authenticate": "Bearer"},
            )
        if key.revoked_at:
            raise HTTPException(403, "This key was revoked. Ask whoever runs this bot for another one.")
        await self._database.run(self._clients.used, key)
        return key
