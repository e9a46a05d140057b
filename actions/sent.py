"""Whether a turn has changed anything at Calendly, or may have: noted before it is sent, however the turn ends."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from parley.accounts.access import Account
from parley.calendly.noting import Noting


class Sent:
    """What one turn has sent. `anything` is true from the moment before the first write, or handing in of a request."""

    def __init__(self) -> None:
        self.anything = False

    def by(self, account: Account) -> Account:
        """Return the account with its writes noted here."""
        return replace(
            account, calendly=account.calendly.through(lambda way: Noting(way, self._note), lambda tokens: tokens)
        )

    def _note(self, method: str, path: str, body: Mapping[str, Any]) -> None:
        self.anything = True
