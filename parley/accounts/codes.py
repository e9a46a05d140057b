"""Codes: how a chat proves that it belongs to the person who signed in at Calendly in another browser.

A link forwarded to somebody else ends in a code on that person's screen, which is of no use in the sender's chat.
"""

import secrets
from datetime import timedelta

from parley.accounts.grants import CONFIRM_LIFE
from parley.accounts.stores.base import CodeCheck, CodeStore, KeptCode
from parley.accounts.vault import Vault
from parley.clock import Clock

__all__ = ["CODE_LIFE", "TRIES", "CodeCheck", "Codes"]

CODE_LIFE = timedelta(minutes=10)
TRIES = 5


class Codes:
    """Hands out codes for waiting grants and checks what is typed."""

    def __init__(self, store: CodeStore, vault: Vault, clock: Clock) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock

    def issue(self, conversation_id: str, grant_id: str) -> str:
        """Return a six-digit code that names the waiting grant; the conversation's earlier ones are void."""
        code = f"{secrets.randbelow(10**6):06d}"
        digest = self._vault.digest("code", f"{grant_id} {code}")
        self._store.issue(KeptCode(grant_id, conversation_id, digest, TRIES, self._clock() + CODE_LIFE))
        return code

    def waits(self, conversation_id: str) -> bool:
        """Return whether a code is still to be typed in this conversation."""
        return self._store.waits(conversation_id, self._clock())

    def check(self, conversation_id: str, typed: str) -> tuple[CodeCheck, str | None, int]:
        """Return what became of a typed code, the grant's id when it was right, and the tries left.

        A right code is used up and its grant named, in one transaction; a code out of tries or time goes together with
        its waiting grant.
        """
        now = self._clock()

        def judge(code: KeptCode) -> CodeCheck:
            if code.expires_at <= now:
                return CodeCheck.EXPIRED
            digests = self._vault.digests("code", f"{code.grant_id} {typed}")
            right = any(secrets.compare_digest(code.digest, known) for known in digests)
            return CodeCheck.RIGHT if right else CodeCheck.WRONG

        outcome, code = self._store.consume(conversation_id, judge, now + CONFIRM_LIFE)
        right = code is not None and outcome is CodeCheck.RIGHT
        tries_left = code.tries_left if code and outcome is CodeCheck.WRONG else 0
        return outcome, code.grant_id if code and right else None, tries_left
