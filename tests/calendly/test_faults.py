"""Each way in which the sandbox can go wrong: the exception that the client makes of it, and how often it asked."""

from datetime import timedelta

import pytest

from parley.calendly.client import Calendly, PersonalToken
from parley.calendly.errors import (
    AuthExpired,
    CalendlyDown,
    InvalidRequest,
    OutcomeUnknown,
    RateLimited,
    ReconnectNeeded,
    SlotTaken,
)
from parley.calendly.transport import Transport, make_session
from tests.calendly.conftest import USEFUL
from tests.calendly.test_whole_sandbox import BEN, booking, first_opening, type_of
from tests.calendly.world_time import WorldTime


@pytest.fixture
def wanted(whole, clock):
    """A booking that would succeed if nothing went wrong."""
    solo = type_of(whole, kind="solo")
    return booking(solo, first_opening(whole, solo, clock).start_time)


@pytest.fixture
def fault(door):
    """Give a function that arms a fault."""
    return lambda kind, **more: door("POST", "faults", kind=kind, **more)


@pytest.fixture
def hasty(calendly, clock, sign_in):
    """Ana's Calendly, soon tired of waiting for an answer, with a stopwatch that nobody has to wait for."""
    time = WorldTime()
    transport = Transport(make_session(), calendly.url, clock, timedelta(seconds=4), time.timer, (0.5, 0.4))
    return Calendly(transport, PersonalToken(sign_in(scopes=USEFUL).access_token))


def booked(client, clock):
    """Return the events that the invitee of these tests has."""
    me = client.users.me().uri
    return list(client.events.list(user=me, invitee_email=BEN.email, status="active", min_start_time=clock()))


def test_an_opening_stolen_between_list_and_booking_is_taken(whole, wanted, fault, calendly):
    fault("steal_opening")
    with pytest.raises(SlotTaken):
        whole.bookings.book(wanted)
    assert calendly.count("POST /invitees") == 1


@pytest.mark.parametrize("kind", ["commit_then_500", "commit_then_hang"])
def test_a_booking_that_was_made_but_not_confirmed_is_unknown_and_found_by_looking(
    hasty, wanted, fault, calendly, clock, kind
):
    fault(kind, paths=["/invitees"])
    with pytest.raises(OutcomeUnknown):
        hasty.bookings.book(wanted)
    assert calendly.count("POST /invitees") == 1
    assert [event.start_time for event in booked(hasty, clock)] == [wanted.start_time]


def test_a_booking_whose_connection_was_dropped_is_unknown_and_here_was_not_made(hasty, wanted, fault, calendly, clock):
    fault("drop", paths=["/invitees"])
    with pytest.raises(OutcomeUnknown):
        hasty.bookings.book(wanted)
    assert calendly.count("POST /invitees") == 1
    assert booked(hasty, clock) == []


def test_a_booking_behind_a_broken_proxy_is_unknown(hasty, wanted, fault, calendly):
    fault("bad_gateway", paths=["/invitees"])
    with pytest.raises(OutcomeUnknown):
        hasty.bookings.book(wanted)
    assert calendly.count("POST /invitees") == 1


def test_a_lost_answer_to_a_refresh_is_asked_for_once_and_the_old_token_is_spent(oauth, sign_in, fault, calendly):
    tokens = sign_in()
    before = calendly.count("POST /oauth/token")
    fault("lose_refresh_answer")
    with pytest.raises(CalendlyDown):
        oauth.refresh(tokens.refresh_token)
    assert calendly.count("POST /oauth/token") - before == 1
    with pytest.raises(ReconnectNeeded):
        oauth.refresh(tokens.refresh_token)


def test_a_401_in_mid_session_is_overcome_by_one_renewal(whole, fault, calendly):
    fault("unauthenticated", paths=["/users"])
    assert whole.users.me()
    assert calendly.count("GET /users/me") == 2


def test_a_401_that_stays_is_told_after_one_renewal(whole, fault, calendly):
    fault("unauthenticated", paths=["/users"], times="always")
    with pytest.raises(AuthExpired):
        whole.users.me()
    assert calendly.count("GET /users/me") == 2


def test_a_429_says_until_when_and_nothing_is_asked_before(whole, fault, calendly, clock):
    fault("rate_limited", paths=["/users"])
    for _ in range(2):
        with pytest.raises(RateLimited) as limited:
            whole.users.me()
    assert clock() < limited.value.until <= clock() + timedelta(seconds=61)
    assert calendly.count("GET /users/me") == 1
    clock.pass_(seconds=61)
    assert whole.users.me()


def test_a_400_without_details_is_told_all_the_same(whole, wanted, fault, calendly):
    nameless = wanted.model_copy(update={"start_time": wanted.start_time + timedelta(minutes=7)})
    fault("no_details", paths=["/invitees"])
    with pytest.raises((SlotTaken, InvalidRequest)):
        whole.bookings.book(nameless)
    assert calendly.count("POST /invitees") == 1


@pytest.mark.parametrize("kind", ["bad_gateway", "drop"])
def test_a_read_is_asked_for_again_after_a_passing_fault(hasty, fault, calendly, kind):
    fault(kind, paths=["/users"])
    assert hasty.users.me()
    assert calendly.count("GET /users/me") == 2


@pytest.mark.parametrize("kind", ["bad_gateway", "drop"])
def test_a_read_gives_up_when_a_fault_stays(hasty, fault, calendly, kind):
    fault(kind, paths=["/users"], times="always")
    with pytest.raises(CalendlyDown):
        hasty.users.me()
    assert 3 <= calendly.count("GET /users/me") <= 30


def test_a_slow_answer_is_waited_for_and_a_too_slow_one_is_asked_for_again(hasty, fault, calendly):
    fault("slow", paths=["/users"], ms=100)
    assert hasty.users.me()
    assert calendly.count("GET /users/me") == 1
    fault("slow", paths=["/users"], ms=1500)
    assert hasty.users.me()
    assert calendly.count("GET /users/me") == 3
