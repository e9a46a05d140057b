"""Laying a timetable over a day: the events of one person on one calendar day, always the same ones.

Everything about an event hangs on its person, its line in the timetable and its date, never on today. It was booked,
and if canceled, canceled, before any day from which it can be seen, so nothing about it changes as the days go by.
"""

from datetime import UTC, date, datetime, timedelta

from parley.sandbox.event_types import type_id
from parley.sandbox.ids import mint, number
from parley.sandbox.places import place
from parley.sandbox.samples import BookingSample, Contact
from parley.sandbox.things import Cancellation, Event, Invitee, Person
from parley.sandbox.timetable import Slot

BOOKED_AHEAD = timedelta(days=17)
CANCELED_AHEAD = timedelta(days=15, hours=6)
SIX_HOURS = 6 * 3600 * 10**6
FORTNIGHT = 14 * 24 * 3600 * 10**6


def events_on(person: Person, day: date) -> list[Event]:
    """This person's events on this day of that person's own calendar, earliest first."""
    return [_event(person, slot, day) for slot in person.timetable.on(day)]


def _event(person: Person, slot: Slot, day: date) -> Event:
    key, booking = f"{person.sample.slug}/{slot.booking.type}/{slot.booking.at}/{day}", slot.booking
    start = datetime.combine(day, booking.at, person.zone).astimezone(UTC)
    contacts = person.timetable.invitees(slot, day)
    created = start - BOOKED_AHEAD - timedelta(microseconds=number(SIX_HOURS * 4, FORTNIGHT, "created", key))
    canceled = _cancellation(booking, person, contacts[0], start)
    return Event(
        id=mint("event", key),
        host=person,
        kind=slot.event_type,
        type_id=type_id(person.sample.slug, booking.type),
        start=start,
        created=created,
        location=place(slot.event_type.location, key, contacts[0]),
        guests=booking.guests,
        invitees=_invitees(booking, contacts, key, created, canceled, start),
        cancellation=canceled,
    )


def _cancellation(booking: BookingSample, host: Person, invitee: Contact, start: datetime) -> Cancellation | None:
    if booking.canceled is None:
        return None
    by = host.sample.name if booking.canceled.by == "host" else invitee.name
    return Cancellation(by, booking.canceled.by, booking.canceled.reason, start - CANCELED_AHEAD)


def _invitees(
    booking: BookingSample,
    contacts: list[Contact],
    key: str,
    created: datetime,
    canceled: Cancellation | None,
    start: datetime,
) -> tuple[Invitee, ...]:
    """In the order they booked: the first made the event, each next one came up to six hours later."""
    invitees, moment = [], created
    for contact in contacts:
        invitees.append(Invitee(mint("invitee", key, contact.email), contact, moment, canceled))
        moment += timedelta(microseconds=number(1, SIX_HOURS, "invitee created", key, contact.email))
    if booking.dropout is not None:
        last = invitees[-1]
        left = Cancellation(last.contact.name, "invitee", booking.dropout, start - CANCELED_AHEAD)
        invitees[-1] = Invitee(last.id, last.contact, last.created, left)
    return tuple(invitees)
