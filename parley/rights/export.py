"""All that is kept about one person, as JSON, without secrets."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Table, or_, select
from sqlalchemy.engine import RowMapping

from parley.accounts.places import operation_place
from parley.accounts.vault import Vault
from parley.db.engine import Database
from parley.db.tables import conversations, grants, principals
from parley.rights.about import is_about, tables_about

# Sealed because they are secrets, and told to nobody: they open somebody's Calendly.
SECRET = {("grants", "access_token"), ("grants", "refresh_token"), ("attempts", "verifier")}
# Sealed because they are about people, and opened for whoever asks on their behalf.
OPENED = {("operations", "request"), ("operations", "progress"), ("operations", "outcome")}
MOST_FOUND = 100


class Export:
    """Finds people, and tells what is kept about them."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def find(self, name: str = "") -> list[dict[str, Any]]:
        """Return who is meant by an id, a channel and address (`web:…`, `rest:client:sender`), or an account's e-mail.

        Without a name, the last hundred people who came.
        """
        query = select(principals.c.id, principals.c.channel, principals.c.address, principals.c.created_at)
        if name:
            linked = select(grants.c.principal_id).where(grants.c.email == name)
            channel, _, address = name.partition(":")
            query = query.where(
                or_(
                    principals.c.id == name,
                    principals.c.id.in_(linked),
                    (principals.c.channel == channel) & (principals.c.address == address),
                )
            )
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(principals.c.created_at.desc()).limit(MOST_FOUND)).mappings()
            people = [self._plain(row, principals) for row in rows]
            for one in people:
                mails = select(grants.c.email).where(grants.c.principal_id == one["id"]).order_by(grants.c.email)
                one["accounts"] = list(connection.execute(mails).scalars())
        return people

    def of(self, principal_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return every row about the person by table; empty where there is nobody."""
        found = {}
        with self._database.read() as connection:
            for table in tables_about():
                rows = connection.execute(select(table).where(is_about(table, principal_id))).mappings().all()
                if rows:
                    found[table.name] = [self._plain(row, table) for row in rows]
        return found

    def conversations(self, principal_id: str) -> list[str]:
        """Return the ids that Rasa knows the person's conversations by."""
        query = select(conversations.c.id).where(conversations.c.principal_id == principal_id)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def _plain(self, row: RowMapping, table: Table) -> dict[str, Any]:
        names = [str(name) for name in row if not is_hidden(table, str(name))]
        return {name: self._value(row, table, name) for name in names}

    def _value(self, row: RowMapping, table: Table, name: str) -> Any:
        value = row[name]
        if value is not None and (table.name, name) in OPENED:
            return json.loads(self._vault.open(value, operation_place(row["id"], name)))
        return value.isoformat() if isinstance(value, datetime) else value


def is_hidden(table: Table, name: str) -> bool:
    """Return whether a column is left out: a secret, or a digest, which says nothing to anybody."""
    return (table.name, name) in SECRET or name.endswith("digest")


def sealed_columns() -> set[tuple[str, str]]:
    """Return the columns about people that are not text."""
    return {
        (table.name, column.name)
        for table in tables_about()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
