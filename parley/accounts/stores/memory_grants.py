"""Grants in this process's memory."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock

from parley.accounts.grant import Dropped, State
from parley.accounts.stores.base import SETTLED, UNSETTLED, Bury, KeptCode, SealedGrant, SealedRevocation

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Kept:
    """A grant with what only the store knows of it."""

    grant: SealedGrant
    refreshing_until: datetime | None = None
    ended_at: datetime | None = None
    told_at: datetime | None = None


@dataclass
class Held:
    """All that belongs together, under one lock."""

    bury: Bury
    grants: dict[str, Kept] = field(default_factory=dict)
    defaults: dict[str, str | None] = field(default_factory=dict)
    codes: dict[str, KeptCode] = field(default_factory=dict)
    revocations: dict[str, SealedRevocation] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)

    def having(self, wanted: Callable[[SealedGrant], bool]) -> list[SealedGrant]:
        """Return the grants that are wanted, linked first first."""
        found = [kept.grant for kept in self.grants.values() if wanted(kept.grant)]
        return sorted(found, key=lambda grant: (grant.linked_at or _NEVER, grant.id))

    def settled(self, principal_id: str) -> list[SealedGrant]:
        """Return a person's live and ended grants."""
        return self.having(lambda grant: grant.principal_id == principal_id and grant.state in SETTLED)

    def drop(self, wanted: Callable[[SealedGrant], bool]) -> list[Dropped]:
        """Delete grants and bury them, and let no default point at one that is gone."""
        return [self._drop(grant) for grant in self.having(wanted)]

    def _drop(self, grant: SealedGrant) -> Dropped:
        del self.grants[grant.id]
        self.codes.pop(grant.id, None)
        if self.defaults.get(grant.principal_id) == grant.id:
            self.defaults[grant.principal_id] = next((one.id for one in self.settled(grant.principal_id)), None)
        revocation = self.bury(grant)
        if revocation:
            self.revocations[revocation.id] = revocation
        return Dropped(grant.id, grant.owner, revocation.id if revocation else None)

    def take_place(self, grant: SealedGrant, default_id: str | None) -> None:
        """Let a live grant take the place of its owner's earlier one; `default_id` is the default from before."""
        earlier = {one.id for one in self.settled(grant.principal_id) if one.owner.uri == grant.owner.uri} - {grant.id}
        self.drop(lambda one: one.id in earlier)
        default = self.grants.get(default_id or "")
        if default is None or default.grant.state != "live":
            self.defaults[grant.principal_id] = grant.id


class MemoryGrants:
    """The `GrantStore` in memory."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def add(self, grant: SealedGrant) -> None:
        """Keep a new grant."""
        with self._held.lock:
            if grant.state == "named":
                self.drop(grant.principal_id, states={"named"})
            default_id = self.default_id(grant.principal_id)
            self._held.grants[grant.id] = Kept(grant)
            if grant.state == "live":
                self._held.take_place(grant, default_id)

    def agree(self, principal_id: str, now: datetime) -> SealedGrant | None:
        """Make the named grant live."""
        with self._held.lock:
            named = self.named(principal_id, now)
            if named is None:
                return None
            live = replace(named, state="live", confirm_by=None, linked_at=now)
            self._held.grants[live.id].grant = live
            self._held.take_place(live, self.default_id(principal_id))
            return live

    def named(self, principal_id: str, now: datetime) -> SealedGrant | None:
        """Return the named grant in time."""
        with self._held.lock:
            named = self._held.having(lambda one: one.principal_id == principal_id and one.state == "named")
            return next((one for one in named if one.confirm_by and one.confirm_by > now), None)

    def settled(self, principal_id: str) -> list[SealedGrant]:
        """Return the live and ended grants."""
        with self._held.lock:
            return self._held.settled(principal_id)

    def default_id(self, principal_id: str) -> str | None:
        """Return the default's id."""
        with self._held.lock:
            return self._held.defaults.get(principal_id)

    def make_default(self, principal_id: str, grant_id: str) -> bool:
        """Make it the default."""
        with self._held.lock:
            theirs = any(one.id == grant_id for one in self._held.settled(principal_id))
            if theirs:
                self._held.defaults[principal_id] = grant_id
            return theirs

    def get(self, grant_id: str) -> SealedGrant | None:
        """Return one grant."""
        with self._held.lock:
            kept = self._held.grants.get(grant_id)
            return kept.grant if kept else None

    def drop(
        self, principal_id: str, grant_id: str | None = None, states: Collection[State] = SETTLED | UNSETTLED
    ) -> list[Dropped]:
        """Forget and bury."""

        def wanted(one: SealedGrant) -> bool:
            return one.principal_id == principal_id and one.state in states and grant_id in (None, one.id)

        with self._held.lock:
            return self._held.drop(wanted)

    def sweep(self, now: datetime, most: int) -> int:
        """Forget and bury what was never agreed to."""
        with self._held.lock:
            late = self._held.having(lambda one: one.state in UNSETTLED and (one.confirm_by or now) <= now)
            batch = {one.id for one in sorted(late, key=lambda one: one.confirm_by or now)[:most]}
            return len(self._held.drop(lambda one: one.id in batch))

    def lease(self, grant_id: str, generation: int, now: datetime, until: datetime) -> SealedGrant | None:
        """Lease the grant's refresh."""
        with self._held.lock:
            kept = self._at(grant_id, generation)
            if kept is None or kept.grant.state != "live" or (kept.refreshing_until or _NEVER) >= now:
                return None
            kept.refreshing_until = until
            return kept.grant

    def release(self, grant_id: str, until: datetime) -> None:
        """End one's own lease."""
        with self._held.lock:
            kept = self._held.grants.get(grant_id)
            if kept and kept.refreshing_until == until:
                kept.refreshing_until = None

    def renew(self, sealed: SealedGrant) -> bool:
        """Keep new tokens."""
        with self._held.lock:
            kept = self._at(sealed.id, sealed.generation)
            if kept is None:
                return False
            kept.grant = replace(
                kept.grant,
                access_token=sealed.access_token,
                refresh_token=sealed.refresh_token,
                expires_at=sealed.expires_at,
                generation=sealed.generation + 1,
                state="live",
            )
            kept.refreshing_until = kept.ended_at = kept.told_at = None
            return True

    def end(self, grant_id: str, generation: int, now: datetime) -> bool:
        """Mark it as ended."""
        with self._held.lock:
            kept = self._at(grant_id, generation)
            if kept is None or kept.grant.state != "live":
                return False
            kept.grant = replace(kept.grant, state="ended")
            kept.ended_at, kept.told_at, kept.refreshing_until = now, None, None
            return True

    def ended_untold(self, before: datetime, most: int) -> list[SealedGrant]:
        """Return whose people have to be told."""
        with self._held.lock:
            untold = [one for one in self._held.grants.values() if one.ended_at and not one.told_at]
            due = [(one.ended_at, one.grant.id, one.grant) for one in untold if one.ended_at and one.ended_at <= before]
            return [grant for _, _, grant in sorted(due, key=lambda one: one[:2])[:most]]

    def tell(self, grant_id: str, now: datetime) -> bool:
        """Let one caller tell."""
        with self._held.lock:
            kept = self._held.grants.get(grant_id)
            if kept is None or kept.grant.state != "ended" or kept.told_at:
                return False
            kept.told_at = now
            return True

    def _at(self, grant_id: str, generation: int) -> Kept | None:
        kept = self._held.grants.get(grant_id)
        return kept if kept and kept.grant.generation == generation else None
