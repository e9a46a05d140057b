"""Linking a Calendly account: ticket, start, callback and, where the browsers differ, a code to type in the chat.

Each secret is used once, lives ten minutes or so, and is kept only as a digest. Taking one is a single statement, so
two requests with the same secret can never both succeed (RFC 9700 §2.1, §4.7).
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import ColumnElement, Table, insert, update
from sqlalchemy.engine import RowMapping

from parley.accounts.vault import Vault
from parley.calendly.oauth import new_verifier
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import attempts, tickets

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

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def issue_ticket(self, conversation_id: str, scopes: frozenset[str]) -> str:
        """Return a one-time ticket for linking an account to the conversation."""
        ticket = secrets.token_urlsafe(_RANDOM_BYTES)
        row = {
            "digest": self._vault.digest("ticket", ticket),
            "conversation_id": conversation_id,
            "scopes": _joined(scopes),
            "expires_at": self._clock() + TICKET_LIFE,
        }
        with self._database.write() as connection:
            connection.execute(insert(tickets).values(row))
        return ticket

    def look_at_ticket(self, ticket: str) -> Ticket:
        """Return what a ticket is for, without using it. Raises the LinkProblem that stands in its way."""
        with self._database.read() as connection:
            row = connection.execute(tickets.select().where(self._is_ticket(ticket))).mappings().one_or_none()
        return _ticket(self._usable(row))

    def start(self, ticket: str, browser: str) -> tuple[Attempt, str]:
        """Use a ticket up and return the attempt it starts with its `state`, which only `browser` may bring back."""
        row = self._take(tickets, self._is_ticket(ticket))
        attempt = Attempt(row["conversation_id"], frozenset(row["scopes"].split()), new_verifier())
        state = secrets.token_urlsafe(_RANDOM_BYTES)
        self._keep(attempt, state, browser)
        return attempt, state

    def finish(self, state: str, browser: str) -> Attempt:
        """Use a state up and return its attempt. Raises the LinkProblem that stands in the way, using nothing up."""
        is_state = attempts.c.state_digest.in_(self._vault.digests("state", state))
        with self._database.read() as connection:
            row = connection.execute(attempts.select().where(is_state)).mappings().one_or_none()
        if self._usable(row)["browser_digest"] not in self._vault.digests("browser", browser):
            raise OtherBrowser
        row = self._take(attempts, is_state)
        verifier = self._vault.open(row["verifier"], f"verifier {row['state_digest']}")
        return Attempt(row["conversation_id"], frozenset(row["scopes"].split()), verifier)

    def _keep(self, attempt: Attempt, state: str, browser: str) -> None:
        digest = self._vault.digest("state", state)
        row = {
            "state_digest": digest,
            "conversation_id": attempt.conversation_id,
            "browser_digest": self._vault.digest("browser", browser),
            "verifier": self._vault.seal(attempt.verifier, f"verifier {digest}"),
            "scopes": _joined(attempt.scopes),
            "expires_at": self._clock() + STATE_LIFE,
        }
        with self._database.write() as connection:
            connection.execute(insert(attempts).values(row))

    def _take(self, table: Table, is_wanted: ColumnElement[bool]) -> RowMapping:
        now = self._clock()
        unused = update(table).where(is_wanted, table.c.used_at.is_(None), table.c.expires_at > now)
        with self._database.write() as connection:
            row = connection.execute(unused.values(used_at=now).returning(table)).mappings().one_or_none()
            if row is None:
                row = connection.execute(table.select().where(is_wanted)).mappings().one_or_none()
                self._usable(row)
                raise UsedLink
        return row

    def _usable(self, row: RowMapping | None) -> RowMapping:
        if row is None:
            raise UnknownLink
        if row["used_at"] is not None:
            raise UsedLink
        if row["expires_at"] <= self._clock():
            raise ExpiredLink
        return row

    def _is_ticket(self, ticket: str) -> ColumnElement[bool]:
        return tickets.c.digest.in_(self._vault.digests("ticket", ticket))


def _ticket(row: RowMapping) -> Ticket:
    return Ticket(row["conversation_id"], frozenset(row["scopes"].split()))


def _joined(scopes: frozenset[str]) -> str:
    return " ".join(sorted(scopes))
