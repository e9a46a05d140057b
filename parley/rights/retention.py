"""Keeping no longer than the setting says: what was said, how somebody could be reached, and what went wrong."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import feedback, handoffs, messages

BATCH = 500


class Retention:
    """Sweeps what is too old, a bounded batch at a time. `days` of 0 keep everything."""

    def __init__(self, database: Database, clock: Clock, days: int) -> None:
        self._database = database
        self._clock = clock
        self._days = days

    @property
    def oldest(self) -> datetime | None:
        """Return the moment before which nothing is kept, None where everything is."""
        return self._clock() - timedelta(days=self._days) if self._days else None

    def sweep(self) -> bool:
        """Forget at most 500 messages, and what goes with them; return whether there may be more.

        What nobody was shown yet stays.
        """
        if (oldest := self.oldest) is None:
            return False
        # What is on its way to a client has a moment in the future for when it was handed over.
        shown = (messages.c.created_at < oldest, messages.c.delivered_at <= self._clock())
        old = select(messages.c.id).where(*shown).order_by(messages.c.id).limit(BATCH)
        with self._database.write() as connection:
            gone = connection.execute(delete(messages).where(messages.c.id.in_(old))).rowcount
            connection.execute(delete(handoffs).where(handoffs.c.settled_at < oldest))
            connection.execute(
                update(feedback).where(feedback.c.asked_at < oldest, feedback.c.words.is_not(None)).values(words=None)
            )
        return gone >= BATCH
