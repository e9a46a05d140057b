"""Sealing everything stored with the newest key, while the bot runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, func, select, update
from sqlalchemy.engine import RowMapping

from parley.accounts.places import (
    client_place,
    grant_place,
    operation_place,
    revocation_place,
    verifier_place,
    workspace_place,
)
from parley.accounts.vault import CannotOpen, Vault
from parley.db.engine import Database
from parley.db.tables import attempts, grants, operations, rest_clients, revocations, slack_workspaces

BATCH = 100


@dataclass(frozen=True)
class Place:
    """A sealed column; `belongs_to` gives the associated data that its value in a row was sealed with."""

    column: Column[bytes]
    belongs_to: Callable[[RowMapping], str]

    @property
    def table(self) -> Table:
        """Return the table it stands in."""
        return self.column.table


@dataclass
class Rotated:
    """How many values were sealed anew, open with no key, and are left because somebody changed them meanwhile."""

    sealed: int = 0
    shut: int = 0
    left: int = 0


PLACES = (
    Place(grants.c.access_token, lambda row: grant_place(row["principal_id"], row["id"], "access_token")),
    Place(grants.c.refresh_token, lambda row: grant_place(row["principal_id"], row["id"], "refresh_token")),
    Place(attempts.c.verifier, lambda row: verifier_place(row["state_digest"])),
    Place(revocations.c.refresh_token, lambda row: revocation_place(row["id"])),
    Place(operations.c.request, lambda row: operation_place(row["id"], "request")),
    Place(operations.c.progress, lambda row: operation_place(row["id"], "progress")),
    Place(operations.c.outcome, lambda row: operation_place(row["id"], "outcome")),
    Place(rest_clients.c.callback, lambda row: client_place(row["name"])),
    Place(slack_workspaces.c.bot_token, lambda row: workspace_place(row["id"])),
)


class Rotation:
    """Seals every stored value with the first key; may be stopped at any point and run again."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def run(self) -> Rotated:
        """Seal anew whatever another key has sealed, a batch at a time, and return what came of it.

        A value that somebody else changes meanwhile is left to them: `left` is more than none only while a process
        seals with another first key than ours.
        """
        done = Rotated()
        for place in PLACES:
            for rows in self._batches(place):
                self._seal(place, rows, done)
        done.left = max(0, sum(self._others(place) for place in PLACES) - done.shut)
        return done

    def _batches(self, place: Place) -> Iterator[list[RowMapping]]:
        (key,) = place.table.primary_key.columns
        query = select(place.table).where(self._is_other(place.column)).order_by(key).limit(BATCH)
        rows = self._rows(query)
        while rows:
            yield rows
            # By the key and not from the start: what does not open would come again and again.
            rows = self._rows(query.where(key > rows[-1][key.name]))

    def _rows(self, query: Any) -> list[RowMapping]:
        with self._database.read() as connection:
            return list(connection.execute(query).mappings())

    def _seal(self, place: Place, rows: list[RowMapping], done: Rotated) -> None:
        anew = [(row, sealed) for row in rows if (sealed := self._anew(place, row))]
        done.shut += len(rows) - len(anew)
        with self._database.write() as connection:
            for row, sealed in anew:
                done.sealed += connection.execute(_swap(place, row, sealed)).rowcount

    def _anew(self, place: Place, row: RowMapping) -> bytes | None:
        belongs_to = place.belongs_to(row)
        try:
            return self._vault.seal(self._vault.open(row[place.column.name], belongs_to), belongs_to)
        except CannotOpen:
            return None

    def _others(self, place: Place) -> int:
        count = select(func.count()).select_from(place.table).where(self._is_other(place.column))
        with self._database.read() as connection:
            return connection.execute(count).scalar_one()

    def _is_other(self, column: Column[bytes]) -> ColumnElement[bool]:
        name = self._vault.sealing_name
        return func.substr(column, 1, len(name), type_=LargeBinary) != name


def _swap(place: Place, row: RowMapping, sealed: bytes) -> Any:
    # Compare and swap: a refresh that ended since we read must never be overwritten with the tokens before it.
    (key,) = place.table.primary_key.columns
    unchanged = place.column == row[place.column.name]
    return update(place.table).where(key == row[key.name], unchanged).values({place.column: sealed})
