"""Rescheduling. Calendly has no call for it: the new time is booked first and the old one cancelled after."""

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from parley.accounts.access import Account
from parley.calendly.models import EventType, Invitee, ScheduledEvent
from parley.clock import Clock
from parley.scheduling.booking import Booking
from parley.scheduling.causes import Cause
from parley.scheduling.changes import CancelFault, CancelOutcome, Changes
from parley.scheduling.draft import TOLD_BY_INVITEE, Draft, Place, places_of
from parley.scheduling.event_types import is_bookable
from parley.scheduling.openings import lasts
from parley.scheduling.outcomes import Booked, PlanRequired, Taken, Unknown
from parley.scheduling.ranges import common


class Way(StrEnum):
    """How an event can get another time."""

    BOOK_AGAIN = "book_again"
    BY_INVITEE = "by_invitee"
    IMPOSSIBLE = "impossible"


class WayFault(StrEnum):
    """Why the first way is not open."""

    PAST = "past"
    CANCELED = "canceled"
    GROUP = "group"
    NOBODY = "nobody"
    TYPE_CLOSED = "type_closed"


@dataclass(frozen=True)
class Ways:
    """How an event can get another time, and why not by booking again.

    `invitee_url` is where the invitee can choose another time: one's own link, when there is just one invitee.
    """

    way: Way
    fault: WayFault | None = None
    invitee_url: str | None = None


@dataclass(frozen=True)
class Moved:
    """The new time is booked, the old one cancelled."""

    booked: Booked


@dataclass(frozen=True)
class Undone:
    """The old time could not be cancelled, so the new one was: all is as before."""


@dataclass(frozen=True)
class BothStand:
    """The new time is booked; the old one stands too, or may: `finish` again later, or tell somebody."""

    booked: Booked
    old_event_id: str


class Rescheduling:
    """Gives events of one account another time, so that nobody is ever left with nothing."""

    def __init__(self, account: Account, clock: Clock, threads: Executor) -> None:
        self._account = account
        self._clock = clock
        self._booking = Booking(account, clock, threads)
        self._changes = Changes(account, clock)

    def ways(self, event: ScheduledEvent, invitees: list[Invitee], event_type: EventType | None) -> Ways:
        """Return how an event can get another time; `event_type` as it is now, None when it cannot be read."""
        coming = [one for one in invitees if one.status == "active"]
        url = coming[0].reschedule_url if len(coming) == 1 else None
        if (fault := self._over(event)) is not None:
            return Ways(Way.IMPOSSIBLE, fault)
        fault = _fault(event, coming, event_type)
        if fault is None:
            return Ways(Way.BOOK_AGAIN, invitee_url=url)
        return Ways(Way.BY_INVITEE if url else Way.IMPOSSIBLE, fault, url)

    def reschedule(
        self, event: ScheduledEvent, draft: Draft, event_type: EventType, key: str, reason: str | None = None
    ) -> Moved | Undone | BothStand | Taken | Unknown | PlanRequired:
        """Book the new time, then cancel the old one, and return what came of it.

        `Taken`, `Unknown` and `PlanRequired` are the booking's: the old time stands. After `Unknown`: find out with
        `Booking.find_booked`, and go on with `finish` when it is booked.
        """
        new = self._booking.book(draft, event_type, key)
        return self._give_up_old(event, new, reason) if isinstance(new, Booked) else new

    def finish(self, event: ScheduledEvent, new: Booked, reason: str | None = None) -> Moved | Undone | BothStand:
        """Cancel the old time now that the new one is booked; when it cannot be, take the new one back.

        May be done again at any time: the old one is only ever given up while the new one stands.
        """
        there = self._changes.settled(new.event_id)
        if there.outcome is CancelOutcome.CANCELED:
            return Undone()
        # One that this account may not even see, it has not cancelled either.
        if there.outcome is CancelOutcome.UNKNOWN and there.cause is not Cause.NOT_ALLOWED:
            return BothStand(new, event.id)
        return self._give_up_old(event, new, reason)

    def _give_up_old(self, event: ScheduledEvent, new: Booked, reason: str | None) -> Moved | Undone | BothStand:
        old = self._changes.cancel(event.id, reason)
        if old.outcome is CancelOutcome.UNKNOWN:
            old = self._changes.cancel(event.id, reason)
        if old.outcome is CancelOutcome.CANCELED or old.fault in (CancelFault.CANCELED, CancelFault.GONE):
            return Moved(new)
        # Only while the old time stands for certain may the new one be given up.
        return BothStand(new, event.id) if old.outcome is CancelOutcome.UNKNOWN else self.undo(event, new)

    def undo(self, event: ScheduledEvent, new: Booked) -> Undone | BothStand:
        """Take the new time back."""
        back = self._changes.cancel(new.event_id)
        return Undone() if back.outcome is CancelOutcome.CANCELED else BothStand(new, event.id)

    def _over(self, event: ScheduledEvent) -> WayFault | None:
        if event.status == "canceled":
            return WayFault.CANCELED
        return WayFault.PAST if event.start_time <= self._clock() else None


def _fault(event: ScheduledEvent, coming: list[Invitee], event_type: EventType | None) -> WayFault | None:
    """Return why it cannot be booked again; cancelling a group event would take it from everybody else in it."""
    if not coming:
        return WayFault.NOBODY
    if event.invitees_counter.limit > 1 or len(coming) > 1:
        return WayFault.GROUP
    return None if event_type and is_bookable(event_type) else WayFault.TYPE_CLOSED


def stands_in_its_own_way(event: ScheduledEvent, event_type: EventType, start: datetime) -> bool:
    """Return whether a new time runs into the old one, buffers included.

    Calendly opens such a time only to the invitee's own link, which takes the old time for free.
    """
    before, after = timedelta(minutes=event_type.before_buffer), timedelta(minutes=event_type.after_buffer)
    new = (start - before, start + lasts(event_type) + after)
    host = next(iter(event.event_memberships), None)
    begins = (host.buffered_start_time if host else None) or event.start_time
    return bool(common([new], [(begins, (host.buffered_end_time if host else None) or event.end_time)]))


def draft_of(event: ScheduledEvent, invitee: Invitee, event_type: EventType, start: datetime, zone: str) -> Draft:
    """Return the same booking at another time: same person, answers, place and guests, as far as the type still asks.

    `zone` is for an invitee whose zone is not known.
    """
    asked = {question.name for question in event_type.custom_questions if question.enabled}
    given = {one.question: one.answer for one in invitee.questions_and_answers if one.question in asked}
    optional = {one.name: "" for one in event_type.custom_questions if one.enabled and not one.required}
    return Draft(
        event_type=event_type.uri,
        start=start,
        name=invitee.name,
        email=invitee.email,
        zone=invitee.timezone or zone,
        answers={**optional, **given},
        place=_same_place(event, event_type),
        guests=tuple(guest.email for guest in event.event_guests),
    )


def _same_place(event: ScheduledEvent, event_type: EventType) -> Place | None:
    """Return the type's place where the event is, or None when it has none such any more, or only one anyway."""
    where = event.location
    # Events and types call some conferences differently: `zoom` is `zoom_conference`.
    kinds = {where.type, f"{where.type}_conference"} if where else set()
    same = [place for place in places_of(event_type) if place.kind in kinds]
    exact = [place for place in same if place.words is None or (where and place.words == where.location)]
    found = next(iter(exact or same), None)
    told = where.location if where and found and found.kind in TOLD_BY_INVITEE else None
    return replace(found, words=told) if found and told else found
