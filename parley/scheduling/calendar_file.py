"""An event as a calendar file (iCalendar, RFC 5545)."""

from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from parley.calendly.models import ScheduledEvent
from parley.clock import Clock
from parley.scheduling.agenda import Attendance

PRODUCT = "-//Parley//Parley//EN"


def calendar_file(attendance: Attendance, zone: ZoneInfo, clock: Clock) -> bytes:
    """Return the file: the event with its times on the clocks of `zone`, its place, links, hosts and who comes.

    The UID stays the same however often it is asked for, so that a calendar knows the event again.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(attendance, zone, clock))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(attendance: Attendance, zone: ZoneInfo, clock: Clock) -> Event:
    scheduled, event = attendance.event, Event()
    event.add("uid", f"{scheduled.id}@parley")
    event.add("dtstamp", clock())
    event.add("dtstart", scheduled.start_time.astimezone(zone))
    event.add("dtend", scheduled.end_time.astimezone(zone))
    event.add("summary", scheduled.name or "")
    event.add("status", "CONFIRMED" if scheduled.status == "active" else "CANCELLED")
    _add_place(event, scheduled)
    _add_links(event, attendance)
    _add_people(event, attendance)
    return event


def _add_place(event: Event, scheduled: ScheduledEvent) -> None:
    place = scheduled.location
    if place and (where := place.join_url or place.location):
        event.add("location", where)
    if place and place.join_url:
        event.add("url", place.join_url)


def _add_links(event: Event, attendance: Attendance) -> None:
    place, coming = attendance.event.location, attendance.coming
    # The links of one of several people would move or give up that one's place.
    own = (coming[0].reschedule_url, coming[0].cancel_url) if len(coming) == 1 else ()
    links = [link for link in (place.join_url if place else None, *own) if link]
    if links:
        event.add("description", "\n".join(links))


def _add_people(event: Event, attendance: Attendance) -> None:
    hosts = [host for host in attendance.event.event_memberships if host.user_email]
    if hosts:
        event.add("organizer", _person(hosts[0].user_email or "", hosts[0].user_name))
    for host in hosts[1:]:
        event.add("attendee", _person(host.user_email or "", host.user_name))
    for invitee in attendance.coming:
        event.add("attendee", _person(invitee.email, invitee.name))
    for guest in attendance.event.event_guests:
        event.add("attendee", _person(guest.email, None))


def _person(email: str, name: str | None) -> vCalAddress:
    person = vCalAddress(f"mailto:{email}")
    if name:
        person.params["CN"] = vText(name)
    return person
