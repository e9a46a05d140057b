"""Cancelling: what is possible, and doing it one by one, each in steps that can be done again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from parley.accounts.access import Account
from parley.calendly.errors import CalendlyError, NotAllowed, NotFound, OutcomeUnknown
from parley.calendly.models import ScheduledEvent
from parley.clock import Clock
from parley.scheduling.causes import Cause, cause_of


class CancelFault(StrEnum):
    """Why an event cannot be cancelled."""

    PAST = "past"
    CANCELED = "canceled"
    GONE = "gone"
    NOT_ALLOWED = "not_allowed"


class CancelOutcome(StrEnum):
    """What came of cancelling; only `UNKNOWN` leaves open whether the event still stands.

    After that it may be cancelled again: Calendly does it, and writes to people, only once.
    """

    CANCELED = "canceled"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True)
class Canceled:
    """What came of cancelling one event: `fault` with `REFUSED`, and `cause` with `FAILED` and `UNKNOWN`."""

    event_id: str
    outcome: CancelOutcome
    fault: CancelFault | None = None
    cause: Cause | None = None


class Changes:
    """Cancels events of one account. Calendly cancels an event for everybody in it, and writes to them."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self._account = account
        self._clock = clock

    def cancel(self, event_id: str, reason: str | None = None) -> Canceled:
        """Cancel one event, with one post, and return what came of it; a lost answer is looked into."""
        try:
            self._account.calendly.bookings.cancel(event_id, reason)
        except OutcomeUnknown as error:
            done = self.settled(event_id).outcome is CancelOutcome.CANCELED
            # An event that stands may yet be cancelled, by a call that is still under way.
            unknown = Canceled(event_id, CancelOutcome.UNKNOWN, cause=cause_of(error))
            return Canceled(event_id, CancelOutcome.CANCELED) if done else unknown
        except (NotAllowed, NotFound) as refusal:
            return self._refused(event_id, refusal)
        except CalendlyError as error:
            return Canceled(event_id, CancelOutcome.FAILED, cause=cause_of(error))
        return Canceled(event_id, CancelOutcome.CANCELED)

    def cancel_each(self, event_ids: Iterable[str], reason: str | None = None) -> Iterator[Canceled]:
        """Cancel one event after another and yield what came of each as soon as it is known."""
        for event_id in dict.fromkeys(event_ids):
            yield self.cancel(event_id, reason)

    def settled(self, event_id: str) -> Canceled:
        """Return what became of a cancelling whose answer was lost: `FAILED` says that the event stands as yet."""
        try:
            event = self._account.calendly.events.get(event_id)
        except CalendlyError as error:
            return Canceled(event_id, CancelOutcome.UNKNOWN, cause=cause_of(error))
        done = event.status == "canceled"
        return Canceled(event_id, CancelOutcome.CANCELED if done else CancelOutcome.FAILED)

    def fault(self, event: ScheduledEvent) -> CancelFault | None:
        """Return why an event cannot be cancelled, or None."""
        if event.status == "canceled":
            return CancelFault.CANCELED
        return CancelFault.PAST if event.start_time <= self._clock() else None

    def _refused(self, event_id: str, refusal: CalendlyError) -> Canceled:
        """Return why; Calendly's three refusals differ only in their words, so the event is asked."""
        if isinstance(refusal, NotFound):
            return Canceled(event_id, CancelOutcome.REFUSED, CancelFault.GONE)
        try:
            fault = self.fault(self._account.calendly.events.get(event_id))
        except NotAllowed:
            fault = None
        except CalendlyError as error:
            return Canceled(event_id, CancelOutcome.UNKNOWN, cause=cause_of(error))
        return Canceled(event_id, CancelOutcome.REFUSED, fault or CancelFault.NOT_ALLOWED)
