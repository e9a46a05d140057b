"""Who did not come."""

from datetime import timedelta

import pytest

from parley.scheduling.no_shows import Marking, NoShows


@pytest.fixture
def no_shows(ana, clock):
    return NoShows(ana, clock)


@pytest.fixture
def event(ana, clock):
    soon = clock() + timedelta(minutes=1)
    return ana.calendly.scheduled_events(user=ana.owner.uri, starting_after=soon, limit=1)[0]


@pytest.fixture
def invitee(ana, event):
    """Give a function that returns the event's first invitee as Calendly has it now."""
    return lambda: ana.calendly.invitees(event.id)[0]


@pytest.fixture
def begun(event, clock):
    clock.now = event.start_time + timedelta(minutes=10)


def test_before_the_start_nobody_is_marked_and_calendly_is_not_asked(no_shows, event, invitee, calendly):
    assert no_shows.mark(event, invitee()) is Marking.NOT_STARTED
    assert calendly.count("POST /invitee_no_shows") == 0


@pytest.mark.usefixtures("begun")
def test_after_the_start_somebody_is_marked_once_and_unmarked(no_shows, event, invitee):
    assert no_shows.mark(event, invitee()) is Marking.DONE
    assert invitee().no_show
    assert no_shows.mark(event, invitee()) is Marking.ALREADY
    assert no_shows.unmark(event, invitee()) is Marking.DONE
    assert invitee().no_show is None
    assert no_shows.unmark(event, invitee()) is Marking.ALREADY


def test_the_moment_of_the_start_is_not_before_it(no_shows, event, invitee, clock):
    clock.now = event.start_time
    assert no_shows.mark(event, invitee()) is Marking.DONE


def test_who_cancelled_was_not_to_come(no_shows, ana, clock):
    clock.pass_(days=5)
    events = ana.calendly.scheduled_events(user=ana.owner.uri, starting_after=clock(), limit=10)
    demo = next(event for event in events if event.invitees_counter.total > event.invitees_counter.active)
    gone = next(one for one in ana.calendly.invitees(demo.id) if one.status == "canceled")
    clock.now = demo.end_time
    assert no_shows.mark(demo, gone) is Marking.NOT_COMING


@pytest.mark.usefixtures("begun")
def test_a_mark_made_elsewhere_meanwhile_is_there_already(no_shows, event, invitee):
    stale = invitee()
    no_shows.mark(event, stale)
    assert no_shows.mark(event, stale) is Marking.ALREADY
    marked = invitee()
    no_shows.unmark(event, marked)
    assert no_shows.unmark(event, marked) is Marking.ALREADY


@pytest.mark.usefixtures("begun")
def test_a_lost_answer_is_looked_up(no_shows, event, invitee, door):
    door("POST", "faults", kind="commit_then_500", paths=["/invitee_no_shows"])
    assert no_shows.mark(event, invitee()) is Marking.DONE
    door("POST", "faults", kind="drop", paths=["/invitee_no_shows"])
    assert no_shows.unmark(event, invitee()) is Marking.UNKNOWN
    assert invitee().no_show
