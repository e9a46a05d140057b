"""Booking, once and for sure."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.calendly.errors import InvalidRequest, NotFound, RateLimited
from parley.calendly.models import EventTypeChanges
from parley.scheduling.booking import Booking
from parley.scheduling.draft import Place, places_of
from parley.scheduling.openings import Openings
from parley.scheduling.outcomes import Booked, NotBooked, PlanRequired, Ready, Taken, Unknown
from tests.scheduling.drafts import complete

NAMES = ["Product Demo", "Onboarding Session", "Design Review", "Quick Check-in", "Coffee Chat", "Portfolio Talk",
         "Meet the Studio", "Project Kickoff", "One Quick Question"]  # fmt: skip
WORDS = {"outbound_call": "+49 30 901820", "ask_invitee": "Ours"}
KEY = "conversation-1:confirmation-1"


@pytest.fixture
def booking(ana, clock, threads):
    return Booking(ana, clock, threads)


@pytest.fixture
def first(ana, clock, threads):
    """Give a function that returns the first opening of a type in the next ten days."""
    openings = Openings(ana, clock, threads)
    return lambda event_type: openings.between(event_type.uri, clock(), clock() + timedelta(days=10))[0].start_time


@pytest.fixture
def intro(type_named):
    return type_named("Intro Call")


@pytest.fixture
def draft(intro, first):
    return complete(intro, first(intro))


def held(account, draft):
    """Return the active events in which whoever is drafted is an invitee."""
    return list(account.calendly.events.list(user=account.owner.uri, invitee_email=draft.email, status="active"))


def test_a_booking_is_there_afterwards_with_its_links(booking, draft, intro, ana):
    booked = booking.book(draft, intro, KEY)
    assert isinstance(booked, Booked)
    (event,) = held(ana, draft)
    assert (event.id, event.start_time, event.event_type) == (booked.event_id, draft.start, intro.uri)
    assert (booked.name, booked.start, booked.end) == ("Intro Call", draft.start, draft.start + timedelta(minutes=30))
    assert booked.cancel_url != booked.reschedule_url
    assert booked.hosts[0].user_email == ana.owner.email


def test_the_join_link_comes_as_soon_as_calendly_has_it(booking, draft, intro, clock):
    booked = booking.book(draft, intro, KEY)
    assert booked.join_url is None
    clock.pass_(seconds=10)
    assert booking.refreshed(booked).join_url.startswith("https://zoom.example.com/")


def test_every_type_can_be_booked_with_what_was_asked_for(booking, type_named, first, ana):
    for name in NAMES:
        event_type = type_named(name)
        outcome = booking.book(complete(event_type, first(event_type)), event_type, KEY)
        assert isinstance(outcome, Booked), name
        assert (outcome.name, outcome.invitee.status) == (name, "active")


def test_every_place_of_a_type_can_be_chosen(booking, type_named, first):
    portfolio = type_named("Portfolio Talk")
    for place in places_of(portfolio):
        chosen = Place(place.kind, place.words or WORDS.get(place.kind))
        booked = booking.book(complete(portfolio, first(portfolio), place=chosen), portfolio, KEY)
        assert booked.location.type == place.kind


def test_answers_and_guests_are_kept(booking, type_named, first, ana):
    portfolio = type_named("Portfolio Talk")
    guests = ("gus@example.com", "gia@example.com")
    booked = booking.book(complete(portfolio, first(portfolio), guests=guests), portfolio, KEY)
    answers = {one.question: one.answer for one in booked.invitee.questions_and_answers}
    assert answers["What do you want to talk about?"] == "Color\nStructure"
    assert booked.guests == guests


def test_an_opening_that_is_there_is_ready_and_one_that_is_gone_comes_with_the_nearest(booking, draft, intro):
    assert isinstance(booking.check(draft), Ready)
    booking.book(draft, intro, KEY)
    gone = booking.check(draft)
    assert isinstance(gone, Taken)
    assert gone.nearest
    assert draft.start not in {one.start_time for one in gone.nearest}
    assert isinstance(booking.check(replace(draft, start=gone.nearest[0].start_time)), Ready)


def test_an_opening_stolen_in_between_is_taken_and_nothing_of_ours_is_booked(
    booking, draft, intro, ana, door, calendly
):
    door("POST", "faults", kind="steal_opening")
    outcome = booking.book(draft, intro, KEY)
    assert isinstance(outcome, Taken)
    assert outcome.nearest
    assert held(ana, draft) == []
    assert calendly.count("POST /invitees") == 1


@pytest.mark.parametrize("fault", ["commit_then_500", "commit_then_hang"])
def test_a_lost_answer_is_unknown_posted_once_and_then_found(booking, draft, intro, ana, door, calendly, clock, fault):
    since = clock()
    door("POST", "faults", kind=fault, paths=["/invitees"])
    assert booking.book(draft, intro, KEY) == Unknown()
    found = booking.find_booked(draft, intro, KEY, since)
    assert isinstance(found, Booked)
    assert [event.id for event in held(ana, draft)] == [found.event_id]
    assert calendly.count("POST /invitees") == 1


def test_what_never_arrived_is_found_not_to_be_booked(booking, draft, intro, ana, door, clock):
    door("POST", "faults", kind="drop", paths=["/invitees"])
    assert booking.book(draft, intro, KEY) == Unknown()
    assert booking.find_booked(draft, intro, KEY, clock()) == NotBooked()
    assert held(ana, draft) == []


def test_another_booking_of_the_same_person_and_time_is_not_taken_for_this_one(booking, type_named, first, clock):
    demo = type_named("Product Demo")  # several may come
    draft = complete(demo, first(demo))
    booked = booking.book(draft, demo, KEY)
    assert booking.find_booked(draft, demo, "another", clock()) == NotBooked()
    assert booking.find_booked(draft, demo, KEY, clock()).invitee.id == booked.invitee.id


def test_a_booking_with_a_colleague_drawn_by_lot_is_found_by_who_may_look(booking, type_named, first, clock, ana):
    studio = type_named("Meet the Studio")
    draft = complete(studio, first(studio))
    booked = booking.book(draft, studio, KEY)
    assert booked.hosts[0].user != ana.owner.uri  # Ana is the busier of the two
    assert booking.find_booked(draft, studio, KEY, clock()).event_id == booked.event_id


def test_a_colleague_who_may_not_look_cannot_say_that_it_is_not_booked(account_of, type_named, first, clock, threads):
    studio = type_named("Meet the Studio")
    noah = Booking(account_of("noah"), clock, threads)
    assert noah.find_booked(complete(studio, first(studio)), studio, KEY, clock()) == Unknown()


def test_a_free_plan_gets_a_link_for_one_booking(booking, draft, intro, door, ana):
    door("PUT", "plans/keller", plan="free")
    outcome = booking.book(draft, intro, KEY)
    assert isinstance(outcome, PlanRequired)
    assert outcome.single_use
    assert outcome.link != intro.scheduling_url
    assert held(ana, draft) == []


def test_without_a_link_for_one_booking_the_types_own_is_handed_out(booking, draft, intro, door, calendly):
    door("PUT", "plans/keller", plan="free")
    calendly.switch(status=503, paths=["/scheduling_links"])
    assert booking.book(draft, intro, KEY) == PlanRequired(intro.scheduling_url, single_use=False)


def test_a_booking_whose_event_cannot_be_read_stands_all_the_same(booking, draft, intro, calendly, ana):
    calendly.switch(status=503, paths=["/scheduled_events/"])
    booked = booking.book(draft, intro, KEY)
    assert (booked.start, booked.end, booked.location) == (draft.start, draft.start + timedelta(minutes=30), None)
    calendly.well()
    assert [event.id for event in held(ana, draft)] == [booked.event_id]


def test_refusals_are_raised_and_nothing_is_booked(booking, draft, intro, ana, door):
    ana.calendly.event_types.update(intro.id, EventTypeChanges(active=False))
    with pytest.raises(NotFound):
        booking.book(draft, intro, KEY)
    ana.calendly.event_types.update(intro.id, EventTypeChanges(active=True, locations=[{"kind": "google_conference"}]))
    with pytest.raises(InvalidRequest):
        booking.book(draft, intro, KEY)
    door("POST", "faults", kind="rate_limited", paths=["/invitees"])
    with pytest.raises(RateLimited):
        booking.book(draft, intro, KEY)
    assert held(ana, draft) == []
