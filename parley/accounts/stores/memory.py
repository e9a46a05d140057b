"""Accounts in this process's memory, gone when it ends: for trying things out and for proofs about the rules."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import RLock

from parley.accounts.stores.base import Bury, CodeCheck, KeptCode, Once, SealedRevocation, Stores
from parley.accounts.stores.memory_grants import Held, MemoryGrants


@dataclass
class MemoryCodes:
    """The `CodeStore` in memory."""

    held: Held

    def issue(self, code: KeptCode) -> None:
        """Keep a code."""
        with self.held.lock:
            if code.grant_id not in self.held.grants:
                return
            earlier = [one for one in self.held.codes.values() if one.conversation_id == code.conversation_id]
            for one in earlier:
                self._go(one)
            self.held.codes[code.grant_id] = code

    def consume(
        self, conversation_id: str, judge: Callable[[KeptCode], CodeCheck], confirm_by: datetime
    ) -> tuple[CodeCheck, KeptCode | None]:
        """Spend one try."""
        with self.held.lock:
            found = [one for one in self.held.codes.values() if one.conversation_id == conversation_id]
            if not found:
                return CodeCheck.NOT_WAITING, None
            code = replace(found[0], tries_left=found[0].tries_left - 1)
            self.held.codes[code.grant_id] = code
            outcome = judge(code)
            if outcome is CodeCheck.RIGHT:
                self._name(code, confirm_by)
            elif outcome is not CodeCheck.WRONG or not code.tries_left:
                self._go(code)
                outcome = CodeCheck.NO_TRIES_LEFT if outcome is CodeCheck.WRONG else outcome
            return outcome, code

    def waits(self, conversation_id: str, now: datetime) -> bool:
        """Return whether a code is still to be typed."""
        with self.held.lock:
            codes = self.held.codes.values()
            return any(one.conversation_id == conversation_id and one.expires_at > now for one in codes)

    def _name(self, code: KeptCode, confirm_by: datetime) -> None:
        del self.held.codes[code.grant_id]
        kept = self.held.grants[code.grant_id]
        person = kept.grant.principal_id
        self.held.drop(lambda one: one.principal_id == person and one.state == "named")
        kept.grant = replace(kept.grant, state="named", confirm_by=confirm_by)

    def _go(self, code: KeptCode) -> None:
        self.held.codes.pop(code.grant_id, None)
        self.held.drop(lambda grant: grant.id == code.grant_id and grant.state == "waiting")


@dataclass
class MemoryOnce:
    """The `OnceStore` in memory."""

    kept: dict[str, Once] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)

    def add(self, once: Once) -> None:
        """Keep one."""
        with self.lock:
            self.kept[once.digest] = once

    def find(self, digests: Collection[str]) -> Once | None:
        """Return the one with any of these digests."""
        with self.lock:
            return next((self.kept[digest] for digest in digests if digest in self.kept), None)

    def consume(self, digests: Collection[str], now: datetime) -> Once | None:
        """Use it up."""
        with self.lock:
            found = self.find(digests)
            if found is None or found.used_at is not None or found.expires_at <= now:
                return None
            self.kept[found.digest] = replace(found, used_at=now)
            return self.kept[found.digest]

    def sweep(self, before: datetime, most: int) -> int:
        """Forget expired ones."""
        with self.lock:
            expired = [one for one in self.kept.values() if one.expires_at <= before]
            batch = sorted(expired, key=lambda one: one.expires_at)[:most]
            for one in batch:
                del self.kept[one.digest]
            return len(batch)


@dataclass
class MemoryRevocations:
    """The `RevocationStore` in memory."""

    held: Held

    def add(self, revocation: SealedRevocation) -> None:
        """Keep one."""
        with self.held.lock:
            self.held.revocations[revocation.id] = revocation

    def get(self, revocation_id: str) -> SealedRevocation | None:
        """Return one."""
        with self.held.lock:
            return self.held.revocations.get(revocation_id)

    def due(self, now: datetime, most: int) -> list[str]:
        """Return the ids of those that are due."""
        with self.held.lock:
            due = [one for one in self.held.revocations.values() if one.try_after <= now]
            return [one.id for one in sorted(due, key=lambda one: (one.created_at, one.id))[:most]]

    def tried(self, revocation_id: str, try_after: datetime) -> None:
        """Count a try."""
        with self.held.lock:
            if one := self.held.revocations.get(revocation_id):
                self.held.revocations[revocation_id] = replace(one, tries=one.tries + 1, try_after=try_after)

    def lighten(self, revocation_id: str, refresh_token: bytes, hooks: str | None) -> None:
        """Keep what is left."""
        with self.held.lock:
            if one := self.held.revocations.get(revocation_id):
                self.held.revocations[revocation_id] = replace(one, refresh_token=refresh_token, hooks=hooks)

    def erase(self, revocation_id: str) -> None:
        """Forget one."""
        with self.held.lock:
            self.held.revocations.pop(revocation_id, None)

    def give_up(self, before: datetime) -> int:
        """Forget all that are older."""
        with self.held.lock:
            old = [one.id for one in self.held.revocations.values() if one.created_at <= before]
            for revocation_id in old:
                del self.held.revocations[revocation_id]
            return len(old)


def memory_stores(bury: Bury) -> Stores:
    """Return empty stores that share nothing with any others."""
    held = Held(bury)
    return Stores(MemoryGrants(held), MemoryCodes(held), MemoryOnce(), MemoryOnce(), MemoryRevocations(held))
