"""Making a booking once: posted, looked for when the answer is lost, posted again only if it is certainly not there."""

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from parley.accounts.access import Account
from parley.calendly.errors import CalendlyError, InvalidRequest
from parley.clock import Clock
from parley.operations.earlier import Earlier
from parley.operations.operation import Operation
from parley.operations.outcomes import Refused
from parley.operations.store import Operations
from parley.scheduling.booking import Booking
from parley.scheduling.draft import Draft
from parley.scheduling.event_types import EventTypes, Offer
from parley.scheduling.outcomes import Booked, NotBooked, PlanRequired, Taken, Unknown

# Calendly's time for a call is well under this: what it does not list by then was not booked.
SETTLED = timedelta(seconds=30)
# When a booking may be in a calendar that cannot be seen, looking on is no use after this.
UNSEEN = timedelta(minutes=10)
MOST_SENDS = 2
type Came = Booked | Taken | PlanRequired | Refused | NotBooked | Unknown
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class BookingOnce:
    """Makes bookings for operations."""

    operations: Operations
    earlier: Earlier
    clock: Clock
    threads: Executor

    def send(self, operation: Operation, account: Account, draft: Draft) -> Came | None:
        """Book what is drafted, for whoever has claimed that. None when it cannot be told yet what came of it.

        Whatever else Calendly says is raised, and then nothing was booked.
        """
        return self._once(operation, account, draft).send()

    def look(self, operation: Operation, account: Account, draft: Draft) -> Came | None:
        """Find out what became of what was sent; None when that cannot be told yet. Raises what Calendly says."""
        return self._once(operation, account, draft).look()

    def _once(self, operation: Operation, account: Account, draft: Draft) -> "_Once":
        offer = EventTypes(account).get(str(draft.event_type).rsplit("/", 1)[-1])
        return _Once(self, operation, Booking(account, self.clock, self.threads), draft, offer)


@dataclass(frozen=True)
class _Once:
    """One look at one booking, or one post."""

    parts: BookingOnce
    operation: Operation
    booking: Booking
    draft: Draft
    offer: Offer

    def send(self) -> Came | None:
        """Post, if the opening is still there, and no trace of it is."""
        if self.parts.earlier.may_have_begun(self.operation) and (came := self._trace()):
            return came
        return self._post() if self.booking.is_free(self.draft) else Taken([])

    def _trace(self) -> Booked | NotBooked | None:
        """Return what became of it if it is there already: one that was given up again is not booked a second time."""
        event_type, key, since = self.offer.event_type, self.operation.key, self.operation.made_at
        found = self.booking.find_booked(self.draft, event_type, key, since)
        if isinstance(found, Booked):
            return found
        return NotBooked() if self.booking.was_given_up(self.draft, event_type, key) else None

    def _post(self) -> Came | None:
        if not self.parts.operations.sending(self.operation):
            return None
        try:
            came = self.booking.book(self.draft, self.offer.event_type, self.operation.key)
        except InvalidRequest:
            return Refused(self.offer.link)
        return None if isinstance(came, Unknown) else came

    def look(self) -> Came | None:
        """Look for the booking, and post once more when it is certain that Calendly does not have it."""
        since, event_type = self.operation.made_at, self.offer.event_type
        found = self.booking.find_booked(self.draft, event_type, self.operation.key, since)
        if isinstance(found, Booked) or not self._is_past(SETTLED):
            return found if isinstance(found, Booked) else None
        if isinstance(found, Unknown):
            return found if self._is_past(UNSEEN) else None
        return self._send_again() if self.operation.sends < MOST_SENDS else found

    def _send_again(self) -> Came | None:
        """Post for the second and last time; whatever it is answered with, what counts is what is found then."""
        if not self.booking.is_free(self.draft):
            return NotBooked()
        claimed = self.parts.operations.claim(self.operation)
        try:
            came = replace(self, operation=claimed)._post() if claimed else None
        except CalendlyError as problem:
            log.info("a second try was refused", operation=self.operation.id, cause=type(problem).__name__)
            return None
        return came if isinstance(came, Booked) else None

    def _is_past(self, while_: timedelta) -> bool:
        sent_at = self.operation.sent_at
        return sent_at is None or self.parts.clock() - sent_at >= while_
