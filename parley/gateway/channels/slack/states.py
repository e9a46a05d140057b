"""States of installations under way."""

import secrets
from datetime import timedelta

from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from sqlalchemy import delete, insert

from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import slack_states

# How long somebody may take to install the app.
TEN_MINUTES = timedelta(minutes=10)


class States(AsyncOAuthStateStore):
    """RFC 6749 §10.12: states, good once and for ten minutes. Bolt holds each to the browser that it was made for."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    async def async_issue(self, *_args: object, **_kwargs: object) -> str:
        """Return a new state."""
        state = secrets.token_urlsafe(32)
        await self._database.run(self._issue, self._vault.digest("slack state", state))
        return state

    async def async_consume(self, state: str) -> bool:
        """Use a state up; False when it is unknown, used or over."""
        return await self._database.run(self._consume, self._vault.digests("slack state", state))

    def _issue(self, digest: str) -> None:
        now = self._clock()
        with self._database.write() as connection:
            connection.execute(delete(slack_states).where(slack_states.c.expires_at <= now))
            connection.execute(insert(slack_states).values(digest=digest, expires_at=now + TEN_MINUTES))

    def _consume(self, digests: list[str]) -> bool:
        mine = (slack_states.c.digest.in_(digests), slack_states.c.expires_at > self._clock())
        with self._database.write() as connection:
            return connection.execute(delete(slack_states).where(*mine)).rowcount > 0
