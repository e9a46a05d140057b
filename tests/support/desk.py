"""The account services wired up as the processes wire them, on one database and one sandbox."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any

from parley.accounts.connecting import Connected
from parley.accounts.parts import Accounts, make_accounts
from parley.accounts.people import Conversation
from parley.accounts.vault import Vault
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.scopes import READ_EVENTS
from parley.calendly.timer import Timer
from parley.calendly.transport import Transport, make_session
from parley.clock import Clock
from parley.db.engine import Database
from tests.support.sandbox import CLIENT_ID, CLIENT_SECRET, Sandbox, query_of

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
REDIRECT = "http://127.0.0.1:8000/oauth/callback"
# Tests in which Calendly is down need not wait long.
IMPATIENT = timedelta(seconds=0.5)


@dataclass(frozen=True)
class Desk:
    """Everything that `parley.accounts` has, connected."""

    database: Database
    sandbox: Sandbox
    vault: Vault
    oauth: OAuth
    transport: Transport
    accounts: Accounts

    def __getattr__(self, name: str) -> Any:
        """Return a part of the accounts."""
        return getattr(self.accounts, name)

    def meet(self, name: str = "ana", channel: str = "web") -> Conversation:
        """Return somebody's conversation."""
        return self.people.meet(channel, name)

    def connect(
        self,
        conversation: Conversation,
        person: str = "ana",
        *,
        live: bool = True,
        scopes: frozenset[str] = READ_EVENTS,
    ) -> Connected:
        """Link a sample person's account: ticket, start, consent at the sandbox, callback."""
        ticket = self.linking.issue_ticket(conversation.id, scopes)
        back = query_of(self.sandbox.consent(self.connecting.begin(ticket, "browser"), person))
        attempt = self.linking.finish(back["state"], "browser")
        return self.connecting.complete(attempt, back["code"], live=live)


def oauth_app(sandbox: Sandbox, *, native: bool = False) -> OAuthApp:
    """Return the application as the sandbox knows it."""
    if native:
        return OAuthApp(sandbox.url, f"{CLIENT_ID}-native", "", REDIRECT)
    return OAuthApp(sandbox.url, CLIENT_ID, CLIENT_SECRET, REDIRECT)


def make_desk(
    database: Database,
    sandbox: Sandbox,
    clock: Clock,
    keys: tuple[bytes, ...] = (KEY,),
    house_token: str = "",
    budget: timedelta = IMPATIENT,
    timer: Timer | None = None,
) -> Desk:
    """Return the services on this database and sandbox; a call to Calendly waits for its turn as long as `budget`.

    `timer` passes that time: the machine's own, unless another is given.
    """
    vault, oauth = Vault(keys), OAuth(oauth_app(sandbox), clock)
    transport = Transport(make_session(), sandbox.url, clock, budget=budget, timer=timer)
    accounts = make_accounts(database, vault, oauth, transport, clock, house_token)
    return Desk(database, sandbox, vault, oauth, transport, accounts)


def all_at_once[T](count: int, work: Callable[[], T]) -> list[T | Exception]:
    """Return what `count` threads got from `work`, or the exceptions they met, all having started together."""
    together = Barrier(count)

    def one(_: int) -> T | Exception:
        together.wait(10)
        try:
            return work()
        except Exception as problem:
            return problem

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))
