"""Whether a turn has changed anything at Calendly, or may have: noted before it is sent, however the turn ends."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from parley.accounts.access import Account
from parley.calendly.transport import Transport


class Sent:
    """What one turn has sent. `anything` is true from the moment before the first write, or handing in of a request."""

    def __init__(self) -> None:
        self.anything = False

    def by(self, account: Account) -> Account:
        """Return the account with its writes noted here."""
        return replace(
            account, calendly=account.calendly.through(lambda way: _Noting(way, self), lambda tokens: tokens)
        )


class _Noting(Transport):
    """A transport that notes that something is written by way of it."""

    def __init__(self, transport: Transport, sent: Sent) -> None:
        self._transport = transport
        self._sent = sent

    def now(self) -> Any:
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
        self._sent.anything = True
        return self._transport.send(method, path, token, params, body, budget)
