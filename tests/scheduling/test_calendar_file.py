"""A booking as a calendar file."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from parley.scheduling.booking import Booking
from parley.scheduling.calendar_file import calendar_file
from tests.scheduling.conftest import berlin
from tests.scheduling.drafts import complete

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def booked(ana, clock, threads, type_named):
    coffee = type_named("Portfolio Talk")
    draft = complete(coffee, berlin(23, 11, 30), guests=("gus@example.com",))
    booking = Booking(ana, clock, threads)
    made = booking.book(draft, coffee, "key")
    clock.pass_(minutes=1)
    return booking.refreshed(made)


def event_in(file):
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    return event


def test_the_file_says_what_when_where_and_who(booked, clock, ana):
    file = calendar_file(booked, NEW_YORK, clock)
    event = event_in(file)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Portfolio Talk", booked.join_url)
    assert event.decoded("DTSTART") == booked.start
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=30)
    assert event["ORGANIZER"] == f"mailto:{ana.owner.email}"
    assert [str(one) for one in event["ATTENDEE"]] == ["mailto:ben.invited@example.com", "mailto:gus@example.com"]
    assert all(url in event["DESCRIPTION"] for url in (booked.join_url, booked.cancel_url, booked.reschedule_url))


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
    assert booked.event_id in event_in(first)["UID"]
