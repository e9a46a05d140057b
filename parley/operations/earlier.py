"""What may have been done of an operation already, though nothing of it is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from parley.clock import Clock
from parley.operations.operation import Operation

# Whoever said yes longer ago than this may have been heard before.
FRESH = timedelta(seconds=10)


@dataclass(frozen=True)
class Earlier:
    """Tells operations that may have been begun before from new ones.

    A database that was put back to an earlier state knows nothing of what was sent since, and whoever puts one back
    starts every process anew. So what was said yes to before `started_at`, when this process was, is looked for at
    Calendly before it is done.
    """

    clock: Clock
    started_at: datetime

    def may_have_begun(self, operation: Operation) -> bool:
        """Return whether something of it may be done already."""
        made_at = operation.made_at
        return operation.attempt > 1 or made_at < self.started_at or self.clock() - made_at >= FRESH
