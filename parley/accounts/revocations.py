"""Revocations: what is forgotten here is ended at Calendly, now or as soon as it can be reached."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import structlog

from parley.accounts.places import grant_place, revocation_place
from parley.accounts.stores.base import RevocationStore, SealedGrant, SealedRevocation
from parley.accounts.vault import CannotOpen, Vault
from parley.calendly.errors import (
    CalendlyDown,
    CalendlyError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ReconnectNeeded,
)
from parley.calendly.oauth import OAuth
from parley.clock import Clock

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
KEEP_TRYING = timedelta(days=7)
MOST_DUE = 100
# Ends the webhook subscription of that id, with an access token.
Unhook = Callable[[str, str], None]
log = structlog.get_logger(__name__)


class Burial:
    """Makes the revocation of a grant that goes.

    By its refresh token alone, which ends what came of that one consent (RFC 7009 §2.1). UNCONFIRMED whether Calendly
    would take an access token's revocation for the whole authorization of a person, and the consent that took its
    place with it; the access token is left to run out.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def __call__(self, grant: SealedGrant) -> SealedRevocation | None:
        """Return the revocation; None when Calendly ended the grant, or its token does not open."""
        if grant.state == "ended":
            return None
        place = grant_place(grant.principal_id, grant.id, "refresh_token")
        try:
            return self.of(self._vault.open(grant.refresh_token, place))
        except CannotOpen as problem:
            log.error("a grant goes without being revoked", grant=grant.id, reason=str(problem))
            return None

    def of(self, refresh_token: str) -> SealedRevocation:
        """Return the revocation of a refresh token."""
        revocation_id, now = uuid.uuid4().hex, self._clock()
        return SealedRevocation(
            revocation_id, self._vault.seal(refresh_token, revocation_place(revocation_id)), now, now
        )


class Revocations:
    """Carries revocations out."""

    def __init__(
        self, store: RevocationStore, burial: Burial, vault: Vault, oauth: OAuth, unhook: Unhook, clock: Clock
    ) -> None:
        self._store = store
        self._unhook = unhook
        self._burial = burial
        self._vault = vault
        self._oauth = oauth
        self._clock = clock

    def add(self, refresh_token: str) -> str:
        """Leave a refresh token to be revoked, and return the revocation's id."""
        revocation = self._burial.of(refresh_token)
        self._store.add(revocation)
        return revocation.id

    def due(self) -> list[str]:
        """Return the ids of at most a hundred revocations whose next try may be made, oldest first."""
        return self._store.due(self._clock(), MOST_DUE)

    def carry_out(self, revocation_id: str) -> bool:
        """Revoke at Calendly and forget; False when Calendly could not be reached: then it is due again later."""
        kept = self._store.get(revocation_id)
        if kept is None:
            return True
        try:
            kept = self._without_hooks(kept)
            self._oauth.revoke(self._vault.open(kept.refresh_token, revocation_place(kept.id)))
        except ReconnectNeeded:
            pass  # Ended already, at Calendly; it stops by itself to tell an address that refuses everything.
        except (CalendlyDown, RateLimited, OutcomeUnknown) as problem:
            pause = min(FIRST_PAUSE * 2 ** min(kept.tries, 10), LONGEST_PAUSE)
            self._store.tried(kept.id, self._clock() + pause)
            log.warning("revocation has to wait", revocation=kept.id, tries=kept.tries + 1, reason=str(problem))
            return False
        except CannotOpen as problem:
            log.error("a revocation does not open", revocation=kept.id, reason=str(problem))
        self._store.erase(kept.id)
        return True

    def _without_hooks(self, kept: SealedRevocation) -> SealedRevocation:
        """End what the grant had subscribed to. By a refresh: the access token went with the grant."""
        if not kept.hooks:
            return kept
        place = revocation_place(kept.id)
        tokens = self._oauth.refresh(self._vault.open(kept.refresh_token, place))
        kept = replace(kept, refresh_token=self._vault.seal(tokens.refresh_token, place))
        self._store.lighten(kept.id, kept.refresh_token, kept.hooks)
        for hook in (kept.hooks or "").split():
            try:
                self._unhook(hook, tokens.access_token)
            except NotFound:
                continue
            except (CalendlyDown, RateLimited, OutcomeUnknown):  # Ending it twice does no harm.
                raise
            except CalendlyError as problem:
                log.warning("a subscription is left to end by itself", hook=hook, cause=type(problem).__name__)
        self._store.lighten(kept.id, kept.refresh_token, None)
        return replace(kept, hooks=None)

    def give_up(self) -> int:
        """Forget what could not be revoked for a week, and return how many: their owners can still end them."""
        lost = self._store.give_up(self._clock() - KEEP_TRYING)
        if lost:
            log.error("gave up revoking: Calendly was never reached", count=lost)
        return lost
