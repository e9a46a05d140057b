"""Codes by mail: how somebody shows that an invitee's address is theirs, to find bookings made in another browser.

Whether an address has any bookings changes nothing that whoever asks can see: there is a code either way, and only the
mail is or is not sent.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from parley.accounts.stores.base import CodeCheck
from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import bookings, principals, visitor_addresses, visitor_codes
from parley.visits.ledger import Ledger

CODE_LIFE = timedelta(minutes=10)
TRIES = 5
PROOF_LIFE = timedelta(days=30)
# Codes for one person, or for one address: so that neither a mailbox is flooded nor codes are guessed in rows.
AN_HOUR, MOST_AN_HOUR = timedelta(hours=1), 3
A_DAY, MOST_A_DAY = timedelta(days=1), 10


@dataclass(frozen=True)
class Code:
    """A code to send; only `is_wanted` ones are: the address has bookings."""

    digits: str
    is_wanted: bool


class Proofs:
    """Hands out codes and checks what is typed."""

    def __init__(self, database: Database, ledger: Ledger, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._vault = vault
        self._clock = clock

    def ask(self, principal_id: str, email: str) -> Code | None:
        """Return a code for an address; the person's earlier ones are void. None when there were too many lately."""
        now, digests = self._clock(), self._ledger.digests(email)
        digits, code_id = f"{secrets.randbelow(10**6):06d}", uuid.uuid4().hex
        with self._database.write() as connection:
            # Two questions at once are counted one after the other: of one person, and for one address.
            connection.execute(select(principals.c.id).where(principals.c.id == principal_id).with_for_update())
            _lock_address(connection, digests[0])
            connection.execute(delete(visitor_codes).where(visitor_codes.c.created_at <= now - A_DAY))
            if _too_many(connection, principal_id, digests, now):
                return None
            mine = visitor_codes.c.principal_id == principal_id
            connection.execute(update(visitor_codes).where(mine).values(tries_left=0))
            values = {"id": code_id, "principal_id": principal_id, "email_digest": digests[0], "tries_left": TRIES}
            times = {"created_at": now, "expires_at": now + CODE_LIFE}
            digest = self._vault.digest("visitor code", f"{code_id} {digits}")
            connection.execute(insert(visitor_codes).values(**values, **times, digest=digest))
            _renew(connection, digests)
        return Code(digits, self._ledger.known_addresses(digests))

    def check(self, principal_id: str, typed: str) -> tuple[CodeCheck, int]:
        """Return what became of a typed code, and the tries left; the right one shows the address to be the person's.

        A try is taken before it is judged, so that guesses at the same moment share the five.
        """
        now, codes = self._clock(), visitor_codes.c
        with self._database.write() as connection:
            waiting = update(visitor_codes).where(codes.principal_id == principal_id, codes.tries_left > 0)
            columns = (codes.id, codes.digest, codes.email_digest, codes.expires_at, codes.tries_left)
            row = connection.execute(waiting.values(tries_left=codes.tries_left - 1).returning(*columns)).first()
            if row is None:
                return CodeCheck.NOT_WAITING, 0
            if row.expires_at <= now:
                _void(connection, row.id)
                return CodeCheck.EXPIRED, 0
            known = self._vault.digests("visitor code", f"{row.id} {typed}")
            if not any(secrets.compare_digest(row.digest, one) for one in known):
                return (CodeCheck.WRONG, row.tries_left) if row.tries_left else (CodeCheck.NO_TRIES_LEFT, 0)
            _void(connection, row.id)
            _remember(connection, principal_id, row.email_digest, now)
        return CodeCheck.RIGHT, 0


def _lock_address(connection: Connection, digest: str) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's writers are alone.
        # Two addresses that share a key merely wait for each other.
        connection.execute(select(func.pg_advisory_xact_lock(int(digest[:8], 16))))


def _too_many(connection: Connection, principal_id: str, digests: Sequence[str], now: datetime) -> bool:
    codes = visitor_codes.c
    for span, most in ((AN_HOUR, MOST_AN_HOUR), (A_DAY, MOST_A_DAY)):
        for whose in (codes.principal_id == principal_id, codes.email_digest.in_(digests)):
            query = select(func.count()).select_from(visitor_codes).where(whose, codes.created_at > now - span)
            if connection.execute(query).scalar_one() >= most:
                return True
    return False


def _renew(connection: Connection, digests: Sequence[str]) -> None:
    """Keep bookings by the newest key: the address itself is at hand only now."""
    older = bookings.c.email_digest.in_(digests[1:])
    if digests[1:]:
        connection.execute(update(bookings).where(older).values(email_digest=digests[0]))


def _void(connection: Connection, code_id: str) -> None:
    connection.execute(update(visitor_codes).where(visitor_codes.c.id == code_id).values(tries_left=0))


def _remember(connection: Connection, principal_id: str, email_digest: str, now: datetime) -> None:
    theirs = (visitor_addresses.c.principal_id == principal_id, visitor_addresses.c.email_digest == email_digest)
    connection.execute(delete(visitor_addresses).where(or_(theirs[0] & theirs[1], visitor_addresses.c.until <= now)))
    values = {"principal_id": principal_id, "email_digest": email_digest, "until": now + PROOF_LIFE}
    connection.execute(insert(visitor_addresses).values(values))
