"""The accounts whose calendars are watched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, select

from parley.accounts.people import HOUSE
from parley.calendly.scopes import READ_EVENTS, covers
from parley.db.engine import Database
from parley.db.tables import grants, principals


@dataclass(frozen=True)
class Watched:
    """A live grant: whose it is here, and whose at Calendly (URIs)."""

    grant_id: str
    principal_id: str
    channel: str
    owner: str
    organization: str | None
    scopes: frozenset[str]
    since: datetime

    @property
    def is_house(self) -> bool:
        """Return whether it is the operator's account, which visitors book with."""
        return self.channel == HOUSE


class Watch:
    """Finds them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def one(self, grant_id: str) -> Watched | None:
        """Return a grant, None when it is gone or ended."""
        return next(self._where(grants.c.id == grant_id), None)

    def all(self) -> list[Watched]:
        """Return every live grant that may read events."""
        return [one for one in self._where() if covers(one.scopes, READ_EVENTS)]

    def of_owner(self, owner: str) -> set[str]:
        """Return the people who have linked the account of this owner (URI)."""
        return {one.principal_id for one in self._where(grants.c.owner_uri == owner) if not one.is_house}

    def _where(self, *which: ColumnElement[bool]) -> Iterator[Watched]:
        query = select(grants, principals.c.channel).join(principals, principals.c.id == grants.c.principal_id)
        with self._database.read() as connection:
            rows = connection.execute(query.where(grants.c.state == "live", *which)).mappings().all()
        return map(_watched, rows)


def _watched(row: RowMapping) -> Watched:
    return Watched(
        row["id"],
        row["principal_id"],
        row["channel"],
        row["owner_uri"],
        row["organization_uri"],
        frozenset(row["scopes"].split()),
        row["linked_at"] or row["created_at"],
    )
