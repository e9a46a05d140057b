"""From a conversation to that person's Calendly: the only way there is."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from parley.accounts.grants import Grant, Grants, Owner, expires_soon
from parley.accounts.people import People
from parley.accounts.vault import CannotOpen
from parley.calendly.client import Calendly
from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.oauth import OAuth
from parley.calendly.scopes import covers
from parley.calendly.transport import Transport
from parley.clock import Clock

REFRESH_MARGIN = timedelta(minutes=5)
REFRESH_JITTER = 60  # seconds, so that grants made together do not all refresh together
WAIT_FOR_REFRESH = 6.0  # seconds; a turn has eight
log = structlog.get_logger(__name__)


class NeedsAccount(Exception):
    """The person has to link an account, or allow more, before this can be done."""

    def __init__(self, scopes: frozenset[str], *, linked: bool) -> None:
        super().__init__("No Calendly account with the scopes needed is linked")
        self.scopes = scopes
        self.linked = linked


@dataclass(frozen=True)
class Account:
    """A linked account, ready to be used."""

    owner: Owner
    calendly: Calendly


class Access:
    """Opens the Calendly account of the person in a conversation."""

    def __init__(self, people: People, grants: Grants, transport: Transport, oauth: OAuth, clock: Clock) -> None:
        self._people = people
        self._grants = grants
        self._transport = transport
        self._oauth = oauth
        self._clock = clock

    def account(self, conversation_id: str, scopes: frozenset[str]) -> Account:
        """Return the account to work with. NeedsAccount without one, ReconnectNeeded when Calendly ended it."""
        grant = self._grant(conversation_id)
        if grant is None:
            raise NeedsAccount(scopes, linked=False)
        if grant.state == "ended":
            raise ReconnectNeeded("Calendly ended this link")
        if not covers(grant.tokens.scopes, scopes):
            raise NeedsAccount(scopes | grant.tokens.scopes, linked=True)
        return Account(grant.owner, Calendly(self._transport, _Tokens(grant, self)))

    def owner(self, conversation_id: str) -> Owner | None:
        """Return whose account is linked and live in this conversation, or None."""
        try:
            grant = self._grant(conversation_id)
        except ReconnectNeeded:
            return None
        return grant.owner if grant and grant.state == "live" else None

    def fresh(self, grant: Grant) -> Grant:
        """Return the grant with an access token that still lives a while, refreshed if need be."""
        margin = REFRESH_MARGIN + timedelta(seconds=secrets.randbelow(REFRESH_JITTER))
        if not expires_soon(grant, self._clock(), margin):
            return grant
        return self.refreshed(grant)

    def refreshed(self, stale: Grant) -> Grant:
        """Return the grant with newer tokens than `stale`: by one refresh in all, however many ask at once."""
        deadline = time.monotonic() + WAIT_FOR_REFRESH
        while time.monotonic() < deadline:
            if self._grants.lease_refresh(stale):
                return self._refresh_once(stale)
            current = self._current(stale)
            if current.tokens != stale.tokens:
                return current
            time.sleep(0.1)
        raise CalendlyDown("The account's tokens are being renewed")

    def _grant(self, conversation_id: str) -> Grant | None:
        try:
            return self._grants.of(self._people.conversation(conversation_id).principal_id)
        except CannotOpen as problem:
            log.error("a grant does not open", conversation=conversation_id, reason=str(problem))
            raise ReconnectNeeded("The tokens of this link cannot be opened") from None

    def _refresh_once(self, stale: Grant) -> Grant:
        # Read again under the lease: somebody may have refreshed between our reading and our lease.
        current = self._current(stale)
        if current.tokens != stale.tokens:
            self._grants.release(current)
            return current
        try:
            tokens = self._oauth.refresh(current.tokens.refresh_token)
        except ReconnectNeeded:
            log.info("grant ended by Calendly", grant=current.id)
            self._grants.end(current)
            raise
        except BaseException:
            self._grants.release(current)
            raise
        return self._grants.renew(current, tokens)

    def _current(self, stale: Grant) -> Grant:
        # The person may link the same account again, or end the link, while a call with the old tokens is under way.
        current = self._grants.reread(stale)
        if current is None or current.state == "ended" or current.owner.uri != stale.owner.uri:
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
