"""Tickets and states: kept, consumed once, swept."""

from dataclasses import replace

import pytest

from parley.accounts.stores.base import Once
from tests.accounts.stores.ground import minute
from tests.support.desk import all_at_once


@pytest.fixture(params=["tickets", "states"])
def once(request, ground):
    """A store of one-time things with one in it."""
    store = getattr(ground.stores, request.param)
    more = {"browser_digest": "b", "verifier": b"sealed"} if request.param == "states" else {}
    kept = Once("digest", ground.meet("ana")[1], frozenset({"a:read", "b:write"}), minute(10), **more)
    store.add(kept)
    return store, kept


def test_a_one_time_thing_is_found_as_it_was_kept_and_by_any_of_its_digests(once):
    store, kept = once
    assert store.find(["other", "digest"]) == kept
    assert store.find(["other"]) is None
    assert store.find([]) is None


def test_a_one_time_thing_is_consumed_once_and_remembered_as_used(once):
    store, kept = once
    assert store.consume(["digest"], minute(1)) == replace(kept, used_at=minute(1))
    assert store.consume(["digest"], minute(2)) is None
    assert store.find(["digest"]).used_at == minute(1)


def test_of_twenty_at_once_exactly_one_consumes_it(once):
    store, _ = once
    outcomes = all_at_once(20, lambda: store.consume(["digest"], minute(1)))
    assert sum(isinstance(outcome, Once) for outcome in outcomes) == 1
    assert outcomes.count(None) == 19


@pytest.mark.parametrize(("at", "consumed"), [(9.99, True), (10, False)])
def test_a_one_time_thing_is_good_until_it_expires(once, at, consumed):
    store, _ = once
    assert bool(store.consume(["digest"], minute(at))) is consumed


def test_old_one_time_things_are_swept_a_batch_at_a_time(once):
    store, kept = once
    for number in range(4):
        store.add(replace(kept, digest=f"digest {number}", expires_at=minute(20 + number)))
    assert store.sweep(minute(22), 3) == 3
    assert store.sweep(minute(22), 3) == 1
    assert store.find(["digest 3"])
