"""A booking is posted once; what got lost is looked for, and posted again only when it is certainly not there."""

from dataclasses import replace

import pytest

from parley.calendly.errors import CalendlyDown, NotAllowed, RateLimited, ReconnectNeeded
from parley.operations.outcomes import Refused
from parley.scheduling.booking import Booking
from parley.scheduling.outcomes import Booked, NotBooked, Taken, Unknown
from tests.support.desk import all_at_once

LOST = {"kind": "bad_gateway", "paths": ["/invitees"]}
SILENT = {"kind": "commit_then_500", "paths": ["/invitees"]}


def test_it_is_booked_and_nothing_more_is_done_for_it(office, posts):
    operation = office.hand_in()
    assert office.operator.carry_out(operation.id)
    assert office.operator.carry_out(operation.id)
    done = office.now(operation)
    assert isinstance(done.outcome, Booked)
    assert done.outcome.invitee.tracking.utm_content == operation.key
    assert not done.doubted
    assert posts() == 1


def test_two_that_do_it_at_once_post_once(office, posts):
    operation = office.hand_in()
    all_at_once(4, lambda: office.operator.carry_out(operation.id))
    while not office.operator.carry_out(operation.id):
        pass
    assert isinstance(office.now(operation).outcome, Booked)
    assert posts() == 1


def test_an_opening_that_is_gone_is_not_even_asked_for(office, posts):
    request = office.request()
    office.operator.carry_out(office.hand_in("first", request).id)
    second = office.hand_in("second", request)
    assert office.operator.carry_out(second.id)
    assert office.now(second).outcome == Taken([])
    assert posts() == 1


def test_one_taken_in_the_very_moment_is_told_as_taken(office, calendly):
    calendly.arm({"kind": "steal_opening"})
    operation = office.hand_in()
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Taken)


def test_a_booking_whose_answer_got_lost_is_found(office, calendly, posts):
    calendly.arm(SILENT)
    operation = office.hand_in()
    assert not office.operator.carry_out(operation.id)
    assert office.now(operation).doubted
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Booked)
    assert posts() == 1


def test_until_it_is_certain_nothing_is_said_and_nothing_sent(office, calendly, clock, posts):
    calendly.arm(LOST)
    operation = office.hand_in()
    for _ in range(3):
        assert not office.operator.carry_out(operation.id)
        clock.pass_(seconds=9)
    assert posts() == 1


def test_then_it_is_sent_once_more(office, calendly, clock, posts):
    calendly.arm(LOST)
    operation = office.hand_in()
    office.operator.carry_out(operation.id)
    clock.pass_(seconds=31)
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Booked)
    assert posts() == 2


def test_and_never_a_third_time(office, calendly, clock, posts):
    operation = office.hand_in()
    for _ in range(2):
        calendly.arm(LOST)
        assert not office.operator.carry_out(operation.id)
        clock.pass_(seconds=31)
    assert office.operator.carry_out(operation.id)
    assert office.now(operation).outcome == NotBooked()
    assert posts() == 2


def test_a_second_booking_whose_answer_got_lost_is_found_as_well(office, calendly, clock, posts):
    calendly.arm(LOST)
    operation = office.hand_in()
    office.operator.carry_out(operation.id)
    calendly.arm(SILENT)
    clock.pass_(seconds=31)
    assert not office.operator.carry_out(operation.id)
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Booked)
    assert posts() == 2


def test_an_opening_gone_before_the_second_time_means_that_it_was_not_booked(office, calendly, clock, posts):
    calendly.arm(LOST)
    request = office.request()
    operation = office.hand_in("lost", request)
    office.operator.carry_out(operation.id)
    office.operator.carry_out(office.hand_in("faster", request).id)
    clock.pass_(seconds=31)
    assert office.operator.carry_out(operation.id)
    assert office.now(operation).outcome == NotBooked()
    assert posts() == 2


def test_while_calendly_cannot_be_asked_it_is_looked_for_further(office, calendly, clock):
    calendly.arm(SILENT)
    operation = office.hand_in()
    office.operator.carry_out(operation.id)
    calendly.switch(status=503)
    clock.pass_(minutes=20)
    assert not office.operator.carry_out(operation.id)
    calendly.well()
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Booked)


def test_what_is_never_found_out_is_said_to_be_unknown(office, calendly):
    calendly.arm(SILENT)
    operation = office.hand_in()
    office.operator.carry_out(operation.id)
    office.operator.give_up(operation.id)
    assert office.now(operation).outcome == Unknown()
    assert office.operator.carry_out(operation.id)


@pytest.mark.parametrize(
    ("mishap", "cause"),
    [
        (lambda calendly: calendly.switch(status=503), CalendlyDown),
        (lambda calendly: calendly.arm({"kind": "rate_limited", "paths": ["/invitees"]}), RateLimited),
    ],
)
def test_what_kept_it_from_being_sent_is_kept_and_it_can_be_said_yes_to_again(office, calendly, posts, mishap, cause):
    request = office.request()
    mishap(calendly)
    operation = office.hand_in("key", request)
    assert office.operator.carry_out(operation.id)
    failed = office.now(operation)
    assert isinstance(failed.outcome.problem(), cause)
    calendly.well()
    again = office.hand_in("key", request)
    assert (again.id, again.attempt, again.outcome, again.sends) == (failed.id, 2, None, 0)
    assert again.answer_key != failed.answer_key
    office.operator.carry_out(again.id)
    assert isinstance(office.now(again).outcome, Booked | type(failed.outcome))


def test_a_link_that_ended_is_told_as_ended(office, calendly, desk):
    request = office.request()
    calendly.reset()
    desk.sandbox.expire()
    operation = office.hand_in("key", request)
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome.problem(), ReconnectNeeded | NotAllowed)


def test_after_a_fault_of_ours_it_is_looked_for(office, monkeypatch, posts):
    operation, post = office.hand_in(), Booking.post

    def breaks_after(*args):
        post(*args)
        raise KeyError("ours")

    monkeypatch.setattr(Booking, "post", breaks_after)
    assert not office.operator.carry_out(operation.id)
    monkeypatch.undo()
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Booked)
    assert posts() == 1


def test_what_calendly_finds_wrong_leads_to_the_page(office):
    request = office.request()
    operation = office.hand_in("key", replace(request, draft=replace(request.draft, guests=("nobody",))))
    assert office.operator.carry_out(operation.id)
    assert isinstance(office.now(operation).outcome, Refused)


def test_calendlys_own_word_settles_what_was_looked_for(office, calendly, posts):
    calendly.arm(SILENT)
    operation = office.hand_in()
    assert not office.operator.carry_out(operation.id)
    assert office.operator.heard_of(operation.key).id == operation.id
    done = office.now(operation)
    assert isinstance(done.outcome, Booked)
    assert done.confirmed_at is not None
    assert office.operator.heard_of(operation.key) is None
    assert posts() == 1


def test_before_an_answer_is_missed_it_is_only_noted(office):
    operation = office.hand_in()
    assert office.operator.heard_of(operation.key) is None
    assert office.now(operation).confirmed_at is not None
    assert office.now(operation).outcome is None
    assert office.operator.heard_of("somebody else's") is None
