"""The house account as a visitor gets it."""

from dataclasses import replace

import structlog

from parley.accounts.access import Account
from parley.accounts.grant import Owner
from parley.accounts.house import House, NoHouse
from parley.accounts.people import People
from parley.calendly.errors import CalendlyError, ReconnectNeeded
from parley.calendly.tokens import TokenSource
from parley.visits.ledger import Ledger, Visitor
from parley.visits.window import Window

log = structlog.get_logger(__name__)


class HouseClosed(CalendlyError):
    """Nothing can be booked with the house just now, and only the operator can change that."""


class VisitorAccount(Account):
    """The house account through a visitor's window: works like any other, and shows what a visitor may see.

    The owner has the house's name, no address, and the visitor's own time zone and clock: theirs are the times.
    """


class Host:
    """Opens the house account for visitors."""

    def __init__(self, house: House, people: People, ledger: Ledger) -> None:
        self._house = house
        self._people = people
        self._ledger = ledger

    def account(self, visitor: Visitor, scopes: frozenset[str]) -> VisitorAccount:
        """Return the account. HouseClosed when only the operator can help; CalendlyError as with any other."""
        try:
            house = self._house.account(scopes)
        except NoHouse:
            raise HouseClosed("The house account cannot be used") from None
        calendly = house.calendly.through(
            lambda transport: Window(transport, visitor, house.owner.uri, self._ledger), _HouseTokens
        )
        return VisitorAccount(self._shown(house.owner, visitor), calendly)

    def _shown(self, owner: Owner, visitor: Visitor) -> Owner:
        own = self._people.preferences(visitor.principal_id)
        return replace(
            owner,
            email="",
            organization_uri=None,
            organization_name=None,
            time_zone=own.chosen_zone or own.channel_zone or owner.time_zone,
            time_notation=own.clock or owner.time_notation,
        )


class _HouseTokens:
    """The house's tokens; that they are over is nothing a visitor could help with."""

    def __init__(self, tokens: TokenSource) -> None:
        self._tokens = tokens

    def token(self) -> str:
        """Return an access token."""
        try:
            return self._tokens.token()
        except ReconnectNeeded:
            raise self._closed() from None

    def renewed(self, refused: str) -> str:
        """Return a newer one."""
        try:
            return self._tokens.renewed(refused)
        except ReconnectNeeded:
            raise self._closed() from None

    def _closed(self) -> HouseClosed:
        log.error("the house account has ended: run `parley house link`, or set a new PARLEY_HOUSE_TOKEN")
        return HouseClosed("The house account has ended")
