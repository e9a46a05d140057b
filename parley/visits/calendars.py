"""Whose calendar a person works on: their own, or the house's as its visitor. The only place that decides it."""

from dataclasses import dataclass

from parley.accounts.access import Access, Account, NeedsAccount
from parley.accounts.house import House, Mode
from parley.accounts.people import People
from parley.visits.host import Host, VisitorAccount
from parley.visits.ledger import Ledger, Visitor

# What needs this is about the host's offer; everything else is somebody's own calendar.
_OF_THE_HOST = frozenset({"event_types:read"})
# In place of an owner's URI: the house's account, whoever's that is.
HOUSE = "house"


@dataclass(frozen=True)
class Calendars:
    """Opens the calendar that a request is about. `chosen` is the setting, None where it was left open."""

    access: Access
    house: House
    people: People
    host: Host
    ledger: Ledger
    chosen: Mode | None = None

    def mode(self) -> Mode:
        """Return who may book with whom."""
        return self.house.mode(self.chosen)

    def account(self, conversation_id: str, scopes: frozenset[str], grant_id: str | None = None) -> Account:
        """Return the account to work with: a `VisitorAccount` where it is the house's.

        In mode `house` everybody is a visitor. In mode `both` it is the person's own once they have linked one; until
        then what can be booked is the house's, and so is a calendar in which they have bookings. NeedsAccount when only
        an account of their own will do; else what `Access.account` and `Host.account` raise.
        """
        mode = self.mode()
        if mode == "per-user":
            return self.access.account(conversation_id, scopes, grant_id)
        visitor = self.visitor(conversation_id)
        if mode == "house":
            return self.host.account(visitor, scopes)
        if grant_id is not None or self.access.accounts(conversation_id):
            return self.access.account(conversation_id, scopes, grant_id)
        if scopes & _OF_THE_HOST or self.ledger.has_any(visitor.principal_id):
            return self.host.account(visitor, scopes)
        raise NeedsAccount(scopes, linked=False)

    @staticmethod
    def owner_of(account: Account) -> str:
        """Return by what an account is found again, also when it was linked anew: its owner's URI, or `HOUSE`."""
        return HOUSE if isinstance(account, VisitorAccount) else account.owner.uri

    def account_of_owner(self, conversation_id: str, scopes: frozenset[str], owner: str) -> Account:
        """Return the account that `owner_of` named. NeedsAccount when the person has it no more; else as `account`."""
        if owner == HOUSE:
            return self.host.account(self.visitor(conversation_id), scopes)
        mine = [one.id for one in self.access.accounts(conversation_id) if one.owner.uri == owner]
        if not mine:
            raise NeedsAccount(scopes, linked=False)
        return self.access.account(conversation_id, scopes, mine[0])

    def is_visitor(self, conversation_id: str) -> bool:
        """Return whether this person books with the house rather than in a calendar of their own."""
        mode = self.mode()
        return mode == "house" or (mode == "both" and not self.access.accounts(conversation_id))

    def visitor(self, conversation_id: str) -> Visitor:
        """Return the person of a conversation as the house knows them."""
        return Visitor(self.people.conversation(conversation_id).principal_id, conversation_id)
