"""A scheduled event as Calendly writes it."""

from datetime import datetime
from typing import Any

from parley.sandbox.api.links import Links
from parley.sandbox.ids import digest
from parley.sandbox.things import Cancellation, Event, Person
from parley.sandbox.times import stamp


def write(event: Event, links: Links) -> dict[str, Any]:
    created, changed = stamp(event.created), stamp(_changed(event))
    return {
        "uri": links.event(event),
        "name": event.kind.name,
        "meeting_notes_plain": event.kind.notes,
        "meeting_notes_html": f"<p>{event.kind.notes}</p>" if event.kind.notes else None,
        "status": event.status,
        "start_time": stamp(event.start),
        "end_time": stamp(event.end),
        "event_type": links.event_type(event),
        "location": event.location,
        "invitees_counter": _counter(event),
        "created_at": created,
        "updated_at": changed,
        "event_memberships": [_membership(event, host, links) for host in event.hosts],
        "event_guests": [{"email": guest, "created_at": created, "updated_at": created} for guest in event.guests],
        "calendar_event": _calendar_event(event),
        **cancellation(event.cancellation),
    }


def cancellation(canceled: Cancellation | None) -> dict[str, Any]:
    """The key `cancellation`, which is there only when something was canceled."""
    if canceled is None:
        return {}
    told = {"canceled_by": canceled.by, "reason": canceled.reason, "canceler_type": canceled.canceler_type}
    return {"cancellation": {**told, "created_at": stamp(canceled.at)}}


def _changed(event: Event) -> datetime:
    """When the last invitee came or left."""
    moments = [invitee.cancellation.at if invitee.cancellation else invitee.created for invitee in event.invitees]
    return max([event.created, *moments])


def _counter(event: Event) -> dict[str, int]:
    return {"total": len(event.invitees), "active": event.taken, "limit": event.kind.seats}


def _membership(event: Event, host: Person, links: Links) -> dict[str, str]:
    begins, ends = event.span
    return {
        "user": links.user(host),
        "user_email": host.sample.email,
        "user_name": host.sample.name,
        "buffered_start_time": stamp(begins),
        "buffered_end_time": stamp(ends),
    }


def _calendar_event(event: Event) -> dict[str, str] | None:
    kind = event.host.sample.calendar_kind
    return {"kind": kind, "external_id": digest("calendar", event.id).hex()[:26]} if kind else None
