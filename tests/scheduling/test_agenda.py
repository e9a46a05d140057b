"""What is on, and who is coming, from the sandbox's calendars."""

import pytest

from parley.calendly.errors import CalendlyDown, NotFound
from parley.scheduling.agenda import PAGE, Agenda


@pytest.fixture
def agenda_of(account_of, clock, threads):
    return lambda person: Agenda(account_of(person), clock, threads)


def test_the_next_events_come_in_order_and_only_as_many_as_fit_a_phone(agenda_of, clock):
    upcoming = agenda_of("ana").upcoming()
    starts = [event.start_time for event in upcoming.events]
    assert len(starts) == PAGE
    assert starts == sorted(starts)
    assert starts[0] >= clock()
    assert upcoming.more


def test_an_empty_calendar_is_empty(agenda_of):
    upcoming = agenda_of("noah").upcoming()
    assert (upcoming.events, upcoming.more) == ([], False)


def test_an_event_that_starts_this_very_moment_is_still_next(agenda_of, clock):
    agenda = agenda_of("ana")
    first = agenda.upcoming().events[0]
    clock.now = first.start_time
    assert agenda.upcoming().events[0] == first


def test_an_event_that_has_begun_is_no_longer_next(agenda_of, clock):
    agenda = agenda_of("ana")
    first = agenda.upcoming().events[0]
    clock.now = first.start_time
    clock.pass_(seconds=1)
    assert first not in agenda.upcoming().events


def test_who_comes_is_told_apart_from_who_cancelled(agenda_of, clock):
    agenda = agenda_of("ana")
    clock.pass_(days=5)  # the next Tuesday has a demo that somebody dropped out of
    demo = next(event for event in agenda.upcoming().events if event.invitees_counter.total >= 4)
    attendance = agenda.attendance(demo.id)
    assert attendance.event == demo
    assert len(attendance.coming) == demo.invitees_counter.active
    assert len(attendance.canceled) == demo.invitees_counter.total - demo.invitees_counter.active > 0
    assert {one.status for one in attendance.coming} == {"active"}


def test_an_event_that_is_gone_is_not_found(agenda_of):
    with pytest.raises(NotFound):
        agenda_of("ana").attendance("GONE000000000000")


def test_an_event_whose_invitees_cannot_be_read_is_not_told_as_empty(agenda_of, calendly):
    agenda = agenda_of("ana")
    event = agenda.upcoming().events[0]
    calendly.switch(status=503, paths=[f"/scheduled_events/{event.id}/invitees"])
    with pytest.raises(CalendlyDown):
        agenda.attendance(event.id)
