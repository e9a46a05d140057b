"""Booking, canceling, moving, and (by its base) marking: all that changes events, one change after the other."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from parley.sandbox.changes import MadeInvitee
from parley.sandbox.choices import answers_checked, place_chosen
from parley.sandbox.drafts import InviteeDraft, new_id
from parley.sandbox.moves import among, linked, with_invitee, without
from parley.sandbox.no_shows import NoShows
from parley.sandbox.openings import Hosts, Opening, opening_at
from parley.sandbox.places import place
from parley.sandbox.records import LinkRecord, ScheduleRecord
from parley.sandbox.refusals import Refused, already_filled, wrong
from parley.sandbox.samples import Place
from parley.sandbox.things import Cancellation, Event, EventType, Invitee
from parley.sandbox.times import stamp

LINK_AFTER = timedelta(seconds=5)
"""How long a conference made here waits for its join link."""


class Made(NoShows):
    """Changes to the events of one world. Each is atomic: kept whole and then announced, or refused without a trace."""

    def book(
        self,
        event_type: EventType,
        start: datetime,
        invitee: InviteeDraft,
        location: dict[str, Any] | None,
        answers: list[dict[str, Any]],
        guests: list[str],
        tracking: dict[str, str | None],
        by: str,
        rescheduled_from: str | None = None,
        link: str | None = None,
    ) -> MadeInvitee:
        """The new invitee; with `rescheduled_from` (an invitee's URI) that one is canceled and both know of each other.

        `by` is `api` or `instant_book`; `link` the id of the single-use link it is booked with, which is its end.
        Raises Refused: 404 for a type that is inactive or a link that is dead, 400 for the place, the answers and the
        time, in this order; 400 for an invitee who cannot be moved.
        """
        with self._lock:
            now = self._clock()
            event_type = self._bookable(event_type)
            spent = self._link(link, event_type) if link else None
            where = place_chosen(event_type.sample, location)
            form = invitee.form(answers_checked(event_type.sample, answers), tracking, by)
            old = self._movable(rescheduled_from, now) if rescheduled_from else None
            opening = opening_at(self._world, event_type, start, now)
            if opening is None:
                raise already_filled()
            new = Invitee(new_id(), invitee.contact(), now, None, form)
            event = self._event(event_type, opening, where, new, guests, now)
            return self._settle(event, new, old, spent, now)

    def cancel(self, event_id: str, by_name: str, canceler_type: str, reason: str | None) -> dict[str, Any]:
        """The cancellation of the whole event, as Calendly writes it. Raises Refused: 404, 403 when it is too late."""
        with self._lock:
            now, event = self._clock(), self._cancelable(event_id)
            canceled = Cancellation(by_name, canceler_type, reason, now)
            leaving = {invitee.id for invitee in event.invitees if invitee.cancellation is None}
            invitees = tuple(replace(i, cancellation=canceled) if i.id in leaving else i for i in event.invitees)
            self._keep(changed := replace(event, invitees=invitees, cancellation=canceled))
            for invitee in invitees:
                if invitee.id in leaving:
                    self._announce("invitee.canceled", changed, invitee, now)
        told = {"canceled_by": by_name, "reason": reason, "canceler_type": canceler_type}
        return {**told, "created_at": stamp(now)}

    def leave(self, event_id: str, invitee_id: str, reason: str | None) -> MadeInvitee:
        """One invitee cancels, as on the page behind `cancel_url`; the last one to go takes the event along.

        Raises Refused: 404, 403 when it is too late.
        """
        with self._lock:
            now, event = self._clock(), self._cancelable(event_id)
            invitee = among(event, invitee_id)
            if invitee.cancellation is not None:
                raise Refused(403, message="Event is already canceled")
            gone = replace(invitee, cancellation=Cancellation(invitee.contact.name, "invitee", reason, now))
            self._keep(changed := without(event, gone))
            self._announce("invitee.canceled", changed, gone, now)
            return MadeInvitee(changed, gone)

    def make_link(self, event_type: EventType) -> LinkRecord:
        """A link for one booking of this type."""
        with self._lock:
            link = LinkRecord(id=new_id(), event_type=event_type.id, created=self._clock())
            self._world.notes.write(link)
            return link

    def link(self, identifier: str) -> LinkRecord | None:
        """A single-use link, alive while its `event` is None."""
        return self._world.notes.links.get(identifier)

    def change(self, event_type: EventType) -> EventType:
        """Keeps a new or changed event type."""
        with self._lock:
            self._world.notes.write(event_type)
            return event_type

    def schedule(self, hours: ScheduleRecord) -> None:
        """Keeps the hours of one host for one event type."""
        with self._lock:
            self._world.notes.write(hours)

    def forget(self) -> None:
        """The sample world again, as if nobody had touched it."""
        with self._lock:
            self._world.notes.forget()

    def _bookable(self, event_type: EventType) -> EventType:
        """As it is by now. An inactive type is not found (UNCONFIRMED what Calendly says)."""
        current = self._world.event_type(event_type.id)
        if current is None or not current.sample.active:
            raise Refused(404)
        return current

    def _link(self, identifier: str, event_type: EventType) -> LinkRecord:
        link = self.link(identifier)
        if link is None or link.event is not None or link.event_type != event_type.id:
            raise Refused(404)
        return link

    def _movable(self, uri: str, now: datetime) -> MadeInvitee:
        event, invitee = self._invitee(uri)
        if invitee.cancellation is not None or event.start <= now:
            raise wrong("rescheduled_from")
        return MadeInvitee(event, invitee)

    def _event(
        self, kind: EventType, opening: Opening, where: Place | None, new: Invitee, guests: list[str], now: datetime
    ) -> Event:
        """The event with the new invitee in it: the group event that is joined, or one of its own."""
        if opening.joins is not None:
            event = self._stored(opening.joins.id)
            everybody = tuple(dict.fromkeys((*event.guests, *guests)))
            return replace(event, invitees=(*event.invitees, new), guests=everybody)
        hosts, identifier = self._pick(opening, now), new_id()
        return Event(
            id=identifier,
            host=hosts[0],
            co_hosts=hosts[1:],
            kind=kind.sample,
            type_id=kind.id,
            start=opening.start,
            created=now,
            location=place(where, identifier, new.contact),
            guests=tuple(dict.fromkeys(guests)),
            invitees=(new,),
            cancellation=None,
            linked_at=now + LINK_AFTER if where and where.type.endswith("_conference") else None,
        )

    def _pick(self, opening: Opening, now: datetime) -> Hosts:
        """Of several who could come, whoever has the fewest events ahead; the first among equals."""
        loads = Counter({hosts[0].id: self._world.upcoming(hosts[0]) for hosts in opening.choices})
        return min(opening.choices, key=lambda hosts: loads[hosts[0].id])

    def _settle(
        self, event: Event, new: Invitee, old: MadeInvitee | None, link: LinkRecord | None, now: datetime
    ) -> MadeInvitee:
        """Writes everything at once and tells of it: first who left, then who came."""
        spent = [link.model_copy(update={"event": event.id})] if link else []
        if old is None:
            self._keep(event, *spent)
            return self._announce("invitee.created", event, new, now)
        new, moved = linked(event, new, old.event, old.invitee, now)
        event = with_invitee(with_invitee(event, moved) if event.id == old.event.id else event, new)
        left = event if event.id == old.event.id else without(old.event, moved)
        self._keep(*({event.id: event, left.id: left}.values()), *spent)
        self._announce("invitee.canceled", left, moved, now)
        return self._announce("invitee.created", event, new, now)

    def _cancelable(self, event_id: str) -> Event:
        event = self._stored(event_id)
        if event.cancellation is not None:
            raise Refused(403, message="Event is already canceled")
        if event.start <= self._clock():
            raise Refused(403, message="Event in the past")
        return event
