"""What cancelling would do, as it is now: the events one by one, and which of them can be cancelled."""

from dataclasses import dataclass

from actions.attendances import attendances
from actions.event_titles import title_of, when_of
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.turn import Turn
from parley.calendly.scopes import CHANGE
from parley.scheduling.agenda import Attendance
from parley.scheduling.changes import CancelFault, Changes

REASON = "reason"  # what the invitees are told, "" for nothing
END = "end"  # why nothing is asked any more, and nothing done
OVER = "over"  # such an end: what is meant is past
BEYOND = "beyond"  # how many more were meant than are cancelled at once
MOST_AT_ONCE = 10  # a list that can be looked through on a phone


def take_ids(task: Task, ids: list[str]) -> None:
    """Put the events that are meant into the draft, no more than fit at once, and how many there are beyond."""
    task.draft[IDS] = ids[:MOST_AT_ONCE]
    if len(ids) > MOST_AT_ONCE:
        task.draft[BEYOND] = len(ids) - MOST_AT_ONCE


@dataclass(frozen=True)
class Seen:
    """One event before it is cancelled; `fault` says why it cannot be. Without `attendance` it is gone."""

    event_id: str
    attendance: Attendance | None
    fault: CancelFault | None = None

    @property
    def people(self) -> int:
        """Return how many lose their booking."""
        return self.attendance.event.invitees_counter.active if self.attendance else 0


def changes(turn: Turn) -> Changes:
    """Return what cancels."""
    return Changes(turn.account(CHANGE), turn.services.clock)


def reviews(turn: Turn, task: Task) -> list[Seen]:
    """Return every event that is meant, as it is now. Raises what Calendly raises."""
    ids = task.draft.get(IDS) or []
    there = {one.event.id: one for one in attendances(turn, turn.account(CHANGE), ids)}
    return [_seen(turn, event_id, there.get(event_id)) for event_id in ids]


def open_ones(seen: list[Seen]) -> list[Seen]:
    """Return those that can be cancelled."""
    return [one for one in seen if one.fault is None]


def title(turn: Turn, one: Seen) -> str:
    """Return what an event is called."""
    return title_of(turn, one.attendance) if one.attendance else turn.part("utter_line_gone_event")


def when(turn: Turn, one: Seen) -> str:
    """Return when an event is."""
    return when_of(turn, one.attendance) if one.attendance else ""


def _seen(turn: Turn, event_id: str, one: Attendance | None) -> Seen:
    if one is None:
        return Seen(event_id, None, CancelFault.GONE)
    return Seen(event_id, one, changes(turn).fault(one.event))
