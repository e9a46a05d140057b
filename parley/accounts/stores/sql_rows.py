"""Grants as rows, and what happens to several of them at once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from parley.accounts.grant import Dropped, Owner
from parley.accounts.stores.base import SETTLED, Bury, SealedGrant
from parley.db.tables import conversations, grants, principals, revocations, subscriptions


def to_row(grant: SealedGrant) -> dict[str, Any]:
    """Return the row of a grant."""
    owner = grant.owner
    return {
        "id": grant.id,
        "principal_id": grant.principal_id,
        "state": grant.state,
        "owner_uri": owner.uri,
        "organization_uri": owner.organization_uri,
        "organization_name": owner.organization_name,
        "name": owner.name,
        "email": owner.email,
        "time_zone": owner.time_zone,
        "time_notation": owner.time_notation,
        "scopes": " ".join(sorted(grant.scopes)),
        "access_token": grant.access_token,
        "refresh_token": grant.refresh_token,
        "expires_at": grant.expires_at,
        "created_at": grant.created_at,
        "generation": grant.generation,
        "confirm_by": grant.confirm_by,
        "linked_at": grant.linked_at,
    }


def of_row(row: Row[Any]) -> SealedGrant:
    """Return the grant of a row."""
    owner = Owner(
        row.owner_uri,
        row.organization_uri,
        row.name,
        row.email,
        row.time_zone,
        row.time_notation,
        row.organization_name,
    )
    return SealedGrant(
        id=row.id,
        principal_id=row.principal_id,
        state=row.state,
        owner=owner,
        scopes=frozenset(row.scopes.split()),
        access_token=row.access_token,
        refresh_token=row.refresh_token,
        expires_at=row.expires_at,
        created_at=row.created_at,
        generation=row.generation,
        confirm_by=row.confirm_by,
        linked_at=row.linked_at,
    )


def lock(connection: Connection, principal_id: str) -> str | None:
    """Keep others from changing this person's grants, and return the default's id; SQLite's writers are alone."""
    query = select(principals.c.default_grant_id).where(principals.c.id == principal_id)
    return connection.execute(query.with_for_update(key_share=True)).scalar_one_or_none()


def lock_chat(connection: Connection, conversation_id: str) -> None:
    """Do the same by one of the person's conversations."""
    theirs = select(conversations.c.principal_id).where(conversations.c.id == conversation_id).scalar_subquery()
    query = select(principals.c.id).where(principals.c.id == theirs)
    connection.execute(query.with_for_update(key_share=True))


def lock_free(connection: Connection, principal_ids: Collection[str]) -> list[str]:
    """Do the same for all of these whom nobody else has locked just now, and return them."""
    query = select(principals.c.id).where(principals.c.id.in_(principal_ids))
    return list(connection.execute(query.with_for_update(key_share=True, skip_locked=True)).scalars())


def drop(connection: Connection, bury: Bury, *which: ColumnElement[bool]) -> list[Dropped]:
    """Delete grants and bury them, and let no default point at one that is gone.

    Their people are locked: or two who delete several rows each would wait for each other (PostgreSQL).
    """
    hooks = _hooks(connection, *which)
    rows = connection.execute(delete(grants).where(*which).returning(*grants.c)).all()
    dropped = [_buried(connection, bury, of_row(row), hooks.get(row.id)) for row in rows]
    for principal_id in {row.principal_id for row in rows if row.state in SETTLED}:
        gone = principals.c.default_grant_id.in_([one.grant_id for one in dropped])
        heir = select(grants.c.id).where(*_settled(principal_id)).order_by(*oldest_first()).limit(1).scalar_subquery()
        change = update(principals).where(principals.c.id == principal_id, gone)
        connection.execute(change.values(default_grant_id=heir))
    return dropped


def take_place(connection: Connection, bury: Bury, grant: SealedGrant, default_id: str | None) -> None:
    """Let a live grant take the place of its owner's earlier one; `default_id` is the default from before."""
    same = (grants.c.owner_uri == grant.owner.uri, grants.c.id != grant.id)
    drop(connection, bury, *_settled(grant.principal_id), *same)
    default_lives = select(grants.c.id).where(grants.c.id == default_id, grants.c.state == "live")
    if connection.execute(default_lives).one_or_none() is None:
        change = update(principals).where(principals.c.id == grant.principal_id)
        connection.execute(change.values(default_grant_id=grant.id))


def oldest_first() -> Sequence[ColumnElement[Any]]:
    """Return the order in which a person's accounts were linked."""
    return grants.c.linked_at, grants.c.id


def revocation_row(revocation: Any) -> dict[str, Any]:
    """Return the row of a revocation."""
    fields = ("id", "refresh_token", "created_at", "try_after", "tries", "hooks")
    return {name: getattr(revocation, name) for name in fields}


def in_time(now: datetime) -> ColumnElement[bool]:
    """Return whether there is still time to agree to a grant."""
    return grants.c.confirm_by > now


def _settled(principal_id: str) -> tuple[ColumnElement[bool], ...]:
    return grants.c.principal_id == principal_id, grants.c.state.in_(SETTLED)


def _hooks(connection: Connection, *which: ColumnElement[bool]) -> dict[str, str]:
    """Return the subscription's id at Calendly of each grant that has one."""
    query = select(subscriptions.c.grant_id, subscriptions.c.uri).join(grants).where(*which)
    rows = connection.execute(query.where(subscriptions.c.uri.is_not(None))).all()
    return {row.grant_id: row.uri.rsplit("/", 1)[-1] for row in rows}


def _buried(connection: Connection, bury: Bury, grant: SealedGrant, hooks: str | None) -> Dropped:
    revocation = bury(grant)
    if revocation:
        connection.execute(insert(revocations).values({**revocation_row(revocation), "hooks": hooks}))
    return Dropped(grant.id, grant.owner, revocation.id if revocation else None)
