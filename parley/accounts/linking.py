"""Linking a Calendly account: ticket, start, callback and, where the browsers differ, a code to type in the chat.

Each secret is used once, lives ten minutes or so, and is kept only as a digest. Taking one is a single statement, so
two requests with the same secret can never both succeed (RFC 9700 §2.1, §4.7).
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from parley.accounts.places import verifier_place
from parley.accounts.stores.base import Once, OnceStore
from parley.accounts.vault import CannotOpen, Vault
from parley.calendly.oauth import new_verifier
from parley.clock import Clock

log = structlog.get_logger(__name__)
TICKET_LIFE = timedelta(minutes=30)
STATE_LIFE = timedelta(minutes=10)
_RANDOM_BYTES = 32


class LinkProblem(Exception):
    """A link cannot go on; the subclass says why."""


class UnknownLink(LinkProblem):
    """The ticket or state was never handed out."""


class UsedLink(LinkProblem):
    """The ticket or state was used before."""


class ExpiredLink(LinkProblem):
    """The ticket or state is too old."""


class OtherBrowser(LinkProblem):
    """The state came back in another browser than the one it was given to."""


@dataclass(frozen=True)
class Ticket:
    """The right to link one account to one conversation."""

    conversation_id: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class Attempt:
    """A sign-in under way at Calendly."""

    conversation_id: str
    scopes: frozenset[str]
    verifier: str = field(repr=False)


class Linking:
    """Hands out and takes back tickets and states."""

    def __init__(self, tickets: OnceStore, states: OnceStore, vault: Vault, clock: Clock) -> None:
        self._tickets = tickets
        self._states = states
        self._vault = vault
        self._clock = clock

    def issue_ticket(self, conversation_id: str, scopes: frozenset[str]) -> str:
        """Return a one-time ticket for linking an account to the conversation."""
        ticket = secrets.token_urlsafe(_RANDOM_BYTES)
        digest = self._vault.digest("ticket", ticket)
        self._tickets.add(Once(digest, conversation_id, scopes, self._clock() + TICKET_LIFE))
        return ticket

    def look_at_ticket(self, ticket: str) -> Ticket:
        """Return what a ticket is for, without using it. Raises the LinkProblem that stands in its way."""
        kept = self._usable(self._tickets.find(self._vault.digests("ticket", ticket)))
        return Ticket(kept.conversation_id, kept.scopes)

    def start(self, ticket: str, browser: str) -> tuple[Attempt, str]:
        """Use a ticket up and return the attempt it starts with its `state`, which only `browser` may bring back."""
        taken = self._take(self._tickets, self._vault.digests("ticket", ticket))
        attempt = Attempt(taken.conversation_id, taken.scopes, new_verifier())
        state = secrets.token_urlsafe(_RANDOM_BYTES)
        self._keep(attempt, state, browser)
        return attempt, state

    def finish(self, state: str, browser: str) -> Attempt:
        """Use a state up and return its attempt. Raises the LinkProblem that stands in the way, using nothing up."""
        digests = self._vault.digests("state", state)
        kept = self._usable(self._states.find(digests))
        if kept.browser_digest not in self._vault.digests("browser", browser):
            raise OtherBrowser
        taken = self._take(self._states, digests)
        return Attempt(taken.conversation_id, taken.scopes, self._verifier(taken))

    def _verifier(self, taken: Once) -> str:
        try:
            return self._vault.open(taken.verifier or b"", verifier_place(taken.digest))
        except CannotOpen as problem:
            log.error("an attempt does not open", conversation=taken.conversation_id, reason=str(problem))
            raise UnknownLink from None

    def _keep(self, attempt: Attempt, state: str, browser: str) -> None:
        digest = self._vault.digest("state", state)
        once = Once(
            digest,
            attempt.conversation_id,
            attempt.scopes,
            self._clock() + STATE_LIFE,
            browser_digest=self._vault.digest("browser", browser),
            verifier=self._vault.seal(attempt.verifier, verifier_place(digest)),
        )
        self._states.add(once)

    def _take(self, store: OnceStore, digests: list[str]) -> Once:
        taken = store.consume(digests, self._clock())
        if taken is None:
            self._usable(store.find(digests))
            raise UsedLink
        return taken

    def _usable(self, once: Once | None) -> Once:
        if once is None:
            raise UnknownLink
        if once.used_at is not None:
            raise UsedLink
        if once.expires_at <= self._clock():
            raise ExpiredLink
        return once
