"""A database that was put back to an earlier state knows nothing of what was sent since: it is looked for first."""

import pytest
from sqlalchemy import update

from parley.db.tables import operations
from parley.operations.outcomes import Cancelled
from parley.operations.requests import CancellingRequest
from parley.scheduling.changes import CancelOutcome
from parley.scheduling.outcomes import Booked, NotBooked
from parley.scheduling.rescheduling import Moved

NOTHING = dict.fromkeys(("progress", "outcome", "sent_at", "doubted_at", "done_at")) | {"sends": 0}


def a_minute_later(office, clock):
    clock.pass_(minutes=1)


def at_once(office, clock):
    clock.pass_(seconds=1)
    office.start()


@pytest.fixture(params=[a_minute_later, at_once])
def restored(office, clock, request):
    """Give a function that carries an operation out, and puts its row back as it was before."""
    then = request.param

    def restored(request, meanwhile=lambda outcome: None):
        operation = office.hand_in("restored", request)
        assert office.operator.carry_out(operation.id)
        meanwhile(office.now(operation).outcome)
        with office.desk.database.write() as connection:
            connection.execute(update(operations).where(operations.c.id == operation.id).values(NOTHING))
        then(office, clock)
        return operation

    return restored


def test_a_booking_that_stands_is_found_and_not_posted_again(office, restored, posts):
    operation = restored(office.request())
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Booked)
    assert posts() == 1


def test_one_that_was_given_up_since_is_not_made_a_second_time(office, restored, posts):
    operation = restored(office.request(), lambda booked: office.account.calendly.bookings.cancel(booked.event_id))
    assert office.operator.carry_out(operation.id)
    assert office.now(operation).outcome == NotBooked()
    assert posts() == 1


def test_a_move_that_was_made_is_found_made(office, restored, posts):
    request = office.move()
    operation = restored(request)
    assert office.operator.carry_out(operation.id)
    moved = office.now(operation).outcome
    assert isinstance(moved, Moved)
    assert (office.status(request.meeting.event.id), office.status(moved.booked.event_id)) == ("canceled", "active")
    assert posts() == 2


def test_what_was_cancelled_is_told_as_cancelled(office, restored):
    operation = restored(CancellingRequest([office.book_one() for _ in range(2)], "ill"))
    assert office.operator.carry_out(operation.id)
    outcome = office.now(operation).outcome
    assert isinstance(outcome, Cancelled)
    assert [one.outcome for one in outcome.came] == [CancelOutcome.CANCELED] * 2


def test_what_was_never_sent_is_sent_then_once(office, clock, posts):
    operation = office.hand_in()
    clock.pass_(minutes=1)
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Booked)
    assert posts() == 1
