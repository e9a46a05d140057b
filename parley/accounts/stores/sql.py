"""Accounts in the database."""

from parley.accounts.stores.base import Bury, Stores
from parley.accounts.stores.sql_codes import SqlCodes
from parley.accounts.stores.sql_grants import SqlGrants
from parley.accounts.stores.sql_once import SqlOnce
from parley.accounts.stores.sql_revocations import SqlRevocations
from parley.db.engine import Database
from parley.db.tables import attempts, tickets


def sql_stores(database: Database, bury: Bury) -> Stores:
    """Return the stores in this database. `bury` is called inside the transaction in which a grant goes."""
    return Stores(
        grants=SqlGrants(database, bury),
        codes=SqlCodes(database, bury),
        tickets=SqlOnce(database, tickets),
        states=SqlOnce(database, attempts),
        revocations=SqlRevocations(database),
    )
