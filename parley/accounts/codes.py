"""Codes: how a chat proves that it belongs to the person who signed in at Calendly in another browser.

A link forwarded to somebody else ends in a code on that person's screen, which is of no use in the sender's chat.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from enum import Enum

from sqlalchemy import Connection, delete, insert, select, update

from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import grants, link_codes

CODE_LIFE = timedelta(minutes=10)
TRIES = 5


class CodeCheck(Enum):
    """What became of a code typed in a chat."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_TRIES_LEFT = "no_tries_left"
    EXPIRED = "expired"
    NOT_WAITING = "not_waiting"


class Codes:
    """Hands out codes for waiting grants and checks what is typed."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def issue(self, conversation_id: str, grant_id: str) -> str:
        """Return a six-digit code that makes the waiting grant live; the conversation's earlier ones are void."""
        code = f"{secrets.randbelow(10**6):06d}"
        row = {
            "grant_id": grant_id,
            "conversation_id": conversation_id,
            "digest": self._digest(grant_id, code),
            "tries_left": TRIES,
            "expires_at": self._clock() + CODE_LIFE,
        }
        with self._database.write() as connection:
            earlier = select(link_codes.c.grant_id).where(link_codes.c.conversation_id == conversation_id)
            connection.execute(delete(grants).where(grants.c.id.in_(earlier), grants.c.state == "waiting"))
            connection.execute(delete(link_codes).where(link_codes.c.conversation_id == conversation_id))
            connection.execute(insert(link_codes).values(row))
        return code

    def check(
        self, conversation_id: str, typed: str, on_right: Callable[[Connection, str], None] | None = None
    ) -> tuple[CodeCheck, str | None, int]:
        """Return what became of a typed code, the grant's id when it was right, and the tries left.

        A right code is used up in one transaction with what `on_right` does to the grant; a code out of tries or time
        goes together with its waiting grant.
        """
        try_one = (
            update(link_codes)
            .where(link_codes.c.conversation_id == conversation_id, link_codes.c.tries_left > 0)
            .values(tries_left=link_codes.c.tries_left - 1)
            .returning(link_codes)
        )
        with self._database.write() as connection:
            row = connection.execute(try_one).one_or_none()
            if row is None:
                return CodeCheck.NOT_WAITING, None, 0
            outcome = self._outcome(row.digest, row.grant_id, typed, expired=row.expires_at <= self._clock())
            if outcome is CodeCheck.WRONG and row.tries_left:
                return outcome, None, row.tries_left
            connection.execute(delete(link_codes).where(link_codes.c.grant_id == row.grant_id))
            if outcome is CodeCheck.RIGHT:
                if on_right:
                    on_right(connection, row.grant_id)
                return outcome, row.grant_id, 0
            connection.execute(delete(grants).where(grants.c.id == row.grant_id, grants.c.state == "waiting"))
        return (CodeCheck.NO_TRIES_LEFT if outcome is CodeCheck.WRONG else outcome), None, 0

    def _outcome(self, digest: str, grant_id: str, typed: str, *, expired: bool) -> CodeCheck:
        if expired:
            return CodeCheck.EXPIRED
        digests = self._vault.digests("code", f"{grant_id} {typed}")
        return CodeCheck.RIGHT if any(secrets.compare_digest(digest, known) for known in digests) else CodeCheck.WRONG

    def _digest(self, grant_id: str, code: str) -> str:
        return self._vault.digest("code", f"{grant_id} {code}")
