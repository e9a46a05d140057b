"""Whatever people do, in whatever order: nobody is booked twice, and what is offered can be had."""

import random
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from parley.sandbox.bookings_made import Made
from parley.sandbox.clock import MovableClock
from parley.sandbox.drafts import InviteeDraft
from parley.sandbox.event_types import type_id
from parley.sandbox.openings import openings
from parley.sandbox.records import ScheduleRecord
from parley.sandbox.refusals import Refused
from parley.sandbox.samples import read_samples
from parley.sandbox.world import World

SAMPLES = read_samples()
KINDS = [
    ("ana", "portfolio"),
    ("ana", "demo"),
    ("ana", "studio"),
    ("ana", "kickoff"),
    ("ana", "strategy"),
    ("noah", "chat"),
    ("priya", "mentoring"),
    ("priya", "workshop"),
]
# A week before the clocks change in Europe, and just after they did in New York.
BEGIN = datetime(2027, 3, 22, 6, 40, tzinfo=UTC)
FILLED = [
    {"parameter": "event.start_time", "message": "That start time has been filled", "code": "already_filled"},
]
FOUR_WEEKS = timedelta(days=28)


class Audience:
    """Hears of everything and keeps it."""

    def __init__(self):
        self.told = []

    def announce(self, event, invitee, at):
        self.told.append((event, invitee))


def answers_for(sample):
    return [{"question": q.name, "answer": "Yes", "position": 0} for q in sample.questions if q.required]


def place_for(sample):
    if sample.pooling == "round_robin" or not sample.location:
        return None
    place = sample.location
    return {"kind": place.type, "location": place.location} if place.location else {"kind": place.type}


