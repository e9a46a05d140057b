"""One operation as it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parley.operations.outcomes import Outcome
from parley.operations.requests import Request
from parley.operations.telling import answer_key


@dataclass(frozen=True)
class Operation:
    """Something that a person said yes to; `outcome` is None until it is certain what came of it.

    `key` is the confirmation's, and tells a booking at Calendly from every other. `owner` says whose account it is done
    with (URI, or `HOUSE`), whichever is the default by now; None leaves it to `grant_id`, or to the default. `attempt`
    counts from 1: it is begun again only after nothing was done. `sends` says how often a booking was sent in this
    attempt, the last time at `sent_at`; `doubted` that an answer was missed on the way.
    """

    id: str
    principal_id: str
    conversation_id: str
    kind: str
    key: str
    grant_id: str | None
    owner: str | None
    request: Request
    progress: dict[str, Any]
    outcome: Outcome | None
    attempt: int
    sends: int
    sent_at: datetime | None
    doubted: bool
    confirmed_at: datetime | None
    made_at: datetime

    @property
    def answer_key(self) -> str:
        """Return what an answer is about that tells this attempt's outcome."""
        return answer_key(self.id, self.attempt)


class NoOperation(LookupError):
    """There is no such operation (any more), or not in that conversation."""
