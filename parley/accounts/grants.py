"""Grants: the Calendly accounts that a principal has linked, their tokens sealed."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import structlog

from parley.accounts.grant import Dropped, Ended, Grant, Linked, Owner
from parley.accounts.naming import meant
from parley.accounts.places import grant_place
from parley.accounts.revocations import Revocations
from parley.accounts.stores.base import GrantStore, SealedGrant
from parley.accounts.vault import Vault
from parley.calendly.oauth import Tokens
from parley.clock import Clock

__all__ = ["Dropped", "Ended", "Grant", "Grants", "Lease", "Linked", "Owner", "expires_soon"]

# Longer than any refresh takes, the wait for the database's lock included.
REFRESH_LEASE = timedelta(seconds=45)
CONFIRM_LIFE = timedelta(minutes=30)
# Whoever met the end in the chat was told there: a moment's grace to record that.
QUIET = timedelta(minutes=1)
MOST_UNTOLD = 100
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Lease:
    """The right, which nobody else has, to spend this grant's refresh token."""

    grant: Grant
    until: datetime


class Grants:
    """Keeps grants; a token leaves only opened, and only for the principal it belongs to."""

    def __init__(self, store: GrantStore, revocations: Revocations, vault: Vault, clock: Clock) -> None:
        self._store = store
        self._revocations = revocations
        self._vault = vault
        self._clock = clock

    def add(self, principal_id: str, owner: Owner, tokens: Tokens, *, live: bool, named: bool = False) -> Grant:
        """Store a new grant and return it: live at once, or named and to be agreed to, or waiting for its code.

        A live one takes the place of the same owner's earlier grant in the same transaction. One that is not live
        goes after half an hour.
        """
        state: Literal["live", "named", "waiting"] = "live" if live else "named" if named else "waiting"
        grant, now = Grant(uuid.uuid4().hex, principal_id, state, owner, tokens), self._clock()
        linked_at, confirm_by = (now, None) if live else (None, now + CONFIRM_LIFE)
        self._store.add(replace(self._seal(grant, tokens), linked_at=linked_at, confirm_by=confirm_by))
        return grant

    def agree(self, principal_id: str) -> Owner | None:
        """Make the principal's named grant live, in place of the same owner's earlier one, and return whose it is."""
        agreed = self._store.agree(principal_id, self._clock())
        return agreed.owner if agreed else None

    def refuse(self, principal_id: str) -> list[Dropped]:
        """Drop the principal's named grant."""
        return self._store.drop(principal_id, states={"named"})

    def named(self, principal_id: str) -> Owner | None:
        """Return whose account the principal has to agree to, or None."""
        named = self._store.named(principal_id, self._clock())
        return named.owner if named else None

    def of(self, principal_id: str, grant_id: str | None = None) -> Grant | None:
        """Return the principal's default grant, or the one with this id; live or ended. None when they have none such.

        CannotOpen when its tokens do not open.
        """
        settled = self._store.settled(principal_id)
        wanted = grant_id or self._default(principal_id, settled)
        found = [one for one in settled if one.id == wanted]
        return self._open(found[0]) if found else None

    def all_of(self, principal_id: str) -> list[Linked]:
        """Return the principal's accounts, those that ended too, in the order in which they were linked."""
        settled = self._store.settled(principal_id)
        default = self._default(principal_id, settled)
        return [
            Linked(one.id, one.owner, one.scopes, one.linked_at or one.created_at, one.state, one.id == default)
            for one in settled
        ]

    def find(self, principal_id: str, words: str) -> list[Linked]:
        """Return those of the principal's accounts that the words can mean: "work", "personal", e-mail, name …"""
        return meant(words, self.all_of(principal_id))

    def make_default(self, principal_id: str, grant_id: str) -> bool:
        """Make an account the default; False when it is not one of the principal's."""
        return self._store.make_default(principal_id, grant_id)

    def unlink(self, principal_id: str, grant_id: str) -> list[Dropped]:
        """Forget one of the principal's accounts, and leave it to be revoked; empty when it is not one of theirs."""
        return self._store.drop(principal_id, grant_id)

    def unlink_all(self, principal_id: str) -> list[Dropped]:
        """Forget all that the principal has linked or was about to link, and leave it to be revoked."""
        return self._store.drop(principal_id)

    def present(self, grant: Grant) -> Grant | None:
        """Return the grant as it is stored now, or the one that took its place (same person, same owner), or None."""
        kept = self._store.get(grant.id)
        if kept is None:
            settled = self._store.settled(grant.principal_id)
            kept = next((one for one in settled if one.owner.uri == grant.owner.uri), None)
        return self._open(kept) if kept else None

    def lease_refresh(self, grant: Grant) -> Lease | None:
        """Return the lease when the caller alone, of all processes, may now spend the grant's refresh token.

        None also when it was refreshed already.
        """
        now = self._clock()
        until = now + REFRESH_LEASE
        leased = self._store.lease(grant.id, grant.generation, now, until)
        return Lease(self._open(leased), until) if leased else None

    def renew(self, lease: Lease, tokens: Tokens) -> Grant | None:
        """Store both new tokens in one transaction, end the lease, and return the grant.

        None when it was unlinked or replaced meanwhile; then the new tokens are left to be revoked.
        """
        grant = lease.grant
        if self._store.renew(self._seal(grant, tokens)):
            tokens = replace(tokens, scopes=grant.tokens.scopes)
            return replace(grant, tokens=tokens, state="live", generation=grant.generation + 1)
        # Where the grant is still there, somebody else's refresh won: what is theirs must not be revoked with ours.
        if self._store.get(grant.id) is None:
            self._revocations.add(tokens.refresh_token)
        return None

    def release(self, lease: Lease) -> None:
        """End the lease with the tokens as they were."""
        self._store.release(lease.grant.id, lease.until)

    def end(self, lease: Lease) -> bool:
        """Remember that Calendly ended the grant: only the person can renew it now. False when it was renewed since."""
        return self._store.end(lease.grant.id, lease.grant.generation, self._clock())

    def ended_untold(self) -> list[Ended]:
        """Return at most a hundred accounts that Calendly ended a minute ago or more, of which nobody was told yet."""
        ended = self._store.ended_untold(self._clock() - QUIET, MOST_UNTOLD)
        return [Ended(one.id, one.generation, one.principal_id, one.owner, one.scopes) for one in ended]

    def told(self, grant_id: str) -> bool:
        """Return True to the one caller of all that may tell the person that this account ended."""
        return self._store.tell(grant_id, self._clock())

    def _default(self, principal_id: str, settled: list[SealedGrant]) -> str | None:
        ids = [one.id for one in settled]
        chosen = self._store.default_id(principal_id)
        # A process of an earlier version, still running beside this one, links without choosing a default.
        return chosen if chosen in ids else next(iter(ids), None)

    def _seal(self, grant: Grant, tokens: Tokens) -> SealedGrant:
        access, refresh = (
            self._vault.seal(getattr(tokens, name), grant_place(grant.principal_id, grant.id, name))
            for name in ("access_token", "refresh_token")
        )
        return SealedGrant(
            id=grant.id,
            principal_id=grant.principal_id,
            state=grant.state,
            owner=grant.owner,
            scopes=tokens.scopes,
            access_token=access,
            refresh_token=refresh,
            expires_at=tokens.expires_at,
            created_at=self._clock(),
            generation=grant.generation,
        )

    def _open(self, kept: SealedGrant) -> Grant:
        access, refresh = (
            self._vault.open(getattr(kept, name), grant_place(kept.principal_id, kept.id, name))
            for name in ("access_token", "refresh_token")
        )
        tokens = Tokens(access, refresh, kept.scopes, kept.expires_at)
        return Grant(kept.id, kept.principal_id, kept.state, kept.owner, tokens, kept.generation)


def expires_soon(grant: Grant, now: datetime, margin: timedelta) -> bool:
    """Return whether the access token ends within `margin`."""
    return grant.tokens.expires_at - now <= margin
