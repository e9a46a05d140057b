"""Looking at calendars whose changes Calendly does not tell: what is there now, against what was there before."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from parley.accounts.access import Access, NeedsAccount
from parley.accounts.house import House, NoHouse
from parley.calendly.client import Calendly
from parley.calendly.errors import CalendlyError, NotAllowed, NotFound
from parley.calendly.models import Invitee, ScheduledEvent
from parley.calendly.scopes import READ_EVENTS
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import looks
from parley.notices.happened import Happened, Kind, came, went
from parley.notices.hooks import Hooks
from parley.notices.sightings import Sighting, Sightings
from parley.notices.watched import Watch, Watched
from parley.visits.ledger import Entry, Ledger

SKEW = timedelta(minutes=2)  # how far Calendly's clock may be behind ours
BACK = timedelta(days=1)  # no-shows are marked after the start
# A mark may leave an event as it was, so those of today are looked into again by the half hour.
PAST_AGAIN = 1800
MOST_EVENTS, MOST_READ = 300, 40
# Where Calendly tells of changes this is only a net below.
NET = timedelta(hours=12)
PATIENCE = timedelta(seconds=20)
log = structlog.get_logger(__name__)


class Looks:
    """Looks at calendars. `every` is None when that is not wanted."""

    def __init__(
        self,
        database: Database,
        access: Access,
        house: House,
        ledger: Ledger,
        watch: Watch,
        hooks: Hooks,
        clock: Clock,
        every: timedelta | None,
    ) -> None:
        self._database = database
        self._access = access
        self._house = house
        self._ledger = ledger
        self._watch = watch
        self._hooks = hooks
        self._clock = clock
        self._sightings = Sightings(database)
        self.every = every

    def due(self) -> list[str]:
        """Return the grants whose calendars are to be looked at now; a new one's is when it is as old as that."""
        if self.every is None:
            return []
        with self._database.read() as connection:
            kept = {row.grant_id: row.look_at for row in connection.execute(select(looks))}
        now = self._clock()
        mine = [one for one in self._watch.all() if not one.is_house]
        return [one.grant_id for one in mine if kept.get(one.grant_id, one.since + self.every) <= now]

    def soon(self, grant_id: str) -> None:
        """Let a calendar be looked at once: nobody told of its changes for a while."""
        if self.every is not None and self._watch.one(grant_id):
            self._sightings.looked(grant_id, None, self._clock())

    def look(self, grant_id: str, hear: Callable[[Happened], None]) -> None:
        """Let `hear` hear what happened in a calendar since the last look, or since it was linked.

        What was seen is kept only after that: a look that is broken off is done again.
        """
        watched = self._watch.one(grant_id)
        if watched is None or self.every is None:
            return
        now = self._clock()
        try:
            account = self._access.account_of(watched.principal_id, READ_EVENTS, grant_id)
            calendly, told = account.calendly.within(PATIENCE), self._hooks.tells_of(grant_id)
            look = Look(calendly, watched, self._looked_at(watched), now, self._sightings, told=told)
            for one in look.all():
                hear(one)
        except (CalendlyError, NeedsAccount) as problem:
            log.info("a calendar could not be looked at", grant=grant_id, cause=type(problem).__name__)
            self._sightings.looked(grant_id, None, now + self.every)
            return
        look.keep()
        pause = NET if told else self.every
        # What was left out is read by the next look, and from the same moment on.
        self._sightings.looked(grant_id, None if look.left else now, now if look.left else now + pause)

    def look_for_visitors(self) -> list[tuple[Happened, str, str]]:
        """Return what became of visitors' bookings that are not in the house's calendar any more.

        With each the host (URI) and the id of the house's principal. Nothing where Calendly tells of them.
        """
        house, linked = self._house, self._house.linked()
        if not house.is_there() or (linked and self._hooks.tells_of(linked.id)):
            return []
        try:
            account = house.account(READ_EVENTS)
            gone = self._gone(account.calendly.within(PATIENCE), account.owner.uri)
        except (CalendlyError, NoHouse) as problem:
            log.info("the house's calendar could not be looked at", cause=type(problem).__name__)
            return []
        return [(one, account.owner.uri, house.conversation().principal_id) for one in gone]

    def _gone(self, calendly: Calendly, host: str) -> list[Happened]:
        ahead = self._ledger.ahead(host, MOST_EVENTS)
        if not ahead:
            return []
        events = list(calendly.events.list(user=host, status="active", min_start_time=self._clock(), limit=MOST_EVENTS))
        stand = {one.uri for one in events}
        missing = [one for one in ahead if one.event not in stand and _is_within(one, events)]
        read = (_read(calendly, one) for one in missing[:MOST_READ])
        return [went(one) for one in read if one and one.status == "canceled"]

    def _looked_at(self, watched: Watched) -> datetime | None:
        query = select(looks.c.looked_at).where(looks.c.grant_id == watched.grant_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one_or_none()


class Look:
    """One look at one calendar, last looked at at that moment; `told` is whether Calendly tells of its changes, too."""

    def __init__(
        self,
        calendly: Calendly,
        watched: Watched,
        looked_at: datetime | None,
        now: datetime,
        sightings: Sightings,
        *,
        told: bool,
    ) -> None:
        self._calendly = calendly
        self._watched = watched
        self._told = told
        self._is_first = looked_at is None
        self._since = looked_at - SKEW if looked_at else watched.since
        self._now = now
        self._sightings = sightings
        # The events that have changed and were not read, because there were too many of them.
        self.left: set[str] = set()
        self._seen: dict[str, Sighting] = {}
        self._over: list[str] = []

    def all(self) -> list[Happened]:
        """Return what happened, in order of time. Raises the `CalendlyError` in the way."""
        earliest = self._now - BACK
        events = list(
            self._calendly.events.list(
                user=self._watched.owner, status="active", min_start_time=earliest, limit=MOST_EVENTS
            )
        )
        before = self._sightings.of(self._watched.grant_id)
        changed = [one for one in events if _version(one, self._now) != before.get(one.id, _NEVER).version]
        to_read = [one for one in changed if one.id in before or self._is_news(one)]
        standing = {one.id for one in events}
        gone = [one for one in before if one not in standing and _is_between(before[one], earliest, events)]
        ids = [*gone, *(one.id for one in to_read)]
        self.left = set(ids[MOST_READ:])
        ids += [one for one in self._called_off(earliest) if one not in ids]
        people = {one: self._people(one) for one in ids[:MOST_READ]}
        self._seen = {
            one.id: _sighting(one, people.get(one.id, []), self._now) for one in changed if one.id not in self.left
        }
        self._over = [one for one in before if one not in standing and one not in self.left]
        found = [each for one, who in people.items() for each in self._compared(who, before.get(one, _NEVER))]
        return [one for _, one in sorted(found, key=lambda each: each[0])]

    def keep(self) -> None:
        """Keep what was seen."""
        self._sightings.keep(self._watched.grant_id, self._seen, self._over)

    def _called_off(self, earliest: datetime) -> list[str]:
        """Return the events that were called off since, and that no look may have seen before.

        Where looks alone tell, what was booked and called off between two of them is nothing.
        """
        if not (self._is_first or self._told):
            return []
        user = self._watched.owner
        events = self._calendly.events.list(user=user, status="canceled", min_start_time=earliest, limit=MOST_EVENTS)
        called_off = [one for one in events if one.updated_at >= self._since]
        return [one.id for one in called_off if self._told or one.created_at < self._since]

    def _is_news(self, event: ScheduledEvent) -> bool:
        return max(event.created_at, event.updated_at) >= self._since

    def _people(self, event_id: str) -> list[Invitee]:
        try:
            return list(self._calendly.events.invitees(event_id))
        except (NotFound, NotAllowed):
            return []

    def _compared(self, people: Iterable[Invitee], before: Sighting) -> list[tuple[datetime, Happened]]:
        found = []
        for who in people:
            if who.status == "active" and who.created_at >= self._since:
                found.append((who.created_at, came(who)))
            if who.cancellation and who.cancellation.created_at >= self._since:
                found.append((who.cancellation.created_at, went(who)))
            if who.no_show and who.no_show.created_at >= self._since:
                found.append((who.no_show.created_at, Happened(Kind.NO_SHOW, who.uri, mark=who.no_show.uri)))
            mark = before.marks.get(who.uri)
            if mark and (who.no_show is None or who.no_show.uri != mark):
                found.append((self._now, Happened(Kind.NO_SHOW_UNDONE, who.uri, mark=mark)))
        return found


_NEVER = Sighting(datetime.min, "", {})


def _version(event: ScheduledEvent, now: datetime) -> str:
    begun = int(now.timestamp() // PAST_AGAIN) if event.start_time <= now else 0
    return f"{event.updated_at.isoformat()} {event.invitees_counter.active} {begun}"


def _sighting(event: ScheduledEvent, people: Iterable[Invitee], now: datetime) -> Sighting:
    marks = {who.uri: who.no_show.uri for who in people if who.no_show}
    return Sighting(event.start_time, _version(event, now), marks)


def _is_between(seen: Sighting, earliest: datetime, events: list[ScheduledEvent]) -> bool:
    """Return whether an event would have been listed if it stood."""
    return seen.starts_at > earliest and (len(events) < MOST_EVENTS or seen.starts_at <= events[-1].start_time)


def _is_within(entry: Entry, events: list[ScheduledEvent]) -> bool:
    return len(events) < MOST_EVENTS or entry.starts_at <= events[-1].start_time


def _read(calendly: Calendly, entry: Entry) -> Invitee | None:
    try:
        return calendly.events.invitee(str(entry.event_id), str(entry.invitee_id))
    except (NotFound, NotAllowed):
        return None
