"""An event as a calendar file."""

from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from parley.scheduling.agenda import Agenda
from parley.scheduling.booking import Booking
from parley.scheduling.calendar_file import calendar_file
from parley.scheduling.changes import Changes
from tests.scheduling.conftest import berlin
from tests.scheduling.drafts import complete

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def agenda(ana, clock, threads):
    return Agenda(ana, clock, threads)


@pytest.fixture
def booked(ana, clock, threads, agenda, type_named):
    coffee = type_named("Portfolio Talk")
    draft = complete(coffee, berlin(23, 11, 30), guests=("gus@example.com",))
    made = Booking(ana, clock, threads).book(draft, coffee, "key")
    clock.pass_(minutes=1)
    return agenda.attendance(made.event_id)


def event_in(file):
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


def test_the_file_says_what_when_where_and_who(booked, clock, ana):
    event, join_url, invitee = (
        event_in(calendar_file(booked, NEW_YORK, clock)),
        booked.event.location.join_url,
        booked.coming[0],
    )
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == ("Portfolio Talk", join_url, "CONFIRMED")
    assert event.decoded("DTSTART") == booked.event.start_time
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=30)
    assert event["ORGANIZER"] == f"mailto:{ana.owner.email}"
    assert [str(one) for one in event["ATTENDEE"]] == ["mailto:ben.invited@example.com", "mailto:gus@example.com"]
    assert all(url in event["DESCRIPTION"] for url in (join_url, invitee.cancel_url, invitee.reschedule_url))


def test_times_are_on_the_clocks_of_the_zone_and_the_zone_comes_along(booked, clock):
    file = calendar_file(booked, NEW_YORK, clock)
    assert b"DTSTART;TZID=America/New_York:20261123T053000" in file
    assert [str(zone["TZID"]) for zone in Calendar.from_ical(file).walk("VTIMEZONE")] == ["America/New_York"]
    assert event_in(file).decoded("DTSTAMP") == clock().astimezone(UTC)


def test_the_file_is_published_and_its_uid_stays(booked, clock):
    first = calendar_file(booked, NEW_YORK, clock)
    clock.pass_(days=1)
    second = calendar_file(booked, ZoneInfo("Europe/Berlin"), clock)
    assert b"METHOD:PUBLISH" in first
    assert event_in(first)["UID"] == event_in(second)["UID"]
    assert booked.event.id in event_in(first)["UID"]


def test_a_cancelled_event_says_so_under_the_same_uid(booked, agenda, ana, clock):
    before = event_in(calendar_file(booked, NEW_YORK, clock))
    Changes(ana, clock).cancel(booked.event.id)
    after = event_in(calendar_file(agenda.attendance(booked.event.id), NEW_YORK, clock))
    assert (after["STATUS"], after["UID"]) == ("CANCELLED", before["UID"])


def test_of_several_people_nobodys_own_links_are_handed_out(booked, clock):
    other = booked.coming[0].model_copy(update={"email": "other@example.com"})
    event = event_in(calendar_file(replace(booked, coming=[*booked.coming, other]), NEW_YORK, clock))
    assert booked.coming[0].cancel_url not in event["DESCRIPTION"]
    assert [str(one) for one in event["ATTENDEE"]][:2] == ["mailto:ben.invited@example.com", "mailto:other@example.com"]
