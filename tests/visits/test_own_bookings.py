"""What a visitor booked is theirs and nobody else's, whatever became of the answer and wherever it is changed."""

from datetime import timedelta

import pytest
import requests

from parley.calendly.errors import NotFound, RateLimited
from parley.scheduling.agenda import Agenda
from parley.scheduling.booking import Booking
from parley.scheduling.changes import CancelOutcome, Changes
from parley.scheduling.outcomes import Booked, NotBooked, Taken, Unknown
from parley.scheduling.search import Sought


def test_a_booking_is_its_visitors_own_and_nobody_elses(visit, book, clock, threads):
    vera, walt = visit("vera"), visit("walt")
    booked = book(vera)
    mine = Agenda(vera, clock, threads)
    assert [event.id for event in mine.upcoming().events] == [booked.event_id]
    assert [one.email for one in mine.attendance(booked.event_id).coming] == ["ben.invited@example.com"]
    assert mine.count(Sought()).number == 1
    assert Agenda(walt, clock, threads).upcoming().events == []
    for read in (walt.calendly.events.get, walt.calendly.invitees):
        with pytest.raises(NotFound):
            read(booked.event_id)
    with pytest.raises(NotFound):
        walt.calendly.events.invitee(booked.event_id, booked.invitee.id)


def test_a_visitor_cancels_what_they_booked(visit, house, book, clock, threads):
    vera = visit()
    booked = book(vera)
    assert Changes(vera, clock).cancel(booked.event_id, "ill").outcome is CancelOutcome.CANCELED
    assert house.calendly.events.get(booked.event_id).status == "canceled"
    assert Agenda(vera, clock, threads).upcoming().events == []


def test_hosts_addresses_notes_and_missed_marks_stay_behind(visit, book, house, clock, threads):
    vera = visit()
    booked = book(vera)
    clock.now = booked.start + timedelta(minutes=5)
    house.calendly.no_shows.mark(booked.invitee.uri)
    (invitee,) = vera.calendly.invitees(booked.event_id)
    assert house.calendly.invitees(booked.event_id)[0].no_show
    assert (invitee.no_show, invitee.invitee_scheduled_by) == (None, None)
    event = vera.calendly.events.get(booked.event_id)
    assert [(host.user_email, host.buffered_end_time) for host in event.event_memberships] == [(None, None)]
    assert (event.calendar_event, event.meeting_notes_plain) == (None, None)
    assert vera.owner.email == ""
    assert (vera.owner.organization_uri, vera.owner.organization_name) == (None, None)


@pytest.mark.parametrize("fault", ["commit_then_500", "bad_gateway"])
def test_a_booking_whose_answer_was_lost_is_found_by_whoever_made_it_alone(
    fault, visit, draft, clock, threads, calendly, calendars, desk
):
    vera, walt = visit("vera"), visit("walt")
    drafted, event_type = draft()
    since = clock()
    armed = {"kind": fault, "times": "once", "paths": ["/invitees"]}
    requests.post(f"{calendly.url}/_sandbox/faults", json=armed, timeout=10).raise_for_status()
    booking = Booking(vera, clock, threads)
    assert booking.book(drafted, event_type, "key-lost") == Unknown()
    others = Booking(walt, clock, threads).find_booked(drafted, event_type, "key-lost", since)
    assert others == NotBooked()
    found = booking.find_booked(drafted, event_type, "key-lost", since)
    assert isinstance(found, Booked if fault == "commit_then_500" else NotBooked)
    held = [one.id for one in Agenda(vera, clock, threads).upcoming().events]
    assert held == ([found.event_id] if isinstance(found, Booked) else [])


def test_a_booking_whose_answer_was_lost_stays_the_visitors_when_it_is_sent_again_and_refused(
    visit, draft, clock, threads, calendly
):
    vera = visit()
    drafted, event_type = draft()
    since, booking = clock(), Booking(vera, clock, threads)
    armed = {"kind": "commit_then_500", "times": "once", "paths": ["/invitees"]}
    requests.post(f"{calendly.url}/_sandbox/faults", json=armed, timeout=10).raise_for_status()
    assert booking.book(drafted, event_type, "key-lost") == Unknown()
    assert isinstance(booking.book(drafted, event_type, "key-lost"), Taken)
    assert isinstance(booking.find_booked(drafted, event_type, "key-lost", since), Booked)


def test_a_refused_booking_leaves_no_trace(visit, draft, clock, threads, calendly, calendars, desk):
    vera = visit()
    drafted, event_type = draft()
    armed = {"kind": "rate_limited", "times": "once", "paths": ["/invitees"]}
    requests.post(f"{calendly.url}/_sandbox/faults", json=armed, timeout=10).raise_for_status()
    with pytest.raises(RateLimited):
        Booking(vera, clock, threads).book(drafted, event_type, "key")
    assert not calendars.ledger.has_any(desk.meet("vera").principal_id)


def test_a_booking_moved_by_its_link_stays_the_visitors(visit, house, book, clock, threads, first):
    vera = visit()
    booked = book(vera)
    event_type = house.calendly.events.get(booked.event_id).event_type
    later = first(house.calendly.event_types.get(event_type.rsplit("/", 1)[-1]), 3)
    at = later.strftime("%Y-%m-%dT%H:%M:%SZ")
    form = {"name": "Ben Invited", "email": "ben.invited@example.com", "place": "0"}
    moved = requests.post(f"{booked.reschedule_url}/{at}", data=form, timeout=10)
    assert moved.ok, moved.text
    (event,) = Agenda(vera, clock, threads).upcoming().events
    assert (event.start_time, event.id != booked.event_id) == (later, True)
    assert [one.email for one in vera.calendly.invitees(event.id)] == ["ben.invited@example.com"]
    assert Agenda(visit("walt"), clock, threads).upcoming().events == []
