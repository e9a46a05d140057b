"""Cancelling meetings one by one, each once, with a result each."""

from dataclasses import dataclass

from parley.accounts.access import Account
from parley.calendly.scopes import CHANGE
from parley.clock import Clock
from parley.operations.earlier import Earlier
from parley.operations.operation import Operation
from parley.operations.outcomes import Cancelled, Outcome
from parley.operations.requests import CancellingRequest
from parley.operations.store import Operations
from parley.scheduling.changes import Canceled, CancelOutcome, Changes
from parley.scheduling.kept import as_json, of_json

# What came of those that were tried; noted before the first one is.
CAME = "came"


@dataclass(frozen=True)
class CancellingWork:
    """Cancels meetings for operations."""

    operations: Operations
    earlier: Earlier
    clock: Clock
    scopes = CHANGE

    def begin(self, operation: Operation, account: Account) -> Outcome | None:
        """Cancel them, for whoever has claimed that."""
        return self.go_on(operation, account)

    def go_on(self, operation: Operation, account: Account) -> Outcome | None:
        """Cancel what is left; what may have been cancelled already, before a crash or a lost answer, is looked up."""
        request, changes = _request(operation), Changes(account, self.clock)
        came = came_so_far(operation)
        may_have_been_tried = bool(operation.progress) or self.earlier.may_have_begun(operation)
        for meeting in request.meetings:
            event_id = meeting.event.id
            before = came.get(event_id)
            if before and before.outcome is not CancelOutcome.UNKNOWN:
                continue
            self._note(operation, came)
            known = _settled(changes, event_id) if may_have_been_tried else None
            came[event_id] = known or changes.cancel(event_id, request.reason)
        if all(one.outcome is not CancelOutcome.UNKNOWN for one in came.values()):
            return _in_order(request, came)
        self._note(operation, came)
        return None

    def given_up(self, operation: Operation) -> Outcome:
        """Return what is certain of each."""
        return _in_order(_request(operation), came_so_far(operation))

    def _note(self, operation: Operation, came: dict[str, Canceled]) -> None:
        self.operations.note(operation, {CAME: {one: as_json(result) for one, result in came.items()}})


def _settled(changes: Changes, event_id: str) -> Canceled | None:
    """Return what became of an earlier try; None when the meeting stands, and can be cancelled again."""
    known = changes.settled(event_id)
    return None if known.outcome is CancelOutcome.FAILED else known


def _in_order(request: CancellingRequest, came: dict[str, Canceled]) -> Cancelled:
    ids = [one.event.id for one in request.meetings]
    return Cancelled([came.get(one) or Canceled(one, CancelOutcome.UNKNOWN) for one in ids])


def came_so_far(operation: Operation) -> dict[str, Canceled]:
    """Return what came of those that were tried, by event."""
    kept = operation.progress.get(CAME) or {}
    return {one: of_json(Canceled, result) for one, result in kept.items()}


def _request(operation: Operation) -> CancellingRequest:
    if not isinstance(operation.request, CancellingRequest):
        raise TypeError(f"{operation.kind} cancels nothing")
    return operation.request
