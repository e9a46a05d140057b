"""What is on, page by page, forwards and backwards, and who is coming."""

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import timedelta

from parley.accounts.access import Account
from parley.calendly.models import Invitee, ScheduledEvent
from parley.clock import Clock
from parley.scheduling.search import LOOKED_NEAR, Cursor, Search, Sought

PAGE = 5  # fits the screen of a phone
COUNTED = 500  # as far as counting goes


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


@dataclass(frozen=True)
class Page:
    """Some events in order of time, and how to go on: with `earlier` and with `later`, None where there is nothing.

    What is before now is not looked up before it is asked for: `earlier` of what comes next may lead to an empty page.
    `whole` is False when the search for a name was left before its end; it goes on there. An empty first page has the
    nearest event before and after the range, with the same filters.
    """

    events: list[ScheduledEvent]
    earlier: Cursor | None = None
    later: Cursor | None = None
    whole: bool = True
    nearest_before: ScheduledEvent | None = None
    nearest_after: ScheduledEvent | None = None


@dataclass(frozen=True)
class Count:
    """How many events there are; not `exact`: at least so many."""

    number: int
    exact: bool


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

    def page(self, sought: Sought, cursor: Cursor | None = None, size: int = PAGE) -> Page:
        """Return a page of what is sought: the first one of its range, or the one that a cursor leads to.

        Without a start the first page begins now, and `earlier` leads into the past.
        """
        search, turn = self._search(sought), cursor or Cursor.at(sought.start or self._clock())
        found = search.take(turn, size + 1)
        last = search.left_at if len(found) <= size else found[size - 1]
        onwards = Cursor.of(last, forwards=turn.forwards) if last else None
        # Behind a page that one went on to is the one that one came from; behind the first, only what its range allows.
        behind = cursor is not None or sought.start is None
        back = Cursor.of(found[0], forwards=not turn.forwards) if found and behind else None
        earlier, later = (back, onwards) if turn.forwards else (onwards, back)
        page = Page(found[:size] if turn.forwards else found[:size][::-1], earlier, later, search.whole)
        return page if found or cursor else self._with_nearest(page, sought)

    def first(self, sought: Sought, *, forwards: bool = True) -> ScheduledEvent | None:
        """Return the first event that is sought from now on, or the latest before: it looks no further than that."""
        return next(iter(self._search(sought).take(Cursor.at(self._clock(), forwards=forwards), 1)), None)

    def count(self, sought: Sought) -> Count:
        """Return how many events are sought, from now on where it has no start."""
        search = self._search(sought)
        number = len(search.take(Cursor.at(sought.start or self._clock()), COUNTED + 1))
        return Count(min(number, COUNTED), number <= COUNTED and search.whole)

    def attendance(self, event_id: str) -> Attendance:
        """Return an event and its invitees, asked for side by side."""
        invitees = self._threads.submit(self._account.calendly.invitees, event_id)
        event = self._account.calendly.scheduled_event(event_id)
        return attendance_of(event, invitees.result())

    def attendances(self, events: Iterable[ScheduledEvent]) -> list[Attendance]:
        """Return events, as many as a page has, with their invitees, all asked for side by side."""
        events = list(events)
        invitees = self._threads.map(self._account.calendly.invitees, [event.id for event in events])
        return [attendance_of(event, everybody) for event, everybody in zip(events, invitees, strict=True)]

    def _search(self, sought: Sought) -> Search:
        return Search(self._account, sought, self._threads)

    def _with_nearest(self, page: Page, sought: Sought) -> Page:
        anywhere = Search(self._account, sought.anywhen(), self._threads, LOOKED_NEAR)
        before = anywhere.take(Cursor.at(sought.start or self._clock(), forwards=False), 1)
        after = anywhere.take(Cursor.at(sought.end), 1) if sought.end else []
        return replace(page, nearest_before=next(iter(before), None), nearest_after=next(iter(after), None))


def attendance_of(event: ScheduledEvent, everybody: Iterable[Invitee]) -> Attendance:
    """Return an event with its invitees, those who come told apart from those who do not."""
    everybody = list(everybody)
    return Attendance(
        event,
        coming=[invitee for invitee in everybody if invitee.status == "active"],
        canceled=[invitee for invitee in everybody if invitee.status != "active"],
    )
