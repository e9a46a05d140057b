"""Staying below the rate limit: what answers say is left is never overdrawn, by however many threads."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.calendly.client import Calendly, PersonalToken
from parley.calendly.errors import CalendlyDown, RateLimited
from parley.calendly.pacing import Pacing
from parley.calendly.timer import Deadline
from parley.calendly.transport import Transport, make_session
from tests.calendly.limited import LimitedCalendly
from tests.calendly.samples import sample, schema
from tests.calendly.wire import Reply
from tests.calendly.world_time import SharedTime, WorldTime

ME = {"resource": sample(schema("User"), full=True)}
PATIENCE = timedelta(minutes=10)


@pytest.mark.parametrize("threads", [1, 8, 40])
def test_200_reads_on_a_50_a_minute_plan_complete_without_a_single_429(wire, threads):
    time = SharedTime()
    calendly = wire.answer = LimitedCalendly(time.clock, ME)
    client = Calendly(Transport(make_session(), wire.url, time.clock, PATIENCE, time.timer), PersonalToken("free"))
    with ThreadPoolExecutor(threads) as pool:
        people = list(pool.map(lambda _: client.users.me(), range(200)))
    assert len(people) == 200
    assert calendly.answered == Counter({200: 200})
    assert 3 * 60 - 5 <= time.passed <= 5 * 60  # 50 at once, then 50 with each new minute


def test_each_token_has_its_own_allowance(wire):
    time = SharedTime()
    calendly = wire.answer = LimitedCalendly(time.clock, ME, limit=10)
    transport = Transport(make_session(), wire.url, time.clock, timedelta(), time.timer)
    for token in ("one", "two", "three"):
        for _ in range(10):
            Calendly(transport, PersonalToken(token)).users.me()
    assert calendly.answered == Counter({200: 30})
    assert time.passed == 0


def test_a_call_that_would_have_to_wait_too_long_is_not_made_and_says_until_when(wire):
    time = SharedTime()
    wire.answer = LimitedCalendly(time.clock, ME, limit=3)
    transport = Transport(make_session(), wire.url, time.clock, timedelta(seconds=4), time.timer)
    client = Calendly(transport, PersonalToken("free"))
    for _ in range(3):
        client.users.me()
    with pytest.raises(RateLimited) as limited:
        client.users.me()
    assert len(wire.seen) == 3
    assert limited.value.until == time.clock() + timedelta(seconds=61)
    client.within(timedelta(minutes=2)).users.me()
    assert len(wire.seen) == 4
    assert 60 <= time.passed <= 62


def test_a_write_waits_its_turn_too(wire):
    time = SharedTime()
    calendly = wire.answer = LimitedCalendly(time.clock, {"resource": {"booking_url": "https://x.example"}}, limit=1)
    client = Calendly(Transport(make_session(), wire.url, time.clock, PATIENCE, time.timer), PersonalToken("free"))
    client.links.single_use("https://x.example/event_types/T")
    client.links.single_use("https://x.example/event_types/T")
    assert calendly.answered == Counter({200: 2})
    assert time.passed >= 60


def test_without_rate_headers_nothing_is_held_back(wire):
    time = SharedTime()
    wire.says(Reply(200, ME))
    client = Calendly(Transport(make_session(), wire.url, time.clock, timedelta(), time.timer), PersonalToken("any"))
    for _ in range(30):
        client.users.me()
    assert time.slept == []


def paced(time, seconds=0.0):
    return Pacing(time.clock, time.timer), Deadline(timedelta(seconds=seconds), time.timer)


def told(left, reset=60, limit=50):
    return {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(left), "X-RateLimit-Reset": str(reset)}


def test_calls_under_way_count_as_not_yet_subtracted():
    pacing, now = paced(WorldTime())
    with pacing.call("key", now) as first:
        first.told(told(2))
    with pacing.call("key", now), pacing.call("key", now), pytest.raises(CalendlyDown), pacing.call("key", now):
        pytest.fail("a third call was let through where two remain")


def test_an_answer_that_was_overtaken_gives_nothing_back():
    pacing, now = paced(WorldTime())
    with pacing.call("key", now) as early:
        with pacing.call("key", now) as late:
            late.told(told(0))
        early.told(told(1))
    with pytest.raises(RateLimited), pacing.call("key", now):
        pytest.fail("a call was let through where none remains")


def test_an_answer_from_the_period_before_says_nothing_of_this_one():
    time = WorldTime()
    pacing, now = paced(time)
    with pacing.call("key", now) as slow:
        time.sleep(62)
        with pacing.call("key", now) as quick:
            quick.told(told(49))
        slow.told(told(0, reset=0))
    with pacing.call("key", now) as call:
        call.told(told(48))


def test_a_lost_answer_counts_as_one_call():
    pacing, now = paced(WorldTime())
    with pacing.call("key", now) as first:
        first.told(told(1))
    with pytest.raises(OSError, match="lost"), pacing.call("key", now):
        raise OSError("lost")
    with pytest.raises(RateLimited), pacing.call("key", now):
        pytest.fail("a call was let through where none may remain")


def test_after_a_429_nothing_is_sent_until_it_is_over():
    time = WorldTime()
    pacing, now = paced(time)
    with pacing.call("key", now) as refused:
        refused.told(told(7))
        refused.refused_until = time.clock() + timedelta(seconds=300)
    with pytest.raises(RateLimited) as limited, pacing.call("key", now):
        pytest.fail("a call was let through")
    assert limited.value.until == time.clock() + timedelta(seconds=300)
    time.sleep(300)
    with pacing.call("key", now) as call:
        call.told(told(40))


def test_what_is_idle_is_forgotten():
    time = WorldTime()
    pacing, now = paced(time)
    for number in range(3_000):
        with pacing.call(str(number), now) as call:
            call.told(told(49))
        time.sleep(1)
    assert len(pacing._buckets) < 1_100


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9), st.integers(0, 9)), max_size=60))
def test_however_answers_overlap_and_overtake_each_other_no_minute_is_overdrawn(steps):
    time, limit = WorldTime(), 10
    pacing, now = paced(time)
    under_way, used = [], Counter()

    def finish(held, call, headers):
        call.told(headers)
        held.__exit__(None, None, None)

    for begin, pass_, which in steps:
        for _ in range(begin):
            held = pacing.call("key", now)
            try:
                call = held.__enter__()
            except (RateLimited, CalendlyDown):
                break
            minute, second = divmod(int(time.clock().timestamp()), 60)
            used[minute] += 1
            assert used[minute] <= limit
            under_way.append((held, call, told(limit - used[minute], 60 - second, limit)))
        time.sleep(pass_)
        if under_way:
            finish(*under_way.pop(which % len(under_way)))
        for late in [one for one in under_way if time.clock() - one[1].began > timedelta(seconds=10)]:
            under_way.remove(late)
            finish(*late)
    for one in under_way:
        finish(*one)
