"""What is on, and who is coming."""

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta

from parley.accounts.access import Account
from parley.calendly.models import Invitee, ScheduledEvent
from parley.clock import Clock

PAGE = 5  # fits the screen of a phone


@dataclass(frozen=True)
class Upcoming:
    """The next events, and whether there are more behind them."""

    events: list[ScheduledEvent]
    more: bool


@dataclass(frozen=True)
class Attendance:
    """An event with everybody who booked it: those who come, and those who cancelled."""

    event: ScheduledEvent
    coming: list[Invitee]
    canceled: list[Invitee]


class Agenda:
    """One account's scheduled events."""

    def __init__(self, account: Account, clock: Clock, threads: Executor) -> None:
        self._account = account
        self._clock = clock
        self._threads = threads

    def upcoming(self) -> Upcoming:
        """Return the next events in order of time, at most `PAGE`, what is going on right now not among them."""
        now = self._clock() - timedelta(microseconds=1)  # UNCONFIRMED whether Calendly's filter includes its bound
        events = self._account.calendly.scheduled_events(
            user=self._account.owner.uri, starting_after=now, limit=PAGE + 1
        )
        return Upcoming(events[:PAGE], more=len(events) > PAGE)

    def attendance(self, event_id: str) -> Attendance:
        """Return an event and its invitees, asked for side by side."""
        invitees = self._threads.submit(self._account.calendly.invitees, event_id)
        event = self._account.calendly.scheduled_event(event_id)
        everybody = invitees.result()
        return Attendance(
            event,
            coming=[invitee for invitee in everybody if invitee.status == "active"],
            canceled=[invitee for invitee in everybody if invitee.status != "active"],
        )
