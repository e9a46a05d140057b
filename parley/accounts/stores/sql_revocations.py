"""Revocations in SQL."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from parley.accounts.stores.base import SealedRevocation
from parley.accounts.stores.sql_rows import revocation_row
from parley.db.engine import Database
from parley.db.tables import revocations


class SqlRevocations:
    """The `RevocationStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, revocation: SealedRevocation) -> None:
        """Keep one."""
        with self._database.write() as connection:
            connection.execute(insert(revocations).values(revocation_row(revocation)))

    def get(self, revocation_id: str) -> SealedRevocation | None:
        """Return one."""
        with self._database.read() as connection:
            query = select(revocations).where(revocations.c.id == revocation_id)
            row = connection.execute(query).mappings().one_or_none()
        return SealedRevocation(**row) if row else None

    def due(self, now: datetime, most: int) -> list[str]:
        """Return the ids of those that are due."""
        query = select(revocations.c.id).where(revocations.c.try_after <= now)
        with self._database.read() as connection:
            ordered = query.order_by(revocations.c.created_at, revocations.c.id).limit(most)
            return list(connection.execute(ordered).scalars())

    def tried(self, revocation_id: str, try_after: datetime) -> None:
        """Count a try."""
        change = update(revocations).where(revocations.c.id == revocation_id)
        with self._database.write() as connection:
            connection.execute(change.values(tries=revocations.c.tries + 1, try_after=try_after))

    def lighten(self, revocation_id: str, refresh_token: bytes, hooks: str | None) -> None:
        """Keep what is left."""
        change = update(revocations).where(revocations.c.id == revocation_id)
        with self._database.write() as connection:
            connection.execute(change.values(refresh_token=refresh_token, hooks=hooks))

    def erase(self, revocation_id: str) -> None:
        """Forget one."""
        with self._database.write() as connection:
            connection.execute(delete(revocations).where(revocations.c.id == revocation_id))

    def give_up(self, before: datetime) -> int:
        """Forget all that are older."""
        with self._database.write() as connection:
            return connection.execute(delete(revocations).where(revocations.c.created_at <= before)).rowcount
