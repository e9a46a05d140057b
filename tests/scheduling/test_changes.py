"""Cancelling: what can be, and doing it."""

from datetime import timedelta

import pytest

from parley.calendly import errors
from parley.scheduling.causes import Cause, cause_of
from parley.scheduling.changes import Canceled, CancelFault, CancelOutcome, Changes


@pytest.fixture
def changes(ana, clock):
    return Changes(ana, clock)


@pytest.fixture
def events(ana, clock):
    """What comes next in Ana's calendar; what begins this very moment cannot be cancelled any more."""
    soon = clock() + timedelta(minutes=1)
    return ana.calendly.scheduled_events(user=ana.owner.uri, starting_after=soon, limit=20)


def status(account, event):
    return account.calendly.events.get(event.id).status


def test_an_event_is_cancelled_with_its_reason(changes, events, ana):
    assert changes.cancel(events[0].id, "Ill") == Canceled(events[0].id, CancelOutcome.CANCELED)
    canceled = ana.calendly.events.get(events[0].id)
    assert (canceled.status, canceled.cancellation.reason) == ("canceled", "Ill")
    assert status(ana, events[1]) == "active"


def test_events_are_cancelled_one_by_one_with_a_result_each(changes, events, ana, calendly):
    changes.cancel(events[1].id)
    results = list(changes.cancel_each([events[0].id, events[1].id, "GONE000000000000", events[2].id, events[0].id]))
    assert [(one.outcome, one.fault) for one in results] == [
        (CancelOutcome.CANCELED, None),
        (CancelOutcome.REFUSED, CancelFault.CANCELED),
        (CancelOutcome.REFUSED, CancelFault.GONE),
        (CancelOutcome.CANCELED, None),
    ]
    assert [status(ana, event) for event in events[:4]] == ["canceled", "canceled", "canceled", "active"]


def test_what_is_not_ones_own_is_not_cancelled(events, account_of, ana, clock):
    assert Changes(account_of("ben"), clock).cancel(events[0].id).outcome is CancelOutcome.REFUSED
    assert status(ana, events[0]) == "active"


def test_what_has_begun_is_refused(changes, events, clock):
    clock.now = events[0].start_time + timedelta(minutes=1)
    assert changes.cancel(events[0].id).fault is CancelFault.PAST
    assert changes.fault(events[0]) is CancelFault.PAST


@pytest.mark.parametrize("fault", ["commit_then_500", "commit_then_hang"])
def test_a_cancelling_whose_answer_is_lost_is_looked_up(changes, events, ana, door, fault):
    door("POST", "faults", kind=fault, paths=["/scheduled_events"])
    assert changes.cancel(events[0].id).outcome is CancelOutcome.CANCELED
    assert status(ana, events[0]) == "canceled"


def test_a_cancelling_that_may_still_be_under_way_is_unknown_and_can_be_done_again(changes, events, ana, door):
    door("POST", "faults", kind="drop", paths=[f"/scheduled_events/{events[0].id}/cancellation"])
    assert changes.cancel(events[0].id).outcome is CancelOutcome.UNKNOWN
    assert changes.settled(events[0].id).outcome is CancelOutcome.FAILED
    assert changes.cancel(events[0].id).outcome is CancelOutcome.CANCELED
    assert status(ana, events[0]) == "canceled"


def test_one_that_fails_does_not_stop_the_others(changes, events, ana, door):
    door("POST", "faults", kind="unauthenticated", times="always", paths=[f"/scheduled_events/{events[0].id}/"])
    failed, done = changes.cancel_each([events[0].id, events[1].id])
    assert failed.outcome is CancelOutcome.FAILED
    assert failed.cause is Cause.RECONNECT
    assert done.outcome is CancelOutcome.CANCELED
    assert [status(ana, event) for event in events[:2]] == ["active", "canceled"]


def test_every_exception_of_the_client_has_a_cause():
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.CalendlyError)
    ]
    told = {cause_of(kind.__new__(kind)) for kind in kinds if kind is not errors.CalendlyError}
    assert told == set(Cause) - {Cause.OTHER}
