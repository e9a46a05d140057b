"""Several meetings are cancelled one by one, each once, wherever that was cut short, with a result each."""

import pytest

from parley.operations.outcomes import Cancelled
from parley.operations.requests import CancellingRequest
from parley.operations.store import Operations
from parley.scheduling.causes import Cause
from parley.scheduling.changes import CancelFault, CancelOutcome, Changes
from tests.operations.conftest import Killed, dies

DONE = [CancelOutcome.CANCELED] * 3


@pytest.fixture
def request_(office):
    """Three meetings that were made for it."""
    return CancellingRequest([office.book_one() for _ in range(3)], "ill")


def outcomes(office, operation):
    outcome = office.now(operation).outcome
    assert isinstance(outcome, Cancelled)
    return [one.outcome for one in outcome.came]


def test_each_is_cancelled_once(office, request_):
    operation = office.hand_in("cancel", request_)
    assert office.operator.carry_out(operation.id)
    assert office.operator.carry_out(operation.id)
    assert outcomes(office, operation) == DONE
    assert [office.status(one.event.id) for one in request_.meetings] == ["canceled"] * 3


@pytest.mark.parametrize(
    ("when", "owner", "name"),
    [
        ("before", Operations, "note"),
        ("after", Operations, "note"),
        ("before", Changes, "cancel"),
        ("after", Changes, "cancel"),
        ("before", Operations, "finish"),
        ("after", Operations, "finish"),
    ],
    ids=lambda part: part if isinstance(part, str) else part.__name__,
)
def test_cut_short_anywhere_the_rest_is_done_and_all_is_known(office, request_, monkeypatch, when, owner, name):
    operation = office.hand_in("cancel", request_)
    dies(monkeypatch, when, owner, name)
    with pytest.raises(Killed):
        office.operator.carry_out(operation.id)
    office.finish(operation)
    assert outcomes(office, operation) == DONE


def test_what_was_done_since_the_database_was_put_back_is_looked_up(office, request_, monkeypatch):
    operation = office.hand_in("cancel", request_)
    dies(monkeypatch, "before", Changes, "cancel")
    with pytest.raises(Killed):
        office.operator.carry_out(operation.id)
    for meeting in request_.meetings:
        office.account.calendly.bookings.cancel(meeting.event.id)
    office.finish(operation)
    assert outcomes(office, operation) == DONE


def test_one_whose_answer_got_lost_is_looked_up_and_the_others_are_done_meanwhile(office, calendly, request_):
    path = f"/scheduled_events/{request_.meetings[0].event.id}/cancellation"
    calendly.arm({"kind": "bad_gateway", "paths": [path]})
    operation = office.hand_in("cancel", request_)
    assert not office.operator.carry_out(operation.id)
    assert [office.status(one.event.id) for one in request_.meetings] == ["active", "canceled", "canceled"]
    office.finish(operation)
    assert outcomes(office, operation) == DONE


def test_one_that_somebody_else_cancelled_is_told_as_that(office, request_):
    office.account.calendly.bookings.cancel(request_.meetings[1].event.id)
    operation = office.hand_in("cancel", request_)
    assert office.operator.carry_out(operation.id)
    assert office.now(operation).outcome.came[1].fault is CancelFault.CANCELED


def test_what_is_never_found_out_is_said_of_that_one_alone(office, calendly, request_):
    calendly.switch(status=502, paths=[f"/scheduled_events/{request_.meetings[2].event.id}/cancellation"])
    operation = office.hand_in("cancel", request_)
    assert not office.operator.carry_out(operation.id)
    office.operator.give_up(operation.id)
    assert outcomes(office, operation) == [*DONE[:2], CancelOutcome.UNKNOWN]


def test_where_nothing_was_done_the_same_yes_begins_again(office, calendly, request_):
    one = CancellingRequest(request_.meetings[:1])
    calendly.arm({"kind": "rate_limited", "paths": [f"/scheduled_events/{one.meetings[0].event.id}/cancellation"]})
    operation = office.hand_in("cancel", one)
    assert office.operator.carry_out(operation.id)
    assert office.now(operation).outcome.came[0].cause is Cause.RATE_LIMITED
    again = office.hand_in("cancel", one)
    assert (again.attempt, again.outcome) == (2, None)
