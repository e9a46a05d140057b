"""Erasing a person: asked for once, and finished however often a process dies meanwhile."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import delete, insert, select, update

from parley.accounts.grants import Grants
from parley.accounts.people import HOUSE
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import conversations, erasures, principals

MOST_DUE = 50
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Erasure:
    """An erasure that is not finished: the person, and the conversations that Rasa and the jobs know."""

    id: str
    principal_id: str
    conversations: list[str]


class Erasures:
    """Keeps what is to be erased, and erases what the database has."""

    def __init__(self, database: Database, grants: Grants, clock: Clock) -> None:
        self._database = database
        self._grants = grants
        self._clock = clock

    def ask(self, principal_id: str) -> str | None:
        """Record that this person is to be erased, and return the erasure's id; once this returns, it will be done.

        None where there is no such person, or it is the house.
        """
        known = select(principals.c.channel).where(principals.c.id == principal_id)
        again = select(erasures.c.id).where(erasures.c.principal_id == principal_id)
        with self._database.write() as connection:
            if connection.execute(known).scalar_one_or_none() in (None, HOUSE):
                return None
            if asked := connection.execute(again).scalar_one_or_none():
                return str(asked)
            values = {"id": uuid.uuid4().hex, "principal_id": principal_id, "conversations": []}
            connection.execute(insert(erasures).values(asked_at=self._clock(), **values))
        return str(values["id"])

    def of(self, principal_id: str) -> str | None:
        """Return the id of this person's erasure, None when none was asked for."""
        with self._database.read() as connection:
            query = select(erasures.c.id).where(erasures.c.principal_id == principal_id)
            return connection.execute(query).scalar_one_or_none()

    def due(self, older_than: timedelta = timedelta()) -> list[str]:
        """Return the ids of erasures that were asked for a while ago and are not finished, the oldest first."""
        old = erasures.c.asked_at <= self._clock() - older_than
        with self._database.read() as connection:
            query = select(erasures.c.id).where(old).order_by(erasures.c.asked_at).limit(MOST_DUE)
            return list(connection.execute(query).scalars())

    def get(self, erasure_id: str) -> Erasure | None:
        """Return an erasure; None once it is finished."""
        with self._database.read() as connection:
            row = connection.execute(select(erasures).where(erasures.c.id == erasure_id)).one_or_none()
        return Erasure(row.id, row.principal_id, row.conversations) if row else None

    def erase_rows(self, erasure_id: str) -> None:
        """Erase all that the database has about the person; their accounts are left to be revoked."""
        erasure = self.get(erasure_id)
        if erasure is None:
            return
        # First, so that the tokens are left to be revoked and not just gone.
        self._grants.unlink_all(erasure.principal_id)
        mine = select(conversations.c.id).where(conversations.c.principal_id == erasure.principal_id)
        with self._database.write() as connection:
            ids = {*erasure.conversations, *connection.execute(mine).scalars()}
            noted = update(erasures).where(erasures.c.id == erasure_id).values(conversations=sorted(ids))
            connection.execute(noted)
            connection.execute(delete(principals).where(principals.c.id == erasure.principal_id))
        log.info("a person is erased", erasure=erasure_id)

    def finish(self, erasure_id: str) -> None:
        """Forget that anybody was erased."""
        with self._database.write() as connection:
            connection.execute(delete(erasures).where(erasures.c.id == erasure_id))
