"""`parley house`: the operator's own account, linked from the command line."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from parley.accounts.grant import Owner
from parley.accounts.house import NoHouse
from parley.accounts.linking import TICKET_LIFE
from parley.accounts.parts import Accounts, make_accounts
from parley.accounts.people import Conversation
from parley.accounts.vault import Vault
from parley.calendly.errors import CalendlyError
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.scopes import EVERYTHING, READ_EVENTS, WHY
from parley.calendly.transport import Transport, make_session
from parley.clock import Clock
from parley.db.engine import connect
from parley.settings import Settings

POLL = 1.0  # seconds


@dataclass(frozen=True)
class Terminal:
    """How the commands speak, ask, and let time pass."""

    say: Callable[[str], object]
    agrees: Callable[[str], bool]
    pause: Callable[[float], None] = time.sleep


class HouseDesk:
    """The commands; each returns the process's exit status."""

    def __init__(self, settings: Settings, accounts: Accounts, terminal: Terminal, clock: Clock) -> None:
        self._settings = settings
        self._accounts = accounts
        self._terminal = terminal
        self._clock = clock

    def link(self) -> int:
        """Print where to sign in, wait until that was done, name the account, and link it when the operator agrees."""
        house, say = self._accounts.house.conversation(), self._terminal.say
        # One left over from before is not the sign-in that begins now.
        self._accounts.connecting.refuse(house)
        ticket = self._accounts.linking.issue_ticket(house.id, EVERYTHING)
        say("Open this address within 30 minutes and sign in to the account that visitors shall book with:")
        say(f"\n  {self._settings.public_url}/oauth/start?t={ticket}\n")
        owner = self._signed_in(house)
        if owner is None:
            say("Nobody signed in, so nothing was linked. `parley house link` prints a new address.")
            return 1
        if not self._terminal.agrees(f"Link {owner.name} ({owner.email}) as the house account?"):
            self._accounts.connecting.refuse(house)
            say("Nothing was linked.")
            return 1
        return self._agree(house)

    def status(self) -> int:
        """Say which account it is, in what state, and who may book with whom."""
        say = self._terminal.say
        say(f"Mode: {self._accounts.house.mode(self._settings.mode)}")
        if not self._accounts.house.is_there():
            say("No house account is linked; `parley house link` links one.")
            return 1
        try:
            owner = self._accounts.house.account(READ_EVENTS).owner
        except (NoHouse, CalendlyError) as problem:
            say(str(problem))
            return 1
        say(f"House account: {owner.name} ({owner.email}), {owner.time_zone}")
        linked = self._accounts.house.linked()
        if self._settings.house_token.get_secret_value():
            say("By the personal access token in PARLEY_HOUSE_TOKEN")
        elif linked:
            say(f"Linked since {linked.since:%Y-%m-%d %H:%M} UTC. It may be used for:")
            for scope in sorted(linked.scopes):
                say(f"  {WHY[scope][0] if scope in WHY else scope}")
        return 0

    def unlink(self) -> int:
        """Unlink the account here and at Calendly."""
        say = self._terminal.say
        if self._settings.house_token.get_secret_value():
            say("PARLEY_HOUSE_TOKEN goes on working until you take it out of the settings.")
        unlinked = self._accounts.unlinking.unlink_all(self._accounts.house.conversation().id)
        if unlinked is None:
            say("No house account is linked.")
            return 1
        say("Unlinked, and revoked at Calendly." if unlinked.revoked else _LATER)
        return 0

    def _signed_in(self, house: Conversation) -> Owner | None:
        end = self._clock() + TICKET_LIFE + timedelta(seconds=POLL)
        while self._clock() < end:
            if owner := self._accounts.connecting.named(house):
                return owner
            self._terminal.pause(POLL)
        return None

    def _agree(self, house: Conversation) -> int:
        owner = self._accounts.connecting.agree(house)
        if owner is None:
            self._terminal.say("That took longer than 30 minutes, so nothing was linked. Start again.")
            return 1
        # There is one house account: whoever was it before is it no more.
        for other in self._accounts.access.accounts(house.id):
            if other.owner.uri != owner.uri:
                self._accounts.unlinking.unlink(house.id, other.id)
        self._terminal.say(f"{owner.name} ({owner.email}) is the house account now.")
        return 0


_LATER = "Unlinked here. Calendly could not be reached to revoke it; the gateway goes on trying."


@contextmanager
def house_desk(settings: Settings, terminal: Terminal, clock: Clock) -> Iterator[HouseDesk]:
    """Give the commands, on the database and the Calendly that the settings name."""
    database = connect(settings.database_url)
    try:
        accounts = make_accounts(
            database,
            Vault(settings.key_ring),
            OAuth(OAuthApp.of(settings), clock),
            Transport(make_session(), settings.calendly_api_url, clock),
            clock,
            settings.house_token.get_secret_value(),
        )
        yield HouseDesk(settings, accounts, terminal, clock)
    finally:
        database.close()
