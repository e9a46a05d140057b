"""Grants in SQL."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, or_, select, update
from sqlalchemy.exc import OperationalError
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_random

from parley.accounts.grant import Dropped, State
from parley.accounts.stores.base import SETTLED, UNSETTLED, Bury, SealedGrant
from parley.accounts.stores.sql_rows import drop, in_time, lock, lock_free, of_row, oldest_first, take_place, to_row
from parley.db.engine import Database
from parley.db.tables import grants, principals

PAUSE = wait_random(0.1, 0.5)  # seconds


class SqlGrants:
    """The `GrantStore` in SQL."""

    def __init__(self, database: Database, bury: Bury) -> None:
        self._database = database
        self._bury = bury

    def add(self, grant: SealedGrant) -> None:
        """Keep a new grant."""
        with self._database.write() as connection:
            default_id = lock(connection, grant.principal_id)
            if grant.state == "named":
                drop(connection, self._bury, *_of(grant.principal_id, {"named"}))
            connection.execute(insert(grants).values(to_row(grant)))
            if grant.state == "live":
                take_place(connection, self._bury, grant, default_id)

    def agree(self, principal_id: str, now: datetime) -> SealedGrant | None:
        """Make the named grant live."""
        named = update(grants).where(*_of(principal_id, {"named"}), in_time(now))
        with self._database.write() as connection:
            default_id = lock(connection, principal_id)
            change = named.values(state="live", confirm_by=None, linked_at=now).returning(*grants.c)
            row = connection.execute(change).one_or_none()
            if row is None:
                return None
            grant = of_row(row)
            take_place(connection, self._bury, grant, default_id)
        return grant

    def named(self, principal_id: str, now: datetime) -> SealedGrant | None:
        """Return the named grant in time."""
        return next(iter(self._read(select(grants).where(*_of(principal_id, {"named"}), in_time(now)))), None)

    def settled(self, principal_id: str) -> list[SealedGrant]:
        """Return the live and ended grants."""
        return self._read(select(grants).where(*_of(principal_id, SETTLED)).order_by(*oldest_first()))

    def default_id(self, principal_id: str) -> str | None:
        """Return the default's id."""
        query = select(principals.c.default_grant_id).where(principals.c.id == principal_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one_or_none()

    def make_default(self, principal_id: str, grant_id: str) -> bool:
        """Make it the default."""
        theirs = select(grants.c.id).where(*_of(principal_id, SETTLED), grants.c.id == grant_id).exists()
        change = update(principals).where(principals.c.id == principal_id, theirs).values(default_grant_id=grant_id)
        with self._database.write() as connection:
            lock(connection, principal_id)
            return connection.execute(change).rowcount == 1

    def get(self, grant_id: str) -> SealedGrant | None:
        """Return one grant."""
        return next(iter(self._read(select(grants).where(grants.c.id == grant_id))), None)

    def drop(
        self, principal_id: str, grant_id: str | None = None, states: Collection[State] = SETTLED | UNSETTLED
    ) -> list[Dropped]:
        """Forget and bury."""
        one = () if grant_id is None else (grants.c.id == grant_id,)
        with self._database.write() as connection:
            lock(connection, principal_id)
            return drop(connection, self._bury, *_of(principal_id, states), *one)

    def sweep(self, now: datetime, most: int) -> int:
        """Forget and bury what was never agreed to."""
        late = grants.c.state.in_(UNSETTLED) & (grants.c.confirm_by <= now)
        batch = select(grants.c.id, grants.c.principal_id).where(late).order_by(grants.c.confirm_by).limit(most)
        with self._database.write() as connection:
            rows = connection.execute(batch).all()
            people = lock_free(connection, {row.principal_id for row in rows})
            # `late` once more: somebody may have agreed since the batch was read (PostgreSQL).
            swept = grants.c.id.in_([row.id for row in rows]), grants.c.principal_id.in_(people), late
            return len(drop(connection, self._bury, *swept))

    def lease(self, grant_id: str, generation: int, now: datetime, until: datetime) -> SealedGrant | None:
        """Lease the grant's refresh: one statement, so one caller."""
        free = or_(grants.c.refreshing_until.is_(None), grants.c.refreshing_until < now)
        wanted = (*_at(grant_id, generation), grants.c.state == "live", free)
        # Looked at first: hundreds who wait for the holder must not stand in line before it with writes for nothing.
        if not self._read(select(grants).where(*wanted)):
            return None
        lease = update(grants).where(*wanted).values(refreshing_until=until).returning(*grants.c)
        with self._database.write() as connection:
            row = connection.execute(lease).one_or_none()
        return of_row(row) if row else None

    def release(self, grant_id: str, until: datetime) -> None:
        """End one's own lease."""
        self._changes((grants.c.id == grant_id, grants.c.refreshing_until == until), refreshing_until=None)

    def renew(self, sealed: SealedGrant) -> bool:
        """Keep new tokens: those before are spent, so a database that is gone for a moment is waited for."""
        patiently = Retrying(
            retry=retry_if_exception_type(OperationalError), wait=PAUSE, stop=stop_after_delay(5), reraise=True
        )
        return patiently(self._renew, sealed)

    def _renew(self, sealed: SealedGrant) -> bool:
        return self._changes(
            _at(sealed.id, sealed.generation),
            access_token=sealed.access_token,
            refresh_token=sealed.refresh_token,
            expires_at=sealed.expires_at,
            generation=sealed.generation + 1,
            # Whoever took over a lease that had run out may have found the token spent, by the refresh that ends here.
            state="live",
            ended_at=None,
            told_at=None,
            refreshing_until=None,
        )

    def end(self, grant_id: str, generation: int, now: datetime) -> bool:
        """Mark it as ended."""
        live = (*_at(grant_id, generation), grants.c.state == "live")
        return self._changes(live, state="ended", ended_at=now, told_at=None, refreshing_until=None)

    def ended_untold(self, before: datetime, most: int) -> list[SealedGrant]:
        """Return whose people have to be told."""
        untold = grants.c.state == "ended", grants.c.told_at.is_(None), grants.c.ended_at <= before
        return self._read(select(grants).where(*untold).order_by(grants.c.ended_at, grants.c.id).limit(most))

    def tell(self, grant_id: str, now: datetime) -> bool:
        """Let one caller tell."""
        untold = grants.c.id == grant_id, grants.c.state == "ended", grants.c.told_at.is_(None)
        return self._changes(untold, told_at=now)

    def _read(self, query: Select[Any]) -> list[SealedGrant]:
        with self._database.read() as connection:
            return [of_row(row) for row in connection.execute(query)]

    def _changes(self, which: Collection[ColumnElement[bool]], **values: Any) -> bool:
        with self._database.write() as connection:
            return connection.execute(update(grants).where(*which).values(**values)).rowcount == 1


def _of(principal_id: str, states: Collection[State]) -> tuple[ColumnElement[bool], ...]:
    return grants.c.principal_id == principal_id, grants.c.state.in_(states)


def _at(grant_id: str, generation: int) -> tuple[ColumnElement[bool], ...]:
    return grants.c.id == grant_id, grants.c.generation == generation
