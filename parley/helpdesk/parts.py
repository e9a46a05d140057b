"""All of `parley.helpdesk`, put together once for a process."""

from dataclasses import dataclass
from datetime import timedelta

from parley.clock import Clock
from parley.db.engine import Database
from parley.helpdesk.feedback import Feedback
from parley.helpdesk.handoffs import Handoffs


@dataclass(frozen=True)
class Helpdesk:
    """How people reach a person, and say how it went.

    `contact` is whom to turn to, in words, empty for nobody; `pause` lies between two questions how it went, none of
    which is asked where it is None.
    """

    handoffs: Handoffs
    feedback: Feedback
    contact: str = ""
    has_webhook: bool = False
    pause: timedelta | None = None


def make_helpdesk(
    database: Database, clock: Clock, contact: str = "", *, has_webhook: bool = False, feedback_days: int = 0
) -> Helpdesk:
    """Return the services. `feedback_days` between two questions; 0 asks none."""
    pause = timedelta(days=feedback_days) if feedback_days else None
    return Helpdesk(Handoffs(database, clock), Feedback(database, clock), contact, has_webhook, pause)
