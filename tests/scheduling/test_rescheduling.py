"""Another time for an event, so that nobody is ever left with nothing."""

from datetime import timedelta

import pytest

from parley.calendly.models import EventTypeChanges
from parley.scheduling.booking import Booking
from parley.scheduling.draft import missing, places_of
from parley.scheduling.openings import Openings
from parley.scheduling.outcomes import Booked, PlanRequired, Taken, Unknown
from parley.scheduling.rescheduling import (
    BothStand,
    Moved,
    Rescheduling,
    Undone,
    Way,
    WayFault,
    draft_of,
    stands_in_its_own_way,
)
from tests.scheduling.drafts import complete

KEY = "conversation-1:move-1"


@pytest.fixture
def rescheduling(ana, clock, threads):
    return Rescheduling(ana, clock, threads)


@pytest.fixture
def intro(type_named):
    return type_named("Intro Call")


@pytest.fixture
def old(ana, clock, intro):
    """The next intro call."""
    events = ana.calendly.events.list(user=ana.owner.uri, status="active", min_start_time=clock() + timedelta(hours=1))
    return next(event for event in events if event.event_type == intro.uri)


@pytest.fixture
def invitee(ana, old):
    return ana.calendly.invitees(old.id)[0]


@pytest.fixture
def draft(ana, clock, threads, intro, old, invitee):
    """The same at the first time there is a week later."""
    later = old.start_time + timedelta(days=7)
    start = Openings(ana, clock, threads).between(intro.uri, later, later + timedelta(days=5))[0].start_time
    return draft_of(old, invitee, intro, start, "UTC")


def standing(account, draft):
    """Return the ids of the active events of whoever is moved, from now on."""
    events = account.calendly.events.list(user=account.owner.uri, invitee_email=draft.email, status="active")
    return {event.id for event in events if abs(event.start_time - draft.start) < timedelta(days=14)}


def test_the_new_time_is_booked_and_the_old_one_cancelled(rescheduling, old, draft, intro, ana, invitee):
    moved = rescheduling.reschedule(old, draft, intro, KEY, "A clash")
    assert isinstance(moved, Moved)
    assert standing(ana, draft) == {moved.booked.event_id}
    assert moved.booked.start == draft.start
    new = moved.booked.invitee
    assert (new.name, new.email, new.timezone) == (invitee.name, invitee.email, invitee.timezone)
    assert [one.answer for one in new.questions_and_answers] == [one.answer for one in invitee.questions_and_answers]
    assert ana.calendly.events.get(old.id).cancellation.reason == "A clash"


def test_a_new_time_that_is_gone_leaves_the_old_one(rescheduling, old, draft, intro, ana, door):
    door("POST", "faults", kind="steal_opening")
    assert isinstance(rescheduling.reschedule(old, draft, intro, KEY), Taken)
    assert standing(ana, draft) == {old.id}


def test_a_plan_that_cannot_book_leaves_the_old_one(rescheduling, old, draft, intro, ana, door):
    door("PUT", "plans/keller", plan="free")
    assert isinstance(rescheduling.reschedule(old, draft, intro, KEY), PlanRequired)
    assert standing(ana, draft) == {old.id}


def test_an_unknown_outcome_leaves_the_old_one_and_is_finished_later(
    rescheduling, old, draft, intro, ana, door, clock, threads
):
    door("POST", "faults", kind="commit_then_500", paths=["/invitees"])
    assert rescheduling.reschedule(old, draft, intro, KEY) == Unknown()
    assert old.id in standing(ana, draft)
    new = Booking(ana, clock, threads).find_booked(draft, intro, KEY, clock())
    assert isinstance(new, Booked)
    assert rescheduling.finish(old, new) == Moved(new)
    assert standing(ana, draft) == {new.event_id}


def test_when_the_old_time_cannot_be_cancelled_the_new_one_is_taken_back(rescheduling, old, draft, intro, ana, door):
    door("POST", "faults", kind="unauthenticated", times="always", paths=[f"/scheduled_events/{old.id}/"])
    assert rescheduling.reschedule(old, draft, intro, KEY) == Undone()
    assert standing(ana, draft) == {old.id}


def test_when_neither_can_be_cancelled_both_stand_until_finished(rescheduling, old, draft, intro, ana, clock, door):
    door("POST", "faults", kind="rate_limited", paths=[f"/scheduled_events/{old.id}/"])
    both = rescheduling.reschedule(old, draft, intro, KEY)
    assert isinstance(both, BothStand)
    clock.pass_(minutes=2)
    assert standing(ana, draft) == {old.id, both.booked.event_id}
    assert rescheduling.finish(old, both.booked) == Moved(both.booked)
    assert standing(ana, draft) == {both.booked.event_id}


def test_while_it_is_unknown_whether_the_old_stands_the_new_is_kept(rescheduling, old, draft, intro, ana, door):
    door("POST", "faults", kind="drop", times="always", paths=[f"/scheduled_events/{old.id}/cancellation"])
    both = rescheduling.reschedule(old, draft, intro, KEY)
    assert isinstance(both, BothStand)
    assert standing(ana, draft) == {old.id, both.booked.event_id}


def test_an_answer_to_the_cancelling_that_is_lost_once_does_no_harm(rescheduling, old, draft, intro, ana, door):
    door("POST", "faults", kind="drop", paths=[f"/scheduled_events/{old.id}/cancellation"])
    moved = rescheduling.reschedule(old, draft, intro, KEY)
    assert isinstance(moved, Moved)
    assert standing(ana, draft) == {moved.booked.event_id}


