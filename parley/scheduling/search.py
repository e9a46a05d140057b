"""Looking through an account's events from a moment on, forwards or backwards, with filters that Calendly lacks."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import batched, groupby, islice
from typing import Self

from parley.accounts.access import Account
from parley.calendly.events import Status
from parley.calendly.models import ScheduledEvent
from parley.scheduling.answers import Problem, email_of
from parley.scheduling.openings import Part, part_of
from parley.scheduling.ranges import Range
from parley.scheduling.ruled_out import NOTHING, RuledOut
from parley.scheduling.ways import Way, suits
from parley.scheduling.words import names_somebody
from parley.when.say import zone_of

# UNCONFIRMED whether Calendly's bounds are included: a little more is asked for, and what is too much dropped.
A_MOMENT = timedelta(microseconds=1)
SIDE_BY_SIDE = 8  # events whose invitees are asked for at once
# Events at most to look for a name in: for a page, and for the nearest on each side. A free plan has 50 calls a minute.
LOOKED_THROUGH, LOOKED_NEAR = 24, 8
EARLY = ""  # before every id


@dataclass(frozen=True)
class Sought:
    """Which events: those that start in a range (aware, end exclusive), of one type (URI), with somebody.

    `person` is a name, a part of one, or an e-mail address. `part` keeps to that part of each day, on the clocks of
    `zone`, as `without` does; it, `other_than` (types, URIs) and `not_with` (a name or address) say which not.
    """

    start: datetime | None = None
    end: datetime | None = None
    event_type: str | None = None
    person: str | None = None
    status: Status = "active"
    part: Part | None = None
    zone: str = "UTC"
    without: RuledOut = NOTHING
    other_than: tuple[str, ...] = ()
    not_with: str | None = None
    # How one meets.
    way: Way | None = None
    # Cancelled then or, unless `by_host` asks for what the host cancelled, to be then.
    called_off: Range | None = None
    by_host: bool = False

    def anywhen(self) -> "Sought":
        """Return the same without a range."""
        return replace(self, start=None, end=None, called_off=None)

    def spans(self, moment: datetime) -> bool:
        """Return whether a moment lies in the range."""
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)


@dataclass(frozen=True)
class Cursor:
    """A place between two events, and which way to go from there."""

    moment: datetime
    event_id: str = EARLY
    forwards: bool = True

    @classmethod
    def at(cls, moment: datetime, *, forwards: bool = True) -> Self:
        """Return the place before everything that starts at a moment."""
        return cls(moment, EARLY, forwards)

    @classmethod
    def of(cls, event: ScheduledEvent, *, forwards: bool) -> Self:
        """Return the place of an event, which is not itself ahead, whichever way one goes."""
        return cls(event.start_time, event.id, forwards)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return a cursor that was written with `str`; ValueError for any other text."""
        way, moment, event_id = text.split("|")
        if way not in ("<", ">"):
            raise ValueError("a cursor goes forwards or backwards")
        return cls(datetime.fromisoformat(moment), event_id, way == ">")

    def __str__(self) -> str:
        """Return the cursor as a text to keep."""
        return f"{'>' if self.forwards else '<'}|{self.moment.astimezone(UTC).isoformat()}|{self.event_id}"

    def sees(self, event: ScheduledEvent) -> bool:
        """Return whether an event lies ahead."""
        here, there = (self.moment, self.event_id), (event.start_time, event.id)
        return there > here if self.forwards else there < here


class Search:
    """One search. For a name it looks through at most `most` events: `left_at` tells afterwards where it was left."""

    def __init__(self, account: Account, sought: Sought, threads: Executor, most: int = LOOKED_THROUGH) -> None:
        self._account = account
        self._sought = sought
        self._threads = threads
        self._most = most
        self.left_at: ScheduledEvent | None = None

    @property
    def whole(self) -> bool:
        """Return whether it looked at everything it had to."""
        return self.left_at is None

    def take(self, cursor: Cursor, count: int) -> list[ScheduledEvent]:
        """Return the first events ahead of the cursor, in the order in which one meets them."""
        ahead = (event for event in self._ahead(cursor) if self._fits(event))
        return list(islice(self._with(ahead), count))

    def _fits(self, event: ScheduledEvent) -> bool:
        sought, zone = self._sought, zone_of(self._sought.zone)
        if sought.without and not sought.without.suits(event.start_time, zone):
            return False
        if sought.way and not suits(sought.way, event.location):
            return False
        if sought.called_off and not _was_called_off(event, sought.called_off, by_host=sought.by_host):
            return False
        in_part = sought.part is None or part_of(event.start_time, zone) is sought.part
        return in_part and sought.event_type in (None, event.event_type) and event.event_type not in sought.other_than

    def _ahead(self, cursor: Cursor) -> Iterator[ScheduledEvent]:
        listed = self._listed(cursor)
        # Calendly does not say in which order events of the same start come: here, by id.
        for _, together in groupby(listed, key=lambda event: event.start_time):
            for event in sorted(together, key=lambda event: event.id, reverse=not cursor.forwards):
                if cursor.sees(event) and self._sought.spans(event.start_time):
                    yield event

    def _listed(self, cursor: Cursor) -> Iterator[ScheduledEvent]:
        earliest = cursor.moment if cursor.forwards else self._sought.start
        latest = self._sought.end if cursor.forwards else cursor.moment
        return self._account.calendly.events.list(
            user=self._account.owner.uri,
            status=self._sought.status,
            invitee_email=self._email,
            sort="start_time:asc" if cursor.forwards else "start_time:desc",
            min_start_time=earliest - A_MOMENT if earliest else None,
            max_start_time=latest + A_MOMENT if latest else None,
        )

    @property
    def _email(self) -> str | None:
        address = email_of(self._sought.person or "")
        return None if isinstance(address, Problem) else address.lower()

    def _with(self, events: Iterator[ScheduledEvent]) -> Iterator[ScheduledEvent]:
        """Leave those that the person is in, or is not: by address Calendly finds them, names are only in invitees."""
        person = self._sought.person or self._sought.not_with
        if not person or self._email:
            yield from events
            return
        looked: list[ScheduledEvent] = []
        for together in batched(events, SIDE_BY_SIDE):
            if len(looked) >= self._most:
                self.left_at = looked[-1]
                return
            looked += together
            wanted = self._sought.person is not None
            pairs = zip(together, self._in(together, person), strict=True)
            yield from (event for event, found in pairs if found is wanted)

    def _in(self, events: tuple[ScheduledEvent, ...], person: str) -> Iterator[bool]:
        return self._threads.map(lambda event: self._is_in(event, person), events)

    def _is_in(self, event: ScheduledEvent, person: str) -> bool:
        others = [one for one in event.event_memberships if one.user != self._account.owner.uri]
        if any(names_somebody(person, one.user_name or "", one.user_email or "") for one in others):
            return True
        if any(names_somebody(person, "", guest.email) for guest in event.event_guests):
            return True
        # Who cancelled is not somebody one meets, unless the whole event is cancelled.
        invitees = self._account.calendly.events.invitees(event.id, status=self._sought.status)
        return any(names_somebody(person, one.name, one.email) for one in invitees)


def _was_called_off(event: ScheduledEvent, when: Range, *, by_host: bool) -> bool:
    cancelled, (start, end) = event.cancellation, when
    if cancelled and start <= cancelled.created_at < end:
        return not by_host or cancelled.canceler_type == "host"
    return not by_host and start <= event.start_time < end
