"""What the actions stand on, put together once when their server starts."""

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

from actions.sentences import Sentences
from parley.accounts.access import Access
from parley.accounts.grants import Grants
from parley.accounts.people import People
from parley.accounts.vault import Vault
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.transport import Transport, make_session
from parley.clock import Clock
from parley.db.engine import connect
from parley.settings import Settings

TURNS_AT_ONCE = 64


@dataclass(frozen=True)
class Services:
    """The services that actions call."""

    access: Access
    clock: Clock
    sentences: Sentences
    # Two pools: a turn waits for its own calls, and must never wait for a thread that another turn holds.
    turns: Executor
    calls: Executor


def make_services(settings: Settings, clock: Clock, sentences: Sentences) -> Services:
    """Return the services of one action server."""
    database = connect(settings.database_url)
    access = Access(
        People(database, clock),
        Grants(database, Vault(settings.key_ring), clock),
        Transport(make_session(), settings.calendly_api_url, clock),
        OAuth(OAuthApp.of(settings), clock),
        clock,
    )
    turns = ThreadPoolExecutor(TURNS_AT_ONCE, thread_name_prefix="turn")
    return Services(access, clock, sentences, turns, ThreadPoolExecutor(TURNS_AT_ONCE, thread_name_prefix="call"))
