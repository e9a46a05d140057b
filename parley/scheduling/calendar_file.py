"""A booking as a calendar file (iCalendar, RFC 5545)."""

from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from parley.clock import Clock
from parley.scheduling.outcomes import Booked

PRODUCT = "-//Parley//Parley//EN"


def calendar_file(booked: Booked, zone: ZoneInfo, clock: Clock) -> bytes:
    """Return the file: the event with its times on the clocks of `zone`, its place, links, host and who comes.

    The UID stays the same however often it is asked for, so that a calendar knows the event again.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(booked, zone, clock))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(booked: Booked, zone: ZoneInfo, clock: Clock) -> Event:
    event = Event()
    event.add("uid", f"{booked.event_id}.{booked.invitee.id}@parley")
    event.add("dtstamp", clock())
    event.add("dtstart", booked.start.astimezone(zone))
    event.add("dtend", booked.end.astimezone(zone))
    event.add("summary", booked.name)
    event.add("status", "CONFIRMED")
    _add_place(event, booked)
    event.add("description", "\n".join(filter(None, (booked.join_url, booked.reschedule_url, booked.cancel_url))))
    _add_people(event, booked)
    return event


def _add_place(event: Event, booked: Booked) -> None:
    place = booked.location
    if place and (where := place.join_url or place.location):
        event.add("location", where)
    if booked.join_url:
        event.add("url", booked.join_url)


def _add_people(event: Event, booked: Booked) -> None:
    hosts = [host for host in booked.hosts if host.user_email]
    if hosts:
        event.add("organizer", _person(hosts[0].user_email or "", hosts[0].user_name))
    for host in hosts[1:]:
        event.add("attendee", _person(host.user_email or "", host.user_name))
    event.add("attendee", _person(booked.invitee.email, booked.invitee.name))
    for guest in booked.guests:
        event.add("attendee", _person(guest, None))


def _person(email: str, name: str | None) -> vCalAddress:
    person = vCalAddress(f"mailto:{email}")
    if name:
        person.params["CN"] = vText(name)
    return person
