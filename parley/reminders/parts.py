"""All of `parley.reminders`, put together once for a process."""

from collections.abc import Collection
from dataclasses import dataclass

from parley.accounts.parts import Accounts
from parley.clock import Clock
from parley.db.engine import Database
from parley.reminders.digest import Digests
from parley.reminders.lookout import Lookout
from parley.reminders.reminder import Reminders
from parley.visits.calendars import Calendars


@dataclass(frozen=True)
class Plans:
    """What people asked to be told at a time of their own, and the way into the calendars that it is about."""

    reminders: Reminders
    digests: Digests
    lookout: Lookout

    def forget(self, principal_id: str, owners: Collection[str]) -> None:
        """Forget all that is about these accounts of a person, by their owners' URIs."""
        self.reminders.forget(principal_id, owners)
        self.digests.forget(principal_id, owners)


def make_plans(database: Database, accounts: Accounts, calendars: Calendars, clock: Clock) -> Plans:
    """Return the services around reminders and digests."""
    reminders = Reminders(database, clock)
    lookout = Lookout(reminders, accounts, calendars, clock)
    return Plans(reminders, Digests(database, lookout.zone, clock), lookout)
