"""Grants: the Calendly accounts that a principal has linked, their tokens sealed."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from parley.accounts.vault import Vault
from parley.calendly.oauth import Tokens
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import grants

REFRESH_LEASE = timedelta(seconds=30)


@dataclass(frozen=True)
class Owner:
    """The Calendly user whose account was linked."""

    uri: str
    organization_uri: str | None
    name: str
    email: str
    time_zone: str
    time_notation: str


@dataclass(frozen=True)
class Grant:
    """One linked account, its tokens open."""

    id: str
    principal_id: str
    state: str
    owner: Owner
    tokens: Tokens


class Grants:
    """Keeps grants; a token leaves only opened, and only for the principal it belongs to."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def add(self, principal_id: str, owner: Owner, tokens: Tokens, *, live: bool) -> Grant:
        """Store a new grant, live at once or waiting for its code, and return it.

        A live one takes the place of the same owner's earlier grant in the same transaction.
        """
        grant = Grant(uuid.uuid4().hex, principal_id, "live" if live else "waiting", owner, tokens)
        with self._database.write() as connection:
            if live:
                connection.execute(self._earlier(grant))
            connection.execute(insert(grants).values(**self._row(grant), created_at=self._clock()))
        return grant

    def activate(self, connection: Connection, grant_id: str) -> None:
        """Make a waiting grant live, in place of the same owner's earlier one, within the caller's transaction."""
        grant = self._open(connection.execute(select(grants).where(grants.c.id == grant_id)).one())
        connection.execute(self._earlier(grant))
        connection.execute(update(grants).where(grants.c.id == grant_id).values(state="live"))

    def of(self, principal_id: str) -> Grant | None:
        """Return the principal's newest live grant, or the newest that Calendly ended, or None."""
        query = (
            select(grants)
            .where(grants.c.principal_id == principal_id, grants.c.state != "waiting")
            .order_by((grants.c.state == "live").desc(), grants.c.created_at.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return self._open(row) if row else None

    def erase(self, grant_id: str) -> None:
        """Forget a grant and its tokens."""
        with self._database.write() as connection:
            connection.execute(delete(grants).where(grants.c.id == grant_id))

    def reread(self, grant: Grant) -> Grant | None:
        """Return the grant as it is stored now, or the principal's present one when it was replaced, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(grants).where(grants.c.id == grant.id)).one_or_none()
        return self._open(row) if row else self.of(grant.principal_id)

    def lease_refresh(self, grant: Grant) -> bool:
        """Return whether the caller alone, of all processes, may now spend the grant's refresh token."""
        now = self._clock()
        free = or_(grants.c.refreshing_until.is_(None), grants.c.refreshing_until < now)
        lease = update(grants).where(grants.c.id == grant.id, grants.c.state == "live", free)
        with self._database.write() as connection:
            return connection.execute(lease.values(refreshing_until=now + REFRESH_LEASE)).rowcount == 1

    def renew(self, grant: Grant, tokens: Tokens) -> Grant:
        """Store both new tokens in one transaction, end the lease, and return the grant."""
        self._end_lease(grant, **self._sealed(grant, tokens), expires_at=tokens.expires_at)
        return replace(grant, tokens=replace(tokens, scopes=grant.tokens.scopes))

    def release(self, grant: Grant) -> None:
        """End the lease with the tokens as they were."""
        self._end_lease(grant)

    def end(self, grant: Grant) -> None:
        """Remember that Calendly ended the grant: only the person can renew it now."""
        self._end_lease(grant, state="ended")

    def _end_lease(self, grant: Grant, **values: Any) -> None:
        change = update(grants).where(grants.c.id == grant.id).values(refreshing_until=None, **values)
        with self._database.write() as connection:
            connection.execute(change)

    def _earlier(self, grant: Grant) -> Any:
        return delete(grants).where(
            grants.c.principal_id == grant.principal_id,
            grants.c.owner_uri == grant.owner.uri,
            grants.c.state != "waiting",
        )

    def _row(self, grant: Grant) -> dict[str, Any]:
        owner, tokens = grant.owner, grant.tokens
        return {
            "id": grant.id,
            "principal_id": grant.principal_id,
            "state": grant.state,
            "owner_uri": owner.uri,
            "organization_uri": owner.organization_uri,
            "name": owner.name,
            "email": owner.email,
            "time_zone": owner.time_zone,
            "time_notation": owner.time_notation,
            "scopes": " ".join(sorted(tokens.scopes)),
            "expires_at": tokens.expires_at,
            **self._sealed(grant, tokens),
        }

    def _sealed(self, grant: Grant, tokens: Tokens) -> dict[str, bytes]:
        return {
            field: self._vault.seal(getattr(tokens, field), _place(grant.principal_id, grant.id, field))
            for field in ("access_token", "refresh_token")
        }

    def _open(self, row: Row[Any]) -> Grant:
        owner = Owner(row.owner_uri, row.organization_uri, row.name, row.email, row.time_zone, row.time_notation)
        opened = {
            field: self._vault.open(getattr(row, field), _place(row.principal_id, row.id, field))
            for field in ("access_token", "refresh_token")
        }
        tokens = Tokens(**opened, scopes=frozenset(row.scopes.split()), expires_at=row.expires_at)
        return Grant(row.id, row.principal_id, row.state, owner, tokens)


def _place(principal_id: str, grant_id: str, field: str) -> str:
    return f"principal {principal_id} grant {grant_id} {field}"


def expires_soon(grant: Grant, now: datetime, margin: timedelta) -> bool:
    """Return whether the access token ends within `margin`."""
    return grant.tokens.expires_at - now <= margin
