"""Looking into a calendar for what reminders are about: what moved there moves them, what is gone ends them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from parley.accounts.access import Account, NeedsAccount
from parley.accounts.parts import Accounts
from parley.calendly.errors import CalendlyError, NotAllowed, NotFound
from parley.calendly.models import ScheduledEvent
from parley.calendly.scopes import READ_EVENTS
from parley.clock import Clock
from parley.reminders.reminder import Calendar, Reminder, Reminders
from parley.visits.calendars import Calendars
from parley.when.whose import zone_for
from parley.when.zones import UnknownZone, zone_of

# One list of events for a calendar each time.
OFTEN, SELDOM, SOON = timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=1)
AFTER_A_FAULT = timedelta(minutes=1)
# What began so long ago may still be going on.
LONGEST = timedelta(hours=12)
# Whoever moves an event through the bot cancels it a moment before its reminders are told to follow.
GRACE = timedelta(minutes=1)
MOST_EVENTS = 100
# An event that has been told of may still move; long behind it, nothing does.
KEPT = timedelta(days=1)
log = structlog.get_logger(__name__)


class Lookout:
    """Opens the calendars that reminders and digests are about, and keeps them planned by what is there."""

    def __init__(self, reminders: Reminders, accounts: Accounts, calendars: Calendars, clock: Clock) -> None:
        self._reminders = reminders
        self._accounts = accounts
        self._calendars = calendars
        self._clock = clock

    def account(self, calendar: Calendar) -> Account:
        """Return the account; NeedsAccount when the person has unlinked it, ReconnectNeeded when Calendly ended it.

        HouseClosed when nobody may look into the house's just now.
        """
        if calendar.owner is None:
            return self._calendars.host.account(self._calendars.visitor(calendar.conversation_id), READ_EVENTS)
        linked = self._accounts.grants.all_of(calendar.principal_id)
        grant_id = next((one.id for one in linked if one.owner.uri == calendar.owner), None)
        if grant_id is None:
            raise NeedsAccount(READ_EVENTS, linked=False)
        return self._accounts.access.account_of(calendar.principal_id, READ_EVENTS, grant_id)

    def zone(self, principal_id: str, account: Account | None = None) -> ZoneInfo:
        """Return a person's zone, the account's while theirs is not known."""
        linked = self._accounts.grants.all_of(principal_id)
        own = next((one.owner for one in linked if one.is_default and one.state == "live"), None)
        known = zone_for(self._accounts.people.preferences(principal_id), own)
        try:
            return known.zone if known else zone_of(account.owner.time_zone if account else "UTC")
        except UnknownZone:
            return zone_of("UTC")

    def look(self, calendar: Calendar) -> None:
        """Plan every reminder of a calendar anew. Of a calendar that cannot be read they stay as they are."""
        waiting = self._reminders.within(calendar)
        try:
            account = self.account(calendar)
            since = self._clock() - LONGEST
            listed = account.calendly.events.list(
                user=account.owner.uri, status="active", min_start_time=since, limit=MOST_EVENTS
            )
            _Look(self._reminders, account, self.zone(calendar.principal_id, account), self._clock()).at(
                waiting, list(listed)
            )
        except (CalendlyError, NeedsAccount) as problem:
            log.info("could not look after reminders", person=calendar.principal_id, cause=type(problem).__name__)
            again = self._clock() + (SELDOM if isinstance(problem, NeedsAccount | NotAllowed) else AFTER_A_FAULT)
            for one in waiting:
                self._reminders.plan(one.id, look_at=max(again, getattr(problem, "until", again)))


class _Look:
    """One look into one calendar."""

    def __init__(self, reminders: Reminders, account: Account, zone: ZoneInfo, now: datetime) -> None:
        self._reminders = reminders
        self._account = account
        self._zone = zone
        self._now = now

    def at(self, waiting: Iterable[Reminder], listed: list[ScheduledEvent]) -> None:
        known = {one.id: one for one in listed}
        for reminder in waiting:
            if reminder.kind == "every":
                self._plan_next(reminder, listed)
            elif event := known.get(reminder.event_id or ""):
                self._plan(reminder, event)
            else:
                self._search(reminder)

    def _plan_next(self, reminder: Reminder, listed: list[ScheduledEvent]) -> None:
        meant = [one for one in listed if self._is_on(one) and reminder.is_of(one)]
        coming = [(reminder.due(one.start_time, self._zone), one.start_time) for one in meant]
        ahead = [one for one in coming if one[0] > reminder.told_until]
        due, starts_at = min(ahead, default=(None, None))
        self._reminders.plan(reminder.id, next_due=due, starts_at=starts_at, look_at=self._now + OFTEN)

    def _plan(self, reminder: Reminder, event: ScheduledEvent) -> None:
        due = reminder.due(event.start_time, self._zone)
        left = due if due > reminder.told_until else None
        often = left is not None and left - self._now < SOON
        again = self._now + (OFTEN if often else SELDOM)
        self._reminders.plan(reminder.id, event_id=event.id, next_due=left, starts_at=event.start_time, look_at=again)

    def _search(self, reminder: Reminder) -> None:
        """Look after an event that is not among those to come."""
        if reminder.starts_at and reminder.starts_at < self._now - KEPT:
            self._end(reminder)
            return
        try:
            event = self._account.calendly.scheduled_event(reminder.event_id or "")
        except NotFound:
            self._end(reminder)
            return
        if event.status == "active":
            self._plan(reminder, event)
        elif there := self._moved_to(event):
            self._plan(reminder, there)
        else:
            self._called_off(reminder, event)

    def _moved_to(self, event: ScheduledEvent) -> ScheduledEvent | None:
        """Return the event that took the place of a cancelled one: Calendly cancels what is moved, and books anew."""
        invitees = self._account.calendly.invitees(event.id)
        there = next((one.new_invitee for one in invitees if one.new_invitee), None)
        if there is None:
            return None
        try:
            moved = self._account.calendly.scheduled_event(there.partition("/invitees/")[0].rsplit("/", 1)[-1])
        except NotFound:
            return None
        return moved if moved.status == "active" else self._moved_to(moved)

    def _called_off(self, reminder: Reminder, event: ScheduledEvent) -> None:
        """End it. When somebody else called the event off, it is told at once, so that nobody counts on it."""
        called_off = event.cancellation
        if called_off and called_off.created_at > self._now - GRACE:
            self._reminders.plan(reminder.id, look_at=self._now + GRACE)
        elif called_off and called_off.canceler_type == "invitee" and reminder.next_due:
            self._reminders.plan(reminder.id, next_due=min(self._now, reminder.next_due), look_at=self._now + SELDOM)
        else:
            self._end(reminder)

    def _end(self, reminder: Reminder) -> None:
        self._reminders.remove([reminder.id], reminder.calendar.principal_id)

    def _is_on(self, event: ScheduledEvent) -> bool:
        return event.end_time > self._now
