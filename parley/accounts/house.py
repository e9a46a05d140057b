"""The house account: the operator's own, with which visitors book who have no Calendly account."""

from threading import Lock
from typing import Literal

import structlog

from parley.accounts.access import Access, Account, NeedsAccount
from parley.accounts.grant import Linked, Owner
from parley.accounts.grants import Grants
from parley.accounts.owners import read_owner
from parley.accounts.people import HOUSE, Conversation, People
from parley.calendly.client import Calendly, PersonalToken
from parley.calendly.errors import ReconnectNeeded
from parley.calendly.transport import Transport

Mode = Literal["per-user", "house", "both"]
ADDRESS = "operator"
log = structlog.get_logger(__name__)


class NoHouse(Exception):
    """The house account cannot be used, and only the operator can change that; the message says how."""


class House:
    """Opens the operator's account: by its personal access token when one is set, else by its linked grant."""

    def __init__(self, people: People, grants: Grants, access: Access, transport: Transport, token: str = "") -> None:
        self._people = people
        self._grants = grants
        self._access = access
        self._calendly = Calendly(transport, PersonalToken(token)) if token else None
        self._owner: Owner | None = None
        self._reading = Lock()

    def is_there(self) -> bool:
        """Return whether the operator has pre-authorised an account, even if it cannot be used just now."""
        return self._calendly is not None or self.linked() is not None

    def mode(self, chosen: Mode | None) -> Mode:
        """Return who may book with whom: as chosen by setting, else `both` when there is a house account."""
        return chosen or ("both" if self.is_there() else "per-user")

    def linked(self) -> Linked | None:
        """Return the linked account, or None."""
        return next((one for one in self._grants.all_of(self.conversation().principal_id) if one.is_default), None)

    def account(self, scopes: frozenset[str]) -> Account:
        """Return the account to work with. NoHouse when only the operator can help; CalendlyError as with any other."""
        if self._calendly:
            owner, who = self._owner_of(self._calendly), self.conversation().principal_id
            under = self._access.footprints.under
            return Account(owner, self._calendly.through(lambda way: under(way, who, owner.uri), lambda tokens: tokens))
        try:
            return self._access.account_of(self.conversation().principal_id, scopes)
        except NeedsAccount as problem:
            raise _no_house("lacks scopes" if problem.linked else "is not linked") from None
        except ReconnectNeeded:
            raise _no_house("was ended by Calendly") from None

    def conversation(self) -> Conversation:
        """Return the conversation that stands for the house; a ticket for it is what `parley house link` prints."""
        return self._people.meet(HOUSE, ADDRESS)

    def _owner_of(self, calendly: Calendly) -> Owner:
        with self._reading:
            if self._owner is None:
                try:
                    self._owner = read_owner(calendly, None)
                except ReconnectNeeded:
                    raise _no_house("has a token that Calendly refuses: see PARLEY_HOUSE_TOKEN; it") from None
            return self._owner


def _no_house(why: str) -> NoHouse:
    log.error("the house account cannot be used", why=why)
    return NoHouse(f"The house account {why}; run `parley house link`")
