"""REST clients in the database: made, listed and revoked by the operator, known again by their keys."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Exists, Select, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from parley.accounts.places import client_place
from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import rest_clients, rest_keys

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
# "parley", which key it is, and 32 random bytes.
_KEY = re.compile(r"parley_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")
# How exactly it is kept when a key was used.
USED_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True)
class Callback:
    """Where a client is called back, and the secret that signs it."""

    url: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Key:
    """A client's key, without what makes it one."""

    id: str
    client: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    # How much its client may send, where that is its own.
    rate: str | None


@dataclass(frozen=True)
class Made:
    """A new key, and the secret that signs callbacks where the client got an address: seen now and never again."""

    id: str
    key: str = field(repr=False)
    callback_secret: str | None = field(repr=False)


class Clients:
    """Keeps clients, and digests of their keys."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def create(self, name: str, rate: str | None = None, callback_url: str | None = None) -> Made:
        """Return a new key for a client, which is made where there is none of that name.

        What is given is the client's from now on, what is not stays as it was.
        """
        key_id = secrets.token_hex(6)
        key = f"parley_{key_id}_{secrets.token_urlsafe(32)}"
        callback = Callback(callback_url, f"callback_{secrets.token_urlsafe(32)}") if callback_url else None
        given = {
            **({"rate": rate} if rate else {}),
            **({"callback": self._sealed(name, callback)} if callback else {}),
        }
        now = self._clock()
        with self._database.write() as connection:
            if connection.execute(select(rest_clients.c.name).where(rest_clients.c.name == name)).first() is None:
                connection.execute(insert(rest_clients).values(name=name, created_at=now, **given))
            elif given:
                connection.execute(update(rest_clients).where(rest_clients.c.name == name).values(given))
            values = {"id": key_id, "client": name, "digest": _digest(key), "created_at": now}
            connection.execute(insert(rest_keys).values(values))
        return Made(key_id, key, callback.secret if callback else None)

    def keys(self, name: str | None = None) -> list[Key]:
        """Return the keys of a client, or of all, each client's newest last."""
        query = _keys().order_by(rest_keys.c.client, rest_keys.c.created_at, rest_keys.c.id)
        with self._database.read() as connection:
            rows = connection.execute(query.where(rest_keys.c.client == name) if name else query).mappings().all()
        return [_key(row) for row in rows]

    def callback(self, name: str) -> Callback | None:
        """Return where a client is called back, None where it is not, or has no key any more."""
        query = select(rest_clients.c.callback).where(
            rest_clients.c.name == name, rest_clients.c.callback.is_not(None), _has_key(name)
        )
        with self._database.read() as connection:
            sealed = connection.execute(query).scalar_one_or_none()
        return Callback(**json.loads(self._vault.open(sealed, client_place(name)))) if sealed else None

    def revoke(self, name: str, key_id: str | None = None) -> list[str]:
        """End a client's keys, or one of them, at once, and return the ids of those that were good until now."""
        mine = (rest_keys.c.client == name) & rest_keys.c.revoked_at.is_(None)
        if key_id:
            mine &= rest_keys.c.id == key_id
        with self._database.write() as connection:
            ended = list(connection.execute(select(rest_keys.c.id).where(mine)).scalars())
            connection.execute(update(rest_keys).where(mine).values(revoked_at=self._clock()))
        return ended

    def of_key(self, key: str) -> Key | None:
        """Return which key this is, a revoked one, too; None for any that was never made."""
        if not _KEY.fullmatch(key):
            return None
        with self._database.read() as connection:
            row = connection.execute(_keys().where(rest_keys.c.digest == _digest(key))).mappings().one_or_none()
        return _key(row) if row else None

    def used(self, key: Key) -> None:
        """Note that a key was used, to the minute."""
        now = self._clock()
        if key.last_used_at and now - key.last_used_at < USED_WITHIN:
            return
        is_older = or_(rest_keys.c.last_used_at.is_(None), rest_keys.c.last_used_at < now)
        with self._database.write() as connection:
            connection.execute(update(rest_keys).where(rest_keys.c.id == key.id, is_older).values(last_used_at=now))

    def _sealed(self, name: str, callback: Callback) -> bytes:
        return self._vault.seal(json.dumps({"url": callback.url, "secret": callback.secret}), client_place(name))


def _keys() -> Select[Any]:
    names = ("id", "client", "created_at", "last_used_at", "revoked_at")
    return select(*(rest_keys.c[name] for name in names), rest_clients.c.rate).join(rest_clients)


def _key(row: RowMapping) -> Key:
    return Key(**row)


def _has_key(name: str) -> Exists:
    return select(rest_keys.c.id).where(rest_keys.c.client == name, rest_keys.c.revoked_at.is_(None)).exists()


def _digest(key: str) -> str:
    # As random as a key of a cipher: no salt and no slow hash would make it harder to guess.
    return hashlib.sha256(key.encode()).hexdigest()
