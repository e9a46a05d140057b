"""From a conversation to that person's Calendly: the only way there is."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from parley.accounts.footprints import Footprints
from parley.accounts.grant import Grant, Linked, Owner
from parley.accounts.grants import Grants, Lease, expires_soon
from parley.accounts.people import People
from parley.accounts.vault import CannotOpen
from parley.calendly.client import Calendly
from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.oauth import OAuth
from parley.calendly.scopes import covers
from parley.calendly.transport import TIMEOUTS, Transport
from parley.clock import Clock

REFRESH_MARGIN = timedelta(minutes=5)
REFRESH_JITTER = 60  # seconds, so that grants made together do not all refresh together
# Seconds: as long as the holder may take for its call, and a moment to store what came of it.
WAIT_FOR_REFRESH = sum(TIMEOUTS) + 1.0
log = structlog.get_logger(__name__)


class NeedsAccount(Exception):
    """The person has to link an account, or allow more, before this can be done."""

    def __init__(self, scopes: frozenset[str], *, linked: bool, missing: frozenset[str] | None = None) -> None:
        super().__init__("No Calendly account with the scopes needed is linked")
        # What to ask Calendly for, and what of it the account linked now does not allow.
        self.scopes = scopes
        self.missing = scopes if missing is None else missing
        self.linked = linked


@dataclass(frozen=True)
class Account:
    """A linked account, ready to be used."""

    owner: Owner
    calendly: Calendly


class Access:
    """Opens the Calendly accounts of the person in a conversation."""

    def __init__(
        self,
        people: People,
        grants: Grants,
        transport: Transport,
        oauth: OAuth,
        clock: Clock,
        footprints: Footprints,
    ) -> None:
        self.footprints = footprints
        self._people = people
        self._grants = grants
        self._transport = transport
        self._oauth = oauth
        self._clock = clock

    def account(self, conversation_id: str, scopes: frozenset[str], grant_id: str | None = None) -> Account:
        """Return the person's default account, or the one with this id, to work with.

        NeedsAccount without one (also when the id is somebody else's) or when it lacks a scope, ReconnectNeeded when
        Calendly ended it.
        """
        return self.account_of(self._person(conversation_id), scopes, grant_id)

    def account_of(self, principal_id: str, scopes: frozenset[str], grant_id: str | None = None) -> Account:
        """Return the same, for a person known by their id."""
        grant = self._grant(principal_id, grant_id)
        if grant is None:
            raise NeedsAccount(scopes, linked=False)
        if grant.state == "ended":
            raise ReconnectNeeded("Calendly ended this link")
        if not covers(grant.tokens.scopes, scopes):
            granted = grant.tokens.scopes
            missing = frozenset(one for one in scopes if not covers(granted, frozenset({one})))
            raise NeedsAccount(scopes | granted, linked=True, missing=missing)
        transport = self.footprints.under(self._transport, principal_id, grant.owner.uri)
        return Account(grant.owner, Calendly(transport, _Tokens(grant, self)))

    def owner(self, conversation_id: str) -> Owner | None:
        """Return whose account is the default in this conversation while it is live, or None."""
        try:
            grant = self._grant(self._person(conversation_id))
        except ReconnectNeeded:
            return None
        return grant.owner if grant and grant.state == "live" else None

    def accounts(self, conversation_id: str) -> list[Linked]:
        """Return the person's accounts, without their tokens, in the order in which they were linked."""
        return self._grants.all_of(self._person(conversation_id))

    def find(self, conversation_id: str, words: str) -> list[Linked]:
        """Return those of the person's accounts that the words can mean: "work", "personal", e-mail, name …"""
        return self._grants.find(self._person(conversation_id), words)

    def make_default(self, conversation_id: str, grant_id: str) -> bool:
        """Make an account the person's default; False when it is not theirs."""
        return self._grants.make_default(self._person(conversation_id), grant_id)

    def end_was_said(self, conversation_id: str) -> None:
        """Remember that the person was told, in the chat, which of their accounts Calendly ended."""
        for account in self.accounts(conversation_id):
            if account.state == "ended":
                self._grants.told(account.id)

    def fresh(self, grant: Grant) -> Grant:
        """Return the grant with an access token that still lives a while, refreshed if need be."""
        margin = REFRESH_MARGIN + timedelta(seconds=secrets.randbelow(REFRESH_JITTER))
        if not expires_soon(grant, self._clock(), margin):
            return grant
        try:
            return self.refreshed(grant)
        except CalendlyDown:
            # Ahead of time: until it is over the present token serves, and if Calendly refuses it that is seen then.
            if grant.tokens.expires_at <= self._clock():
                raise
            return self._current(grant)

    def refreshed(self, stale: Grant) -> Grant:
        """Return the grant with newer tokens than `stale`: by one refresh in all, however many ask at once.

        ReconnectNeeded when Calendly ended it, CalendlyDown when there is no telling yet: then the tokens are kept.
        """
        deadline = time.monotonic() + WAIT_FOR_REFRESH
        while time.monotonic() < deadline:
            if lease := self._grants.lease_refresh(stale):
                return self._spend(lease)
            current = self._current(stale)
            if (current.id, current.generation) != (stale.id, stale.generation):
                return current
            time.sleep(0.1)
        raise CalendlyDown("The account's tokens are being renewed")

    def _person(self, conversation_id: str) -> str:
        return self._people.conversation(conversation_id).principal_id

    def _grant(self, principal_id: str, grant_id: str | None = None) -> Grant | None:
        try:
            return self._grants.of(principal_id, grant_id)
        except CannotOpen as problem:
            log.error("a grant does not open", principal=principal_id, reason=str(problem))
            raise ReconnectNeeded("The tokens of this link cannot be opened") from None

    def _spend(self, lease: Lease) -> Grant:
        # The lease came with the grant as it is now. Where an answer was lost, this call is the one probe: refused, the
        # token was spent by the call before, whose new tokens nobody has, and the link is honestly over. Introspection
        # would not tell (UNCONFIRMED): of a refresh token beside an expired access token, "not active" can mean either.
        try:
            tokens = self._oauth.refresh(lease.grant.tokens.refresh_token)
        except ReconnectNeeded:
            if not self._grants.end(lease):
                return self._current(lease.grant)
            log.info("grant ended by Calendly", grant=lease.grant.id)
            raise
        except BaseException:
            self._grants.release(lease)
            raise
        return self._grants.renew(lease, tokens) or self._current(lease.grant)

    def _current(self, stale: Grant) -> Grant:
        # The person may link the same account again, or end the link, while a call with the old tokens is under way.
        current = self._grants.present(stale)
        if current is None or current.state != "live":
            raise ReconnectNeeded("This link has ended")
        return current


class _Tokens:
    """A grant as a source of access tokens."""

    def __init__(self, grant: Grant, access: Access) -> None:
        self._grant = grant
        self._access = access

    def token(self) -> str:
        return self._take(self._access.fresh)

    def renewed(self, refused: str) -> str:
        if self._grant.tokens.access_token != refused:
            return self._grant.tokens.access_token
        return self._take(self._access.refreshed)

    def _take(self, renew: Callable[[Grant], Grant]) -> str:
        self._grant = renew(self._grant)
        return self._grant.tokens.access_token
