"""Reads are tried again, after a while that differs each time, for as long as the caller has patience."""

from datetime import timedelta

import pytest

from parley.calendly.client import Calendly
from parley.calendly.errors import CalendlyDown, NotFound, RateLimited
from parley.calendly.transport import Transport, make_session
from tests.calendly.samples import sample, schema
from tests.calendly.wire import Reply
from tests.calendly.world_time import WorldTime
from tests.support.serving import listen

ME = Reply(200, {"resource": sample(schema("User"), full=True)})


@pytest.fixture
def time():
    return WorldTime()


def client_at(url, time, tokens, **budget):
    return Calendly(Transport(make_session(), url, time.clock, timedelta(**budget), time.timer, (0.5, 0.3)), tokens)


@pytest.mark.parametrize(
    "fault",
    [Reply(500), Reply(502, b"<html/>"), Reply(503), Reply(200, b"no"), Reply(lost="reset"), Reply(lost="hang")],
    ids=["500", "502", "503", "not JSON", "reset", "hang"],
)
def test_a_read_is_tried_again_after_a_passing_fault(wire, time, tokens, fault):
    wire.says(fault, fault, ME)
    assert client_at(wire.url, time, tokens, seconds=10).users.me()
    assert len(wire.seen) == 3
    assert len(time.slept) == 2


def test_trying_again_ends_with_the_budget(wire, time, tokens):
    wire.says(Reply(503))
    with pytest.raises(CalendlyDown):
        client_at(wire.url, time, tokens, seconds=10).users.me()
    assert 5 <= len(wire.seen) <= 30
    assert 8 <= time.passed <= 10


def test_the_caller_names_the_budget(wire, time, tokens):
    wire.says(Reply(503))
    client = client_at(wire.url, time, tokens, seconds=10)
    with pytest.raises(CalendlyDown):
        client.within(timedelta()).users.me()
    assert (len(wire.seen), time.slept) == (1, [])
    with pytest.raises(CalendlyDown):
        client.within(timedelta(minutes=1)).users.me()
    assert time.passed > 50


def test_nobody_at_the_address_is_tried_again_too(time, tokens):
    dead, address = listen()
    dead.close()
    with pytest.raises(CalendlyDown):
        client_at(address, time, tokens, seconds=3).users.me()
    assert len(time.slept) >= 2


def test_waits_differ_so_that_many_do_not_come_back_together(wire, time, tokens):
    wire.says(Reply(503))
    for _ in range(5):
        with pytest.raises(CalendlyDown):
            client_at(wire.url, time, tokens, seconds=2).users.me()
    firsts = {round(wait, 6) for wait in time.slept}
    assert len(firsts) == len(time.slept)


def test_a_429_is_waited_out_when_that_fits_the_budget(wire, time, tokens):
    wire.says(Reply(429, None, {"Retry-After": "7", "X-RateLimit-Reset": "42"}), ME)
    assert client_at(wire.url, time, tokens, seconds=10).users.me()
    assert len(wire.seen) == 2
    assert 7 < time.passed < 8


def test_a_429_that_does_not_fit_the_budget_says_until_when_at_once(wire, time, tokens):
    wire.says(Reply(429, None, {"X-RateLimit-Reset": "42"}), ME)
    with pytest.raises(RateLimited) as limited:
        client_at(wire.url, time, tokens, seconds=10).users.me()
    assert limited.value.until == time.clock() + timedelta(seconds=42)
    assert (len(wire.seen), time.slept) == (1, [])


def test_a_refusal_is_not_tried_again(wire, time, tokens):
    wire.says(Reply(404), ME)
    with pytest.raises(NotFound):
        client_at(wire.url, time, tokens, minutes=1).users.me()
    assert (len(wire.seen), time.slept) == (1, [])