class Everybody(RuleBasedStateMachine):
    """Books, cancels, leaves, moves and lists, while time goes on."""

    booked = Bundle("booked")

    @initialize(minutes=st.integers(0, 20_000))
    def begin(self, minutes):
        self.real = BEGIN + timedelta(minutes=minutes)
        self.clock = MovableClock(lambda: self.real)
        self.world, self.audience = World(SAMPLES, self.clock), Audience()
        self.made = Made(self.world, self.clock, self.audience)
        self.count = 0

    def kind(self, name):
        found = self.world.event_type(type_id(*name))
        assert found is not None
        return found

    def try_to_book(self, kind, start, **more):
        self.count += 1
        draft = InviteeDraft("Lee Park", f"lee{self.count}@example.org", "Europe/Berlin")
        sample = kind.sample
        refusal = None
        try:
            return self.made.book(kind, start, draft, place_for(sample), answers_for(sample), [], {}, "api", **more)
        except Refused as refused:
            refusal = refused.details
        assert refusal == FILLED
        return None

    def listed(self, kind, start, length):
        return openings(self.world, kind, start, start + length, self.clock())

    @rule(target=booked, name=st.sampled_from(KINDS), hours=st.integers(0, 24 * 27), pick=st.integers(0, 10**6))
    def book_what_is_listed(self, name, hours, pick):
        kind = self.kind(name)
        found = self.listed(kind, self.clock() + timedelta(hours=hours), timedelta(days=2))
        if not found:
            return multiple()
        opening = found[pick % len(found)]
        made = self.try_to_book(kind, opening.start)
        assert made is not None, f"{name} at {opening.start} was listed"
        assert made.event.start == opening.start
        still = {one.start: one.remaining for one in self.listed(kind, opening.start, timedelta(microseconds=1))}
        if kind.sample.seats > 1:
            assert still.get(opening.start, 0) == opening.remaining - 1
        return made

    @rule(name=st.sampled_from(KINDS), minutes=st.integers(-600, 60 * 24 * 29).map(lambda value: value // 5 * 5))
    def book_at_any_time(self, name, minutes):
        """It works if and only if the list of a whole week around it has it."""
        kind = self.kind(name)
        start = (self.clock() + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
        start -= timedelta(minutes=start.minute % 15)
        around = self.listed(kind, start - timedelta(days=3), timedelta(days=7))
        offered = start in {opening.start for opening in around}
        assert (self.try_to_book(kind, start) is not None) == offered

    @rule(made=consumes(booked), reason=st.sampled_from([None, "Snow"]))
    def cancel(self, made, reason):
        event = self.world.event(made.event.id)
        expected = event.cancellation is None and event.start > self.clock()
        heard = len(self.audience.told)
        try:
            self.made.cancel(event.id, "Ana Keller", "host", reason)
        except Refused:
            assert not expected
            return
        assert expected
        assert len(self.audience.told) - heard == event.taken
        assert self.world.event(event.id).taken == 0

    @rule(made=booked)
    def leave(self, made):
        event = self.world.event(made.event.id)
        (invitee,) = [one for one in event.invitees if one.id == made.invitee.id]
        expected = invitee.cancellation is None and event.start > self.clock()
        try:
            left = self.made.leave(event.id, invitee.id, None)
        except Refused:
            assert not expected
            return
        assert expected
        assert left.event.taken == event.taken - 1
        assert (left.event.cancellation is not None) == (left.event.taken == 0)

    @rule(target=booked, made=consumes(booked), hours=st.integers(1, 400))
    def move(self, made, hours):
        event = self.world.event(made.event.id)
        kind = self.world.event_type(event.type_id)
        (old,) = [one for one in event.invitees if one.id == made.invitee.id]
        found = self.listed(kind, self.clock() + timedelta(hours=hours), timedelta(days=3))
        if not found or old.cancellation is not None or event.start <= self.clock():
            return multiple()
        uri = f"http://sandbox.test/scheduled_events/{event.id}/invitees/{old.id}"
        new = self.try_to_book(kind, found[-1].start, rescheduled_from=uri)
        assert new is not None
        moved = next(one for one in self.world.event(event.id).invitees if one.id == old.id)
        assert moved.new == f"{new.event.id}/{new.invitee.id}"
        assert new.invitee.old == f"{event.id}/{old.id}"
        assert moved.status == "canceled"
        return new

    @rule(minutes=st.integers(1, 60 * 24 * 8))
    def time_goes_on(self, minutes):
        self.clock.advance(minutes * 60)

    @invariant()
    def nobody_is_in_two_places_at_once(self):
        if not hasattr(self, "world"):
            return
        for person in self.world.people:
            today = self.clock().date()
            ahead = self.world.yet_unseen(person, today, today + FOUR_WEEKS)
            events = [event for event in (*self.world.events_of(person), *ahead) if event.cancellation is None]
            for earlier, later in pairwise(sorted(event.span for event in events)):
                assert earlier[1] <= later[0], person.sample.slug

    @invariant()
    def no_event_has_more_people_than_seats(self):
        if hasattr(self, "world"):
            assert all(event.taken <= event.kind.seats for event in self.world.notes.events.values())


# Bounded to about ten seconds.
Everybody.TestCase.settings = settings(
    max_examples=100, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestEverybody = Everybody.TestCase


@pytest.fixture
def world(clock):
    return World(SAMPLES, clock)


@pytest.mark.parametrize(("name", "seats"), [(("ana", "portfolio"), 1), (("ana", "demo"), 8)])
def test_forty_threads_after_one_opening_get_as_many_as_there_are_seats(world, clock, name, seats):
    audience = Audience()
    made, kind = Made(world, clock, audience), world.event_type(type_id(*name))
    start, ready = datetime(2026, 11, 19, 8, 30, tzinfo=UTC), threading.Barrier(40)
    outcomes = []

    def go(number):
        draft = InviteeDraft("Lee Park", f"lee{number}@example.org", "Europe/Berlin")
        ready.wait()
        try:
            made.book(kind, start, draft, place_for(kind.sample), answers_for(kind.sample), [], {}, "api")
        except Refused as refused:
            outcomes.append(refused.details[0]["code"])
        else:
            outcomes.append("booked")

    threads = [threading.Thread(target=go, args=(number,)) for number in range(40)]
    random.shuffle(threads)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already_filled"] * (40 - seats) + ["booked"] * seats
    (event,) = world.notes.events.values()
    assert event.taken == seats
    assert len(audience.told) == seats


def test_round_robin_takes_turns(world, clock):
    """Ana has more ahead of her, so Noah comes wherever both could."""
    made, kind = Made(world, clock, Audience()), world.event_type(type_id("ana", "studio"))
    hours = {"type": "wday", "wday": "thursday", "intervals": [{"from": "00:00", "to": "24:00"}]}
    for slug in ("ana", "noah"):
        made.schedule(ScheduleRecord(event_type=kind.id, host=slug, timezone="UTC", rules=[hours]))
    draft = InviteeDraft("Lee Park", "lee@example.org", "Europe/Berlin")
    start = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
    answers = answers_for(kind.sample)
    hosts = [made.book(kind, start, draft, None, answers, [], {}, "api").event.host.sample.slug for _ in range(2)]
    assert hosts == ["noah", "ana"]
    with pytest.raises(Refused):
        made.book(kind, start, draft, None, answers, [], {}, "api")
