"""What each kind of operation does."""

from dataclasses import dataclass
from typing import Protocol

from parley.accounts.access import Account
from parley.calendly.scopes import BOOK
from parley.operations.booking import BookingOnce
from parley.operations.operation import Operation
from parley.operations.outcomes import Outcome
from parley.operations.requests import BookingRequest
from parley.scheduling.outcomes import Unknown


class Work(Protocol):
    """One kind of work. None as an outcome: it is not known yet, go on a while later."""

    @property
    def scopes(self) -> frozenset[str]:
        """Return what Calendly must allow for it."""

    def begin(self, operation: Operation, account: Account) -> Outcome | None:
        """Do it, for whoever has claimed that. Whatever Calendly says is raised, and then nothing was done."""

    def go_on(self, operation: Operation, account: Account) -> Outcome | None:
        """Find out where it stands, and do what is left of it. Raises what Calendly says."""

    def given_up(self, operation: Operation) -> Outcome:
        """Return what is certain, when nothing more is found out."""


@dataclass(frozen=True)
class BookingWork:
    """Books."""

    booking: BookingOnce
    scopes = BOOK

    def begin(self, operation: Operation, account: Account) -> Outcome | None:
        """Post it."""
        return self.booking.send(operation, account, _request(operation).draft)

    def go_on(self, operation: Operation, account: Account) -> Outcome | None:
        """Look for it."""
        return self.booking.look(operation, account, _request(operation).draft)

    def given_up(self, operation: Operation) -> Outcome:
        """Return that nothing is known."""
        return Unknown()


def _request(operation: Operation) -> BookingRequest:
    if not isinstance(operation.request, BookingRequest):
        raise TypeError(f"{operation.kind} is no booking")
    return operation.request
