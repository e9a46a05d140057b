"""Moving a meeting: the new time is booked once, then the old one given up, or the new one taken back."""

from concurrent.futures import Executor
from dataclasses import dataclass

from parley.accounts.access import Account
from parley.calendly.scopes import BOOK
from parley.clock import Clock
from parley.operations.booking import BookingOnce
from parley.operations.operation import Operation
from parley.operations.outcomes import Outcome
from parley.operations.requests import ReschedulingRequest
from parley.operations.store import Operations
from parley.scheduling.kept import as_json, of_json
from parley.scheduling.outcomes import Booked, Unknown
from parley.scheduling.rescheduling import BothStand, Rescheduling

NEW = "new"  # the booking of the new time, once it stands


@dataclass(frozen=True)
class ReschedulingWork:
    """Moves meetings for operations."""

    operations: Operations
    clock: Clock
    threads: Executor
    booking: BookingOnce
    scopes = BOOK

    def begin(self, operation: Operation, account: Account) -> Outcome | None:
        """Book the new time, for whoever has claimed that, and give up the old one."""
        request = _request(operation)
        return self._then(operation, account, self.booking.send(operation, account, request.draft))

    def go_on(self, operation: Operation, account: Account) -> Outcome | None:
        """Find out where it stands, and do the rest."""
        if new := booked_new(operation):
            return self._finish(operation, account, new)
        return self._then(operation, account, self.booking.look(operation, account, _request(operation).draft))

    def given_up(self, operation: Operation) -> Outcome:
        """Return what is certain."""
        new = booked_new(operation)
        return BothStand(new, _request(operation).meeting.event.id) if new else Unknown()

    def _then(self, operation: Operation, account: Account, came: Outcome | None) -> Outcome | None:
        if not isinstance(came, Booked):
            return came
        # Noted first: whoever goes on after a crash must not take it for a booking that is still to be made.
        self.operations.note(operation, {NEW: as_json(came)})
        return self._finish(operation, account, came)

    def _finish(self, operation: Operation, account: Account, new: Booked) -> Outcome | None:
        request, moving = _request(operation), Rescheduling(account, self.clock, self.threads)
        came = moving.finish(request.meeting.event, new, request.reason)
        return None if isinstance(came, BothStand) else came


def booked_new(operation: Operation) -> Booked | None:
    """Return the booking of the new time, None while there is none."""
    kept = operation.progress.get(NEW)
    return of_json(Booked, kept) if kept else None


def _request(operation: Operation) -> ReschedulingRequest:
    if not isinstance(operation.request, ReschedulingRequest):
        raise TypeError(f"{operation.kind} moves nothing")
    return operation.request
