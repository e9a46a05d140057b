"""Tickets and states in SQL."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from parley.accounts.stores.base import Once
from parley.db.engine import Database


class SqlOnce:
    """The `OnceStore` in one table."""

    def __init__(self, database: Database, table: Table) -> None:
        self._database = database
        self._table = table

    def add(self, once: Once) -> None:
        """Keep one."""
        row = {**asdict(once), "scopes": " ".join(sorted(once.scopes)), self._key.name: once.digest}
        columns = self._table.columns.keys()
        with self._database.write() as connection:
            connection.execute(insert(self._table).values({name: row[name] for name in columns}))

    def find(self, digests: Collection[str]) -> Once | None:
        """Return the one with any of these digests."""
        with self._database.read() as connection:
            query = select(self._table).where(self._key.in_(digests))
            return self._of_row(connection.execute(query).mappings().one_or_none())

    def consume(self, digests: Collection[str], now: datetime) -> Once | None:
        """Use it up: one statement, so one caller."""
        columns = self._table.c
        unused = update(self._table).where(self._key.in_(digests), columns.used_at.is_(None), columns.expires_at > now)
        with self._database.write() as connection:
            rows = connection.execute(unused.values(used_at=now).returning(*columns)).mappings()
            return self._of_row(rows.one_or_none())

    def sweep(self, before: datetime, most: int) -> int:
        """Forget expired ones."""
        expires = self._table.c.expires_at
        batch = select(self._key).where(expires <= before).order_by(expires).limit(most)
        with self._database.write() as connection:
            return connection.execute(delete(self._table).where(self._key.in_(batch))).rowcount

    @property
    def _key(self) -> Column[Any]:
        (key,) = self._table.primary_key.columns
        return key

    def _of_row(self, row: RowMapping | None) -> Once | None:
        if row is None:
            return None
        return Once(
            digest=row[self._key.name],
            conversation_id=row["conversation_id"],
            scopes=frozenset(row["scopes"].split()),
            expires_at=row["expires_at"],
            used_at=row["used_at"],
            browser_digest=row.get("browser_digest"),
            verifier=row.get("verifier"),
        )
