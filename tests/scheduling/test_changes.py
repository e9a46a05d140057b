"""Cancelling: what it would do, and doing it."""

from datetime import timedelta

import pytest

from parley.calendly import errors
from parley.scheduling.causes import Cause, cause_of
from parley.scheduling.changes import Canceled, CancelFault, CancelOutcome, Changes
from parley.scheduling.search import Sought
from tests.scheduling.conftest import berlin


@pytest.fixture
def changes(ana, clock, threads):
    return Changes(ana, clock, threads)


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


def test_a_group_event_tells_for_how_many_it_is_cancelled(changes, events):
    demo = next(event for event in events if event.name == "Product Demo")
    review = changes.review(demo.id)
    assert (review.people, review.is_group, review.fault) == (demo.invitees_counter.active, True, None)
    assert review.people > 1
    alone = changes.review(next(event for event in events if event.name == "Intro Call").id)
    assert (alone.people, alone.is_group) == (1, False)


def test_everything_in_a_range_is_reviewed_and_nothing_cancelled(changes, ana):
    tuesday = Sought(start=berlin(24), end=berlin(25))
    reviews, whole = changes.review_all(tuesday)
    assert whole
    assert len(reviews) > 1
    assert all(tuesday.spans(review.event.start_time) and review.fault is None for review in reviews)
    assert {status(ana, review.event) for review in reviews} == {"active"}


def test_what_has_begun_is_not_among_what_can_be_cancelled(changes, events, clock):
    today = Sought(start=berlin(19), end=berlin(20))
    clock.now = next(event for event in events if today.spans(event.start_time)).start_time + timedelta(minutes=1)
    reviews, _ = changes.review_all(today)
    assert reviews
    assert all(review.event.start_time > clock() for review in reviews)


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


def test_what_is_not_ones_own_is_not_cancelled(events, account_of, ana, clock, threads):
    assert Changes(account_of("ben"), clock, threads).cancel(events[0].id).outcome is CancelOutcome.REFUSED
    assert status(ana, events[0]) == "active"


def test_what_has_begun_is_refused(changes, events, clock):
    clock.now = events[0].start_time + timedelta(minutes=1)
    assert changes.cancel(events[0].id).fault is CancelFault.PAST
    assert changes.review(events[0].id).fault is CancelFault.PAST


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
