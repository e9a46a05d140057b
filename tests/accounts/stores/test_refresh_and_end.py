"""The refresh lease, new tokens, and what happens when Calendly ends a grant."""

from dataclasses import replace

import pytest

from parley.accounts.stores.base import SealedGrant
from tests.accounts.stores.ground import ANA, BEN, minute
from tests.support.desk import all_at_once


def test_of_twenty_at_once_exactly_one_gets_the_lease(ground):
    ground.grant("one")
    outcomes = all_at_once(20, lambda: ground.stores.grants.lease("one", 0, minute(0), minute(1)))
    assert sum(isinstance(outcome, SealedGrant) for outcome in outcomes) == 1
    assert outcomes.count(None) == 19


def test_a_lease_is_free_after_its_time_or_when_its_holder_releases_it(ground):
    grants = ground.stores.grants
    ground.grant("one")
    assert grants.lease("one", 0, minute(0), minute(1))
    assert not grants.lease("one", 0, minute(1), minute(2))
    assert grants.lease("one", 0, minute(1.1), minute(2))
    grants.release("one", minute(1))  # the first holder's: no more
    assert not grants.lease("one", 0, minute(1.2), minute(3))
    grants.release("one", minute(2))
    assert grants.lease("one", 0, minute(1.3), minute(3))


@pytest.mark.parametrize("state", ["waiting", "named"])
def test_only_a_live_grant_is_leased(ground, state):
    ground.grant("one", state)
    assert ground.stores.grants.lease("one", 0, minute(0), minute(1)) is None
    assert ground.stores.grants.lease("none", 0, minute(0), minute(1)) is None


def test_new_tokens_are_kept_over_those_they_followed_and_no_others(ground):
    grants = ground.stores.grants
    leased = grants.lease(ground.grant("one").id, 0, minute(0), minute(1))
    newer = replace(leased, access_token=b"a2", refresh_token=b"r2", expires_at=minute(240))
    assert grants.renew(newer)
    assert not grants.renew(replace(newer, refresh_token=b"late"))
    assert grants.get("one") == replace(newer, generation=1)
    assert grants.lease("one", 0, minute(0), minute(1)) is None
    assert grants.lease("one", 1, minute(0), minute(1)) == replace(newer, generation=1)


def test_tokens_of_a_grant_that_is_gone_are_not_kept(ground):
    leased = ground.stores.grants.lease(ground.grant("one").id, 0, minute(0), minute(1))
    ground.stores.grants.drop(ground.person())
    assert not ground.stores.grants.renew(leased)
    assert ground.states("one") == [None]


def test_a_grant_ends_once_and_only_at_the_generation_that_was_refused(ground):
    grants = ground.stores.grants
    grants.renew(ground.grant("one"))
    assert not grants.end("one", 0, minute(1))
    assert grants.end("one", 1, minute(1))
    assert not grants.end("one", 1, minute(2))
    assert ground.states("one") == ["ended"]
    assert grants.default_id(ground.person()) == "one"


def test_an_ended_grant_leaves_nothing_to_revoke(ground):
    ground.grant("one")
    ground.stores.grants.end("one", 0, minute(1))
    (dropped,) = ground.stores.grants.drop(ground.person())
    assert dropped.revocation_id is None
    assert ground.due() == []


def test_a_live_grant_takes_over_a_default_that_ended(ground):
    ground.grant("ended", at=1)
    ground.stores.grants.end("ended", 0, minute(2))
    ground.grant("live", owner=BEN, at=3)
    assert ground.stores.grants.default_id(ground.person()) == "live"


def test_ends_are_told_the_earliest_first_and_each_by_one_caller(ground):
    grants = ground.stores.grants
    for at, name in enumerate(("first", "second", "third")):
        ground.grant(name, owner=replace(ANA, uri=name))
        grants.end(name, 0, minute(at))
    assert [one.id for one in grants.ended_untold(minute(1), 5)] == ["first", "second"]
    assert [one.id for one in grants.ended_untold(minute(5), 1)] == ["first"]
    assert all_at_once(10, lambda: grants.tell("first", minute(6))).count(True) == 1
    assert [one.id for one in grants.ended_untold(minute(5), 5)] == ["second", "third"]


def test_nothing_is_told_of_a_grant_that_lives(ground):
    grants = ground.stores.grants
    grant = ground.grant("one")
    assert not grants.tell("one", minute(1))
    grants.end("one", 0, minute(1))
    assert grants.renew(grant)  # by a refresh that was under way all the time
    assert grants.ended_untold(minute(9), 5) == []
    assert not grants.tell("one", minute(9))
    assert not grants.tell("none", minute(9))
