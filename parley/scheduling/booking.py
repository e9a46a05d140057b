"""Booking, in steps that can each be done again: check, post once, find out what became of a lost answer."""

from collections.abc import Iterator
from concurrent.futures import Executor
from datetime import datetime, timedelta

from parley.accounts.access import Account
from parley.calendly.errors import (
    CalendlyDown,
    CalendlyError,
    InvalidRequest,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    SlotTaken,
)
from parley.calendly.errors import PlanRequired as PlanRefused
from parley.calendly.events import Status
from parley.calendly.models import EventType, Invitee, Opening, ScheduledEvent
from parley.clock import Clock
from parley.scheduling.draft import SOURCE, Draft, wanted
from parley.scheduling.openings import Openings, lasts
from parley.scheduling.outcomes import Booked, NotBooked, PlanRequired, Ready, Taken, Unknown, booked_of

A_MOMENT = timedelta(seconds=1)
SKEW = timedelta(minutes=2)  # how far Calendly's clock may be behind ours


class Booking:
    """Books with one account."""

    def __init__(self, account: Account, clock: Clock, threads: Executor) -> None:
        self._account = account
        self._clock = clock
        self._openings = Openings(account, clock, threads)

    def check(self, draft: Draft) -> Ready | Taken:
        """Return whether the draft's opening is still there. ValueError without type and start."""
        event_type, start = _chosen(draft)
        opening = self._openings.at(event_type, start)
        return Ready(opening) if opening else Taken(self._openings.nearest(event_type, start))

    def is_free(self, draft: Draft) -> bool:
        """Return the same without looking further. ValueError without type and start."""
        return self._openings.at(*_chosen(draft)) is not None

    def book(self, draft: Draft, event_type: EventType, key: str) -> Booked | Taken | Unknown | PlanRequired:
        """Book what is drafted, with one post, and return what came of it.

        `event_type` as it was just read; `key` (at most 255 characters) tells this booking from every other. Whatever
        else Calendly says is raised, and then nothing was booked. ValueError while something is missing.
        """
        try:
            invitee = self.post(draft, event_type, key)
        except SlotTaken:
            return Taken(self._nearest(event_type, draft))
        except OutcomeUnknown:
            return Unknown()
        except PlanRefused:
            return self._by_hand(event_type)
        return self.told(invitee, draft, event_type)

    def post(self, draft: Draft, event_type: EventType, key: str) -> Invitee:
        """Send the booking, once, and return the invitee. Raises the `CalendlyError` of the cause."""
        return self._account.calendly.bookings.book(wanted(draft, event_type, key))

    def find_booked(
        self, draft: Draft, event_type: EventType, key: str, since: datetime
    ) -> Booked | NotBooked | Unknown:
        """Return what became of a post whose answer was lost; `since` is when it was sent.

        Calendly may still be at work on it for a while: `NotBooked` is certain only when that while has passed.
        `Unknown` when the host is drawn by lot and may be somebody whose events this account cannot see.
        """
        owner = self._account.owner
        if found := self._found(draft, event_type, key, since, user=owner.uri):
            return found
        if event_type.pooling_type in (None, "collective"):
            return NotBooked()
        # A host who is drawn by lot may be anybody in the organization.
        try:
            found = self._found(draft, event_type, key, since, organization=owner.organization_uri or owner.uri)
        except (NotAllowed, InvalidRequest):
            return Unknown()
        return found or NotBooked()

    def was_given_up(self, draft: Draft, event_type: EventType, key: str) -> bool:
        """Return whether a booking of this key was made and cancelled again."""
        owner = self._account.owner.uri
        booked = self._booked(draft, event_type, owner, status=None)
        return any(_has_key(one, key) and one.status == "canceled" for _, one in booked)

    def refreshed(self, booked: Booked) -> Booked:
        """Return the booking as it is now, with its join link as soon as there is one."""
        return booked_of(self._account.calendly.events.get(booked.event_id), booked.invitee)

    def told(self, invitee: Invitee, draft: Draft, event_type: EventType) -> Booked:
        """Return all about a booking that was made; what cannot be read now is left out, for it stands all the same."""
        event_id = invitee.event.rsplit("/", 1)[-1]
        try:
            return booked_of(self._account.calendly.events.get(event_id), invitee)
        except CalendlyError:
            _, start = _chosen(draft)
            return Booked(event_id, event_type.name or "", start, start + lasts(event_type), invitee)

    def _found(
        self,
        draft: Draft,
        event_type: EventType,
        key: str,
        since: datetime,
        user: str | None = None,
        organization: str | None = None,
    ) -> Booked | None:
        for event, invitee in self._booked(draft, event_type, user, organization):
            if _is_ours(invitee, draft, key, since):
                return booked_of(event, invitee)
        return None

    def _booked(
        self,
        draft: Draft,
        event_type: EventType,
        user: str | None,
        organization: str | None = None,
        status: Status | None = "active",
    ) -> Iterator[tuple[ScheduledEvent, Invitee]]:
        """Yield the bookings of this type, time and address."""
        _, start = _chosen(draft)
        events = self._account.calendly.events.list(
            user=user,
            organization=organization,
            invitee_email=draft.email,
            min_start_time=start - A_MOMENT,
            max_start_time=start + A_MOMENT,
            status=status,
        )
        for event in events:
            if event.start_time == start and event.event_type == event_type.uri:
                for invitee in self._account.calendly.events.invitees(event.id, status=status):
                    yield event, invitee

    def _nearest(self, event_type: EventType, draft: Draft) -> list[Opening]:
        try:
            return self._openings.nearest(event_type.uri, draft.start or self._clock())
        except CalendlyDown:
            return []

    def _by_hand(self, event_type: EventType) -> PlanRequired:
        try:
            return PlanRequired(self._account.calendly.links.single_use(event_type.uri).booking_url, single_use=True)
        except (PlanRefused, NotAllowed, NotFound, CalendlyDown, OutcomeUnknown):
            return PlanRequired(event_type.scheduling_url, single_use=False)


def _chosen(draft: Draft) -> tuple[str, datetime]:
    if draft.event_type is None or draft.start is None:
        raise ValueError("the draft lacks an event type or a start")
    return draft.event_type, draft.start


def _has_key(invitee: Invitee, key: str) -> bool:
    return (invitee.tracking.utm_source, invitee.tracking.utm_content) == (SOURCE, key)


def _is_ours(invitee: Invitee, draft: Draft, key: str, since: datetime) -> bool:
    if invitee.tracking.utm_content is not None:
        return _has_key(invitee, key)
    # Tracking may get lost: then somebody of this address who booked just then.
    same = invitee.email.casefold() == (draft.email or "").casefold()
    return same and invitee.created_at >= since - SKEW
