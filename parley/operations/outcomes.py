"""What can come of an operation, and that as JSON."""

import json
from dataclasses import dataclass
from typing import Any

from parley.operations.failed import Failed
from parley.scheduling.changes import Canceled, CancelOutcome
from parley.scheduling.kept import as_json, of_json
from parley.scheduling.outcomes import Booked, NotBooked, PlanRequired, Taken, Unknown
from parley.scheduling.rescheduling import BothStand, Moved, Undone


@dataclass(frozen=True)
class Refused:
    """Calendly found something wrong with a booking, and nothing was booked; it can be made by hand on `link`."""

    link: str


@dataclass(frozen=True)
class Cancelled:
    """What came of each meeting, in the order of the request."""

    came: list[Canceled]


type Outcome = (
    Booked | Taken | NotBooked | Unknown | PlanRequired | Refused | Moved | Undone | BothStand | Cancelled | Failed
)
_KNOWN = (Booked, Taken, NotBooked, Unknown, PlanRequired, Refused, Moved, Undone, BothStand, Cancelled, Failed)


def is_undone(outcome: Outcome | None) -> bool:
    """Return whether nothing at all was done, so that the same may be begun again."""
    if isinstance(outcome, Cancelled):
        return all(one.outcome is CancelOutcome.FAILED for one in outcome.came)
    return isinstance(outcome, Failed)


def written(outcome: Outcome) -> str:
    """Return an outcome as text."""
    return json.dumps({"is": type(outcome).__name__, "value": as_json(outcome)})


def read(text: str) -> Outcome:
    """Return the outcome that `written` wrote. ValueError for anything else."""
    kept = json.loads(text)
    known: Any = next((one for one in _KNOWN if one.__name__ == kept["is"]), None)
    if known is None:
        raise ValueError(f"no such outcome: {kept['is']}")
    outcome: Outcome = of_json(known, kept["value"])
    return outcome
