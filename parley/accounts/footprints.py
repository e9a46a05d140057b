"""Footprints: what was changed at Calendly by way of a chat, noted below the client before it is sent.

Whoever did it in the chat must not be told of it as news, and the key of a booking leads back to whoever made it.
"""

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from sqlalchemy import delete, insert, select

from parley.calendly.noting import Noting
from parley.calendly.transport import Transport
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import footprints

# As long as what was booked may still be moved or cancelled by somebody else.
KEPT = timedelta(days=366)
_CANCEL = re.compile(r"/scheduled_events/([^/]+)/cancellation")
_UNMARK = re.compile(r"/invitee_no_shows/([^/]+)")


class Footprints:
    """Knows what was done in chats."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def under(self, transport: Transport, principal_id: str, owner: str) -> Transport:
        """Return the transport with every write noted, as done with this person's account of that owner (URI)."""

        def note(method: str, path: str, body: Mapping[str, Any]) -> None:
            if thing := changed(method, path, body):
                self.note(principal_id, owner, thing)

        return Noting(transport, note)

    def note(self, principal_id: str, owner: str, thing: str) -> None:
        """Note that a thing was changed."""
        values = {"owner": owner, "thing": thing, "principal_id": principal_id, "made_at": self._clock()}
        same = (footprints.c.owner == owner, footprints.c.thing == thing)
        with self._database.write() as connection:
            connection.execute(delete(footprints).where(*same))
            connection.execute(insert(footprints).values(values))

    def whose(self, owner: str, things: Collection[str]) -> str | None:
        """Return who changed one of these things last, None when nobody did in a chat."""
        query = select(footprints.c.principal_id).where(footprints.c.owner == owner, footprints.c.thing.in_(things))
        with self._database.read() as connection:
            return connection.execute(query.order_by(footprints.c.made_at.desc()).limit(1)).scalar_one_or_none()

    def sweep(self) -> int:
        """Forget what is old, and return how much."""
        with self._database.write() as connection:
            old = delete(footprints).where(footprints.c.made_at < self._clock() - KEPT)
            return connection.execute(old).rowcount


def changed(method: str, path: str, body: Mapping[str, Any]) -> str | None:
    """Return what a write changes, as it is found again in what Calendly tells of it; None for what is not told."""
    match method, path:
        case "POST", "/invitees":
            return (body.get("tracking") or {}).get("utm_content")
        case "POST", "/invitee_no_shows":
            return body.get("invitee")
        case "POST", _ if found := _CANCEL.fullmatch(path):
            return unquote(found[1])
        case "DELETE", _ if found := _UNMARK.fullmatch(path):
            return unquote(found[1])
    return None