def test_an_old_time_that_somebody_cancelled_meanwhile_is_as_good_as_cancelled(rescheduling, old, draft, intro, ana):
    ana.calendly.bookings.cancel(old.id)
    assert isinstance(rescheduling.reschedule(old, draft, intro, KEY), Moved)


def test_an_old_time_that_has_begun_meanwhile_keeps_its_event(rescheduling, old, draft, intro, ana, clock, threads):
    new = Booking(ana, clock, threads).book(draft, intro, KEY)
    clock.now = old.start_time + timedelta(minutes=1)
    assert rescheduling.finish(old, new) == Undone()
    assert standing(ana, draft) == {old.id}


def ways(rescheduling, account, event, event_type):
    return rescheduling.ways(event, account.calendly.invitees(event.id), event_type)


def test_one_on_one_can_be_booked_again_or_left_to_the_invitee(rescheduling, ana, old, intro, invitee):
    found = ways(rescheduling, ana, old, intro)
    assert (found.way, found.fault, found.invitee_url) == (Way.BOOK_AGAIN, None, invitee.reschedule_url)


def test_a_group_event_is_not_taken_from_the_others(rescheduling, ana, clock, type_named):
    events = ana.calendly.scheduled_events(user=ana.owner.uri, starting_after=clock(), limit=20)
    demo = next(event for event in events if event.name == "Product Demo")
    found = ways(rescheduling, ana, demo, type_named("Product Demo"))
    assert (found.way, found.fault, found.invitee_url) == (Way.IMPOSSIBLE, WayFault.GROUP, None)


def test_a_type_that_is_closed_leaves_only_the_invitees_own_link(rescheduling, ana, old, intro):
    closed = intro.model_copy(update={"active": False})
    assert ways(rescheduling, ana, old, closed).way is Way.BY_INVITEE
    assert ways(rescheduling, ana, old, None).fault is WayFault.TYPE_CLOSED


def test_what_is_over_cannot_be_moved(rescheduling, ana, old, intro, clock):
    clock.now = old.start_time
    assert ways(rescheduling, ana, old, intro).fault is WayFault.PAST
    clock.now = old.start_time - timedelta(hours=2)
    ana.calendly.bookings.cancel(old.id)
    canceled = ana.calendly.events.get(old.id)
    assert ways(rescheduling, ana, canceled, intro).fault is WayFault.CANCELED


def test_the_same_place_is_kept_whatever_it_was(ana, clock, threads, type_named):
    portfolio, booking = type_named("Portfolio Talk"), Booking(ana, clock, threads)
    openings = Openings(ana, clock, threads).between(portfolio.uri, clock(), clock() + timedelta(days=20))
    for place, opening in zip(places_of(portfolio), openings[::8], strict=False):
        chosen = complete(portfolio, opening.start_time)
        words = {"outbound_call": "+49 30 901820", "ask_invitee": "Ours"}.get(place.kind, place.words)
        first = complete(portfolio, opening.start_time, place=type(place)(place.kind, words), answers=chosen.answers)
        booked = booking.book(first, portfolio, KEY)
        event = ana.calendly.events.get(booked.event_id)
        again = draft_of(event, booked.invitee, portfolio, openings[-1].start_time, "UTC")
        assert again.place == first.place
        assert missing(again, portfolio) is None


def test_of_two_addresses_the_same_one_is_kept(ana, clock, threads, type_named):
    here, there = ({"kind": "physical", "location": where} for where in ("Linienstraße 42", "Harbour Road 1"))
    portfolio = type_named("Portfolio Talk")
    portfolio = ana.calendly.event_types.update(portfolio.id, EventTypeChanges(locations=[here, there]))
    opening = Openings(ana, clock, threads).later(portfolio.uri, clock(), 1)[0]
    booked = Booking(ana, clock, threads).book(
        complete(portfolio, opening.start_time, place=places_of(portfolio)[1]), portfolio, KEY
    )
    event = ana.calendly.events.get(booked.event_id)
    again = draft_of(event, booked.invitee, portfolio, opening.start_time + timedelta(days=1), "UTC")
    assert again.place == places_of(portfolio)[1]


def test_a_time_that_only_the_old_one_takes_is_told_from_one_that_is_free(ana, clock, threads, old, intro):
    at = Openings(ana, clock, threads).at
    around = [old.start_time + timedelta(minutes=30 * step) for step in range(-2, 3)]
    hidden = [start for start in around if stands_in_its_own_way(old, intro, start)]
    assert old.start_time in hidden
    assert all(at(intro.uri, start) is None for start in hidden)
    ana.calendly.bookings.cancel(old.id)
    assert all(at(intro.uri, start) for start in hidden)


def test_finishing_after_the_new_time_is_gone_leaves_the_old_one(rescheduling, old, draft, intro, ana, clock, threads):
    new = Booking(ana, clock, threads).book(draft, intro, KEY)
    ana.calendly.bookings.cancel(new.event_id)
    assert rescheduling.finish(old, new) == Undone()
    assert standing(ana, draft) == {old.id}


def test_finishing_while_the_new_time_cannot_be_read_changes_nothing(
    rescheduling, old, draft, intro, ana, clock, threads, calendly
):
    new = Booking(ana, clock, threads).book(draft, intro, KEY)
    calendly.switch(status=503, paths=[f"/scheduled_events/{new.event_id}"])
    assert rescheduling.finish(old, new) == BothStand(new, old.id)
    calendly.well()
    assert standing(ana, draft) == {old.id, new.event_id}


def test_finishing_twice_is_as_good_as_once(rescheduling, old, draft, intro, ana, clock, threads):
    new = Booking(ana, clock, threads).book(draft, intro, KEY)
    assert rescheduling.finish(old, new) == rescheduling.finish(old, new) == Moved(new)
    assert standing(ana, draft) == {new.event_id}
