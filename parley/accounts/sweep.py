"""Sweeping: what was never finished goes, a bounded batch at a time."""

from dataclasses import dataclass
from datetime import timedelta

from parley.accounts.stores.base import Stores
from parley.clock import Clock

BATCH = 500
# Used and expired links are told apart from unknown ones for a day.
REMEMBER = timedelta(days=1)


@dataclass(frozen=True)
class Swept:
    """How many of each went."""

    tickets: int
    attempts: int
    grants: int

    @property
    def is_partial(self) -> bool:
        """Return whether there may be more."""
        return BATCH in (self.tickets, self.attempts, self.grants)


class Sweep:
    """Forgets what is over."""

    def __init__(self, stores: Stores, clock: Clock) -> None:
        self._stores = stores
        self._clock = clock

    def sweep(self) -> Swept:
        """Forget at most 500 of each: old tickets and attempts, and grants nobody agreed to, with their codes.

        The grants are left to be revoked.
        """
        now = self._clock()
        return Swept(
            self._stores.tickets.sweep(now - REMEMBER, BATCH),
            self._stores.states.sweep(now - REMEMBER, BATCH),
            self._stores.grants.sweep(now, BATCH),
        )
