"""The meeting that is moved, as it is now, and what of it the form's task keeps."""

from dataclasses import dataclass
from datetime import datetime

from actions.attendances import attendance
from actions.booking.calendar import account, the_offer
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.turn import Turn
from parley.calendly.errors import NotAllowed, NotFound
from parley.calendly.models import EventType, Invitee, ScheduledEvent
from parley.scheduling.agenda import Attendance
from parley.scheduling.draft import Draft, Step, missing
from parley.scheduling.event_types import EventTypes
from parley.scheduling.rescheduling import Rescheduling, Way, Ways, draft_of

# Why nothing is asked any more, nor done; how it can be moved; when the meeting is now, and its new time in words.
END, WAY, WAS, TO = "end", "way", "was", "to"
BY_INVITEE, KEPT, NOTHING = "by_invitee", "kept", "nothing"


@dataclass(frozen=True)
class Move:
    """One meeting that gets another time."""

    attendance: Attendance
    event_type: EventType
    draft: Draft

    @property
    def event(self) -> ScheduledEvent:
        """Return the meeting."""
        return self.attendance.event

    @property
    def invitee(self) -> Invitee:
        """Return who it is with."""
        return self.attendance.coming[0]


def rescheduling(turn: Turn) -> Rescheduling:
    """Return what moves."""
    return Rescheduling(account(turn), turn.services.clock, turn.services.calls)


def meeting(turn: Turn, task: Task) -> Attendance:
    """Return the meeting, as it is now. NotFound when it is gone."""
    return attendance(turn, account(turn), task.draft[IDS][0])


def the_move(turn: Turn, task: Task) -> Move:
    """Return what was agreed on. LookupError before there is a time."""
    one, offer = meeting(turn, task), the_offer(turn, task)
    if not one.coming or not task.draft.get("start"):
        raise LookupError("nobody is in the meeting any more, or it has no new time")
    start = datetime.fromisoformat(task.draft["start"])
    zone = account(turn).owner.time_zone
    return Move(one, offer.event_type, draft_of(one.event, one.coming[0], offer.event_type, start, zone))


def assess(turn: Turn, task: Task) -> Ways:
    """Find out how the meeting can be moved, and put that into the draft."""
    one = meeting(turn, task)
    event_type = _type_of(turn, one.event)
    ways = rescheduling(turn).ways(one.event, one.coming, event_type)
    task.draft[WAY], task.draft[WAS] = ways.way.value, one.event.start_time.isoformat()
    if ways.way is Way.BOOK_AGAIN and event_type and _asks_more(turn, one, event_type):
        # What its type asks by now was never answered: the invitee has to.
        task.draft[WAY] = Way.BY_INVITEE.value if ways.invitee_url else Way.IMPOSSIBLE.value
        task.draft["fault"] = "asks_more"
    elif ways.fault:
        task.draft["fault"] = ways.fault.value
    if event_type:
        task.draft["event_type"] = event_type.uri
    return ways


def _type_of(turn: Turn, event: ScheduledEvent) -> EventType | None:
    """Return the event's type as it is now; None when it is gone, or somebody else's."""
    if not event.event_type:
        return None
    try:
        return EventTypes(account(turn)).get(event.event_type.rsplit("/", 1)[-1]).event_type
    except (NotFound, NotAllowed):
        return None


def _asks_more(turn: Turn, one: Attendance, event_type: EventType) -> bool:
    draft = draft_of(one.event, one.coming[0], event_type, one.event.start_time, account(turn).owner.time_zone)
    ask = missing(draft, event_type)
    return ask is not None and ask.step is not Step.GUESTS
