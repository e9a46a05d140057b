"""All of `parley.visits`, put together once for a process."""

from dataclasses import dataclass

from parley.accounts.house import Mode
from parley.accounts.parts import Accounts
from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.visits.calendars import Calendars
from parley.visits.host import Host
from parley.visits.ledger import Ledger
from parley.visits.proofs import Proofs


@dataclass(frozen=True)
class Visits:
    """Whose calendar a person works on, and how they show that bookings are theirs."""

    calendars: Calendars
    proofs: Proofs


def make_visits(
    database: Database, vault: Vault, accounts: Accounts, clock: Clock, chosen: Mode | None = None
) -> Visits:
    """Return the services around visitors. `chosen` is the mode by setting, None where it was left open."""
    ledger = Ledger(database, vault, clock)
    host = Host(accounts.house, accounts.people, ledger)
    calendars = Calendars(accounts.access, accounts.house, accounts.people, host, ledger, chosen)
    return Visits(calendars, Proofs(database, ledger, vault, clock))
