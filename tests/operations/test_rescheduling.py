"""A move is finished or undone, wherever it was cut short; nobody is left with nothing, nor with two."""

import pytest

from parley.operations.store import Operations
from parley.scheduling.booking import Booking
from parley.scheduling.changes import Changes
from parley.scheduling.outcomes import NotBooked, Taken, Unknown
from parley.scheduling.rescheduling import BothStand, Moved, Rescheduling
from tests.operations.conftest import Killed, dies


def cancelling(meeting) -> str:
    return f"/scheduled_events/{meeting.event.id}/cancellation"


def test_the_new_time_is_booked_and_the_old_one_given_up(office, posts):
    request = office.move()
    operation = office.hand_in("move", request)
    assert office.operator.carry_out(operation.id)
    moved = office.now(operation).outcome
    assert isinstance(moved, Moved)
    assert (office.status(request.meeting.event.id), office.status(moved.booked.event_id)) == ("canceled", "active")
    assert posts() == 2


@pytest.mark.parametrize(
    ("when", "owner", "name"),
    [
        ("before", Booking, "book"),
        ("after", Booking, "post"),
        ("before", Operations, "note"),
        ("after", Operations, "note"),
        ("before", Rescheduling, "finish"),
        ("before", Changes, "cancel"),
        ("after", Changes, "cancel"),
        ("before", Operations, "finish"),
        ("after", Operations, "finish"),
    ],
    ids=lambda part: part if isinstance(part, str) else part.__name__,
)
def test_cut_short_anywhere_it_is_finished_with_one_booking(office, clock, posts, monkeypatch, when, owner, name):
    request = office.move()
    operation = office.hand_in("move", request)
    dies(monkeypatch, when, owner, name)
    with pytest.raises(Killed):
        office.operator.carry_out(operation.id)
    clock.pass_(minutes=1)
    office.finish(operation)
    moved = office.now(operation).outcome
    assert isinstance(moved, Moved)
    assert (office.status(request.meeting.event.id), office.status(moved.booked.event_id)) == ("canceled", "active")
    assert posts() == 2


def test_a_lost_answer_is_found_and_the_move_finished(office, calendly, posts):
    request = office.move()
    operation = office.hand_in("move", request)
    calendly.arm({"kind": "commit_then_500", "paths": ["/invitees"]})
    assert not office.operator.carry_out(operation.id)
    office.finish(operation)
    assert isinstance(office.now(operation).outcome, Moved)
    assert posts() == 2


def test_as_long_as_the_old_time_may_stand_it_is_given_up_again_and_at_last_both_are_told(office, calendly):
    request = office.move()
    operation = office.hand_in("move", request)
    calendly.switch(status=502, paths=[cancelling(request.meeting)])
    assert not office.operator.carry_out(operation.id)
    assert not office.operator.carry_out(operation.id)
    office.operator.give_up(operation.id)
    both = office.now(operation).outcome
    assert isinstance(both, BothStand)
    assert both.old_event_id == request.meeting.event.id
    assert office.status(both.booked.event_id) == "active"


def test_what_is_never_found_leaves_the_old_time_and_is_said_to_be_unknown(office, calendly):
    request = office.move()
    operation = office.hand_in("move", request)
    calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
    assert not office.operator.carry_out(operation.id)
    office.operator.give_up(operation.id)
    assert office.now(operation).outcome == Unknown()
    assert office.status(request.meeting.event.id) == "active"


def test_a_new_time_that_is_gone_leaves_the_old_one(office, calendly):
    request = office.move()
    calendly.arm({"kind": "steal_opening"})
    operation = office.hand_in("move", request)
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Taken)
    assert office.status(request.meeting.event.id) == "active"


def test_a_booking_that_was_never_made_leaves_the_old_time(office, calendly, clock):
    request = office.move()
    operation = office.hand_in("move", request)
    for _ in range(2):
        calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
        assert not office.operator.carry_out(operation.id)
        clock.pass_(seconds=31)
    assert office.operator.carry_out(operation.id)
    assert office.now(operation).outcome == NotBooked()
    assert office.status(request.meeting.event.id) == "active"
