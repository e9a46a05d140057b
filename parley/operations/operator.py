"""Carrying out operations, however often a process dies meanwhile."""

from concurrent.futures import Executor
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from parley.accounts.access import Account, NeedsAccount
from parley.calendly.errors import CalendlyError
from parley.clock import Clock
from parley.operations.booking import BookingOnce
from parley.operations.cancelling import CancellingWork
from parley.operations.earlier import Earlier
from parley.operations.failed import Failed
from parley.operations.operation import NoOperation, Operation
from parley.operations.outcomes import Outcome
from parley.operations.rescheduling import ReschedulingWork
from parley.operations.store import Operations
from parley.operations.work import BookingWork, Work
from parley.visits.calendars import Calendars

log = structlog.get_logger(__name__)


class Operator:
    """Does what people said yes to. Each call goes on from where the last one was, also one that was killed."""

    def __init__(self, operations: Operations, calendars: Calendars, clock: Clock, threads: Executor) -> None:
        self._operations = operations
        self._calendars = calendars
        earlier = Earlier(clock, clock())
        booking = BookingOnce(operations, earlier, clock, threads)
        self._works: dict[str, Work] = {
            "booking": BookingWork(booking),
            "rescheduling": ReschedulingWork(operations, clock, threads, booking),
            "cancelling": CancellingWork(operations, earlier, clock),
        }

    def carry_out(self, operation_id: str) -> bool:
        """Do what is left to do, and return whether it is known what came of it; else look again a while later."""
        operation = self._open(operation_id)
        if operation is None:
            return True
        outcome = self._begun(operation) if operation.sends == 0 else self._gone_on(operation)
        if outcome is None:
            self._operations.doubt(operation)
            return False
        self._operations.finish(operation, outcome)
        log.info("operation done", operation=operation.id, outcome=type(outcome).__name__, sends=operation.sends)
        return True

    def give_up(self, operation_id: str) -> None:
        """Let it be unknown what came of it."""
        operation = self._open(operation_id)
        if operation:
            log.error("gave up finding out what became of an operation", operation=operation_id)
            self._operations.finish(operation, self._works[operation.kind].given_up(operation))

    def heard_of(self, key: str) -> Operation | None:
        """Take Calendly's own word that a booking of this key was made; the operation that is settled by it, or None.

        One whose answer is not missed yet is left to whoever waits for that.
        """
        operation = self._operations.of_key(key)
        if operation is None:
            return None
        self._operations.confirm(operation.id)
        waits = operation.outcome is None and operation.doubted
        return operation if waits and self.carry_out(operation.id) else None

    def under_way(self, principal_id: str) -> list[str]:
        """Return the ids of a person's operations of which it is not known what came."""
        return [one.id for one in self._operations.open_of(principal_id)]

    def left_behind(self, age: timedelta) -> list[Operation]:
        """Return operations of that age whose outcome is not known: somebody should be at work on each."""
        return self._operations.open(age)

    def _open(self, operation_id: str) -> Operation | None:
        """Return the operation, None when there is nothing left to do about it."""
        try:
            operation = self._operations.get(operation_id)
        except NoOperation:
            return None
        return operation if operation.outcome is None else None

    def _begun(self, operation: Operation) -> Outcome | None:
        claimed = self._operations.claim(operation)
        if claimed is None:
            return None
        try:
            return self._works[claimed.kind].begin(claimed, self._account(claimed))
        except (CalendlyError, NeedsAccount) as problem:
            return Failed.of(problem)
        except SQLAlchemyError:
            raise
        except Exception:
            # It may have been sent: what became of it is looked for.
            log.exception("an operation failed", operation=operation.id)
            return None

    def _gone_on(self, operation: Operation) -> Outcome | None:
        try:
            return self._works[operation.kind].go_on(operation, self._account(operation))
        except (CalendlyError, NeedsAccount) as problem:
            # This says nothing about what became of what was sent before.
            log.info("an operation is not settled yet", operation=operation.id, cause=type(problem).__name__)
            return None
        except SQLAlchemyError:
            raise
        except Exception:
            log.exception("an operation failed", operation=operation.id)
            return None

    def _account(self, operation: Operation) -> Account:
        scopes = self._works[operation.kind].scopes
        if operation.owner:
            return self._calendars.account_of_owner(operation.conversation_id, scopes, operation.owner)
        return self._calendars.account(operation.conversation_id, scopes, operation.grant_id)
