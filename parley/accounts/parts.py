"""All of `parley.accounts`, put together once for a process."""

from dataclasses import dataclass

from parley.accounts.access import Access
from parley.accounts.codes import Codes
from parley.accounts.connecting import Connecting
from parley.accounts.footprints import Footprints
from parley.accounts.grants import Grants
from parley.accounts.house import House
from parley.accounts.linking import Linking
from parley.accounts.people import People
from parley.accounts.revocations import Burial, Revocations, Unhook
from parley.accounts.stores.sql import sql_stores
from parley.accounts.sweep import Sweep
from parley.accounts.unlinking import Unlinking
from parley.accounts.vault import Vault
from parley.calendly.client import Calendly, PersonalToken
from parley.calendly.oauth import OAuth
from parley.calendly.transport import Transport
from parley.clock import Clock
from parley.db.engine import Database


@dataclass(frozen=True)
class Accounts:
    """The services around people and their accounts."""

    people: People
    linking: Linking
    codes: Codes
    grants: Grants
    access: Access
    connecting: Connecting
    revocations: Revocations
    sweep: Sweep
    unlinking: Unlinking
    house: House


def make_accounts(
    database: Database, vault: Vault, oauth: OAuth, transport: Transport, clock: Clock, house_token: str = ""
) -> Accounts:
    """Return the services, connected, on this database. `house_token` is the operator's personal access token."""
    burial = Burial(vault, clock)
    stores, people = sql_stores(database, burial), People(database, clock)
    linking = Linking(stores.tickets, stores.states, vault, clock)
    codes = Codes(stores.codes, vault, clock)
    revocations = Revocations(stores.revocations, burial, vault, oauth, _unhook(transport), clock)
    grants = Grants(stores.grants, revocations, vault, clock)
    access = Access(people, grants, transport, oauth, clock, Footprints(database, clock))
    return Accounts(
        people,
        linking,
        codes,
        grants,
        access,
        Connecting(people, linking, codes, grants, revocations, oauth, transport),
        revocations,
        Sweep(stores, clock),
        Unlinking(people, grants, revocations),
        House(people, grants, access, transport, house_token),
    )


def _unhook(transport: Transport) -> Unhook:
    return lambda hook, token: Calendly(transport, PersonalToken(token)).webhooks.delete(hook)
