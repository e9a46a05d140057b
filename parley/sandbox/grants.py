"""Codes and tokens that were handed out. Kept hashed, in SQLite, so that they outlive a restart.

A token pair is one row, as in Doorkeeper: whatever ends the refresh token ends its access token too.
"""

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from parley.sandbox.oauth.pkce import proves

CODE_SECONDS = 600
ACCESS_SECONDS = 7200

TABLES = """
CREATE TABLE IF NOT EXISTS codes (
    hash TEXT PRIMARY KEY, client TEXT NOT NULL, redirect_uri TEXT NOT NULL, challenge TEXT,
    person TEXT NOT NULL, scope TEXT NOT NULL, expires INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS tokens (
    access TEXT PRIMARY KEY, refresh TEXT NOT NULL UNIQUE, client TEXT NOT NULL, person TEXT NOT NULL,
    scope TEXT NOT NULL, issued INTEGER NOT NULL, expires INTEGER NOT NULL
);
"""


@dataclass(frozen=True)
class Consent:
    """What a person allowed: this client, these scopes."""

    client: str
    person: str
    scope: str


@dataclass(frozen=True)
class TokenPair:
    """Fresh tokens in clear text, to be handed over once; times in unix seconds."""

    access: str
    refresh: str
    consent: Consent
    issued: int


@dataclass(frozen=True)
class Token:
    """A live token as it is found again; `expires` is None for a refresh token, which has no time limit."""

    consent: Consent
    issued: int
    expires: int | None


class Grants:
    """The store. Safe for threads; each change is committed before it is answered."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.executescript(TABLES)

    def close(self) -> None:
        self._database.close()

    def issue_code(self, consent: Consent, redirect_uri: str, challenge: str | None) -> str:
        """A code of 64 hex digits, good for ten minutes and one exchange."""
        code = secrets.token_hex(32)
        row = (_hash(code), consent.client, redirect_uri, challenge, consent.person, consent.scope)
        with self._writing() as database:
            database.execute("DELETE FROM codes WHERE expires <= ?", (self._now(),))
            database.execute("INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, self._now() + CODE_SECONDS))
        return code

    def redeem(self, code: str, client: str, redirect_uri: str, verifier: str | None) -> TokenPair | None:
        """Tokens for the code; None when it is unknown, used, expired, or bound to something else."""
        bound = (_hash(code), client, redirect_uri, self._now())
        with self._writing() as database:
            row = database.execute(
                "SELECT challenge, person, scope FROM codes"
                " WHERE hash = ? AND client = ? AND redirect_uri = ? AND expires > ?",
                bound,
            ).fetchone()
            if row is None or not proves(verifier, row[0]):
                return None
            database.execute("DELETE FROM codes WHERE hash = ?", bound[:1])
            return self._issue(database, Consent(client, row[1], row[2]))

    def refresh(self, token: str, client: str) -> TokenPair | None:
        """A new pair for a refresh token, which dies of it; None when it is not a live one of this client."""
        with self._writing() as database:
            row = database.execute(
                "DELETE FROM tokens WHERE refresh = ? AND client = ? RETURNING person, scope", (_hash(token), client)
            ).fetchone()
            return self._issue(database, Consent(client, row[0], row[1])) if row else None

    def access(self, token: str) -> Token | None:
        """What a live access token stands for."""
        found = self._find("access", token)
        return found if found and found.expires and found.expires > self._now() else None

    def live(self, token: str) -> Token | None:
        """What a live token of either kind stands for."""
        by_refresh = self._find("refresh", token)
        return Token(by_refresh.consent, by_refresh.issued, None) if by_refresh else self.access(token)

    def owner(self, token: str) -> str | None:
        """The client a token was issued to, also when it has expired; None when there is no such token."""
        found = self._find("refresh", token) or self._find("access", token)
        return found.consent.client if found else None

    def giver(self, secret: str) -> str | None:
        """The person who gave this code or refresh token; None when there is no such one (any more)."""
        query = "SELECT person FROM codes WHERE hash = :it UNION SELECT person FROM tokens WHERE refresh = :it"
        with self._lock:
            row = self._database.execute(query, {"it": _hash(secret)}).fetchone()
        return row[0] if row else None

    def revoke(self, token: str) -> None:
        """Ends both tokens of the pair that this one belongs to."""
        with self._writing() as database:
            database.execute("DELETE FROM tokens WHERE ? IN (access, refresh)", (_hash(token),))

    def expire(self) -> int:
        """Expires all access tokens now: how many were still alive."""
        now = self._now()
        with self._writing() as database:
            return database.execute("UPDATE tokens SET expires = ? WHERE expires > ?", (now, now)).rowcount

    def forget(self) -> None:
        with self._writing() as database:
            database.execute("DELETE FROM codes")
            database.execute("DELETE FROM tokens")

    def _issue(self, database: sqlite3.Connection, consent: Consent) -> TokenPair:
        pair = TokenPair(secrets.token_urlsafe(32), secrets.token_urlsafe(32), consent, self._now())
        row = (_hash(pair.access), _hash(pair.refresh), consent.client, consent.person, consent.scope)
        times = (pair.issued, pair.issued + ACCESS_SECONDS)
        database.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, *times))
        return pair

    def _find(self, kind: str, token: str) -> Token | None:
        query = f"SELECT client, person, scope, issued, expires FROM tokens WHERE {kind} = ?"  # noqa: S608 - no input
        with self._lock:
            row = self._database.execute(query, (_hash(token),)).fetchone()
        return Token(Consent(*row[:3]), row[3], row[4]) if row else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
