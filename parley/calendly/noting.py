"""A way to Calendly on which every write is noted before it is sent, however it ends."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from parley.calendly.transport import Transport

type Note = Callable[[str, str, Mapping[str, Any]], None]


class Noting(Transport):
    """A transport that calls `note` with the method, the path and the body of each write, and then sends it."""

    def __init__(self, transport: Transport, note: Note) -> None:
        self._transport = transport
        self._note = note

    def now(self) -> datetime:
        """Return this moment."""
        return self._transport.now()

    def get(self, *args: Any, **more: Any) -> dict[str, Any]:
        """Read."""
        return self._transport.get(*args, **more)

    def send(
        self,
        method: str,
        path: str,
        token: str,
        params: Mapping[str, Any],
        body: Mapping[str, Any] | None,
        budget: timedelta | None = None,
    ) -> dict[str, Any]:
        """Note it, then send it."""
        self._note(method, path, body or {})
        return self._transport.send(method, path, token, params, body, budget)
