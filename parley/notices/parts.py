"""All of `parley.notices`, put together once for a process."""

from dataclasses import dataclass
from datetime import timedelta

from parley.accounts.parts import Accounts
from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.notices.board import Board
from parley.notices.hooks import Hooks
from parley.notices.looks import Looks
from parley.notices.notices import Notices
from parley.notices.preferences import Preferences
from parley.notices.recipients import Recipients
from parley.notices.watched import Watch
from parley.settings import Settings
from parley.visits.ledger import Ledger

# The last part of the address is the subscription's own.
PATH = "/webhooks/calendly"


@dataclass(frozen=True)
class Newsdesk:
    """The services around what happens in calendars."""

    hooks: Hooks
    looks: Looks
    notices: Notices
    preferences: Preferences
    board: Board


@dataclass(frozen=True)
class Ears:
    """How calendars are listened to: by an address that Calendly can reach, by looks every so often; None for neither.

    `gather` is how long news waits for more of it.
    """

    address: str | None = None
    every: timedelta | None = None
    gather: timedelta = timedelta()

    @classmethod
    def of(cls, settings: Settings) -> "Ears":
        """Return what the settings say."""
        return cls(
            f"{settings.public_url}{PATH}" if settings.hears_calendly else None,
            timedelta(minutes=settings.poll_minutes) if settings.poll_minutes else None,
            timedelta(seconds=settings.gather_seconds),
        )


def make_newsdesk(database: Database, vault: Vault, accounts: Accounts, clock: Clock, ears: Ears) -> Newsdesk:
    """Return the services, connected, on this database."""
    watch, ledger = Watch(database), Ledger(database, vault, clock)
    hooks = Hooks(database, accounts.access, watch, clock, ears.address)
    looks = Looks(database, accounts.access, accounts.house, ledger, watch, hooks, clock, ears.every)
    preferences, board = Preferences(database), Board(database, clock)
    recipients = Recipients(accounts.people, accounts.access.footprints, ledger, watch)
    notices = Notices(board, preferences, recipients, watch, accounts.people, accounts.access, clock, ears.gather)
    return Newsdesk(hooks, looks, notices, preferences, board)
