"""Who may refresh a grant, what is kept of it, and how its end is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from parley.accounts.grants import REFRESH_LEASE, Lease
from parley.db.tables import grants
from tests.accounts.samples import ANA, BEN, ended, tokens
from tests.support.desk import all_at_once


@pytest.fixture
def principal(desk):
    return desk.meet().principal_id


def count(desk) -> int:
    with desk.database.read() as connection:
        return len(connection.execute(select(grants.c.id)).all())


def test_of_twenty_threads_exactly_one_gets_the_lease(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    leases = all_at_once(20, lambda: desk.grants.lease_refresh(grant))
    assert sum(isinstance(lease, Lease) for lease in leases) == 1
    assert leases.count(None) == 19


def test_a_lease_is_free_again_once_it_is_released(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    desk.grants.release(desk.grants.lease_refresh(grant))
    assert desk.grants.lease_refresh(grant)


def test_a_lease_that_ran_out_cannot_end_the_one_that_followed_it(desk, clock, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    lost = desk.grants.lease_refresh(grant)
    clock.now += REFRESH_LEASE + timedelta(seconds=1)
    assert desk.grants.lease_refresh(grant)
    desk.grants.release(lost)
    assert not desk.grants.lease_refresh(grant)


def test_a_lost_lease_is_taken_over_after_its_time_and_not_before(desk, clock, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    assert desk.grants.lease_refresh(grant)
    clock.now += REFRESH_LEASE
    assert not desk.grants.lease_refresh(grant)
    clock.pass_(seconds=1)
    assert desk.grants.lease_refresh(grant)


def test_nobody_gets_a_lease_on_an_ended_or_waiting_grant(desk, principal):
    assert not desk.grants.lease_refresh(ended(desk, principal))
    assert not desk.grants.lease_refresh(desk.grants.add(principal, BEN, tokens(), live=False))


def test_nobody_gets_a_lease_on_tokens_that_were_renewed_since(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    desk.grants.renew(desk.grants.lease_refresh(grant), tokens("new"))
    assert not desk.grants.lease_refresh(grant)


def test_renewing_keeps_both_new_tokens_and_the_scopes_and_ends_the_lease(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens("old"), live=True)
    renewed = desk.grants.renew(desk.grants.lease_refresh(grant), tokens("new"))
    assert renewed.tokens == tokens("new")
    assert desk.grants.of(principal) == renewed
    assert desk.grants.lease_refresh(renewed)


def test_an_end_that_was_overtaken_by_a_refresh_is_none(desk, clock, principal):
    grant = desk.grants.add(principal, ANA, tokens("old"), live=True)
    slow = desk.grants.lease_refresh(grant)
    clock.now += REFRESH_LEASE + timedelta(seconds=1)
    prober = desk.grants.lease_refresh(grant)
    renewed = desk.grants.renew(slow, tokens("new"))
    assert not desk.grants.end(prober)
    assert desk.grants.of(principal) == renewed


def test_a_refresh_that_was_overtaken_by_its_own_probe_makes_the_grant_live_again(desk, clock, principal):
    grant = desk.grants.add(principal, ANA, tokens("old"), live=True)
    slow = desk.grants.lease_refresh(grant)
    clock.now += REFRESH_LEASE + timedelta(seconds=1)
    assert desk.grants.end(desk.grants.lease_refresh(grant))
    clock.pass_(minutes=5)
    assert desk.grants.ended_untold()
    renewed = desk.grants.renew(slow, tokens("new"))
    assert desk.grants.of(principal) == renewed
    assert desk.grants.ended_untold() == []


def test_tokens_of_a_grant_that_was_unlinked_during_its_refresh_are_left_to_be_revoked(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens("old"), live=True)
    lease = desk.grants.lease_refresh(grant)
    desk.grants.unlink(principal, grant.id)
    assert len(desk.revocations.due()) == 1
    assert desk.grants.renew(lease, tokens("new")) is None
    assert len(desk.revocations.due()) == 2
    assert count(desk) == 0


def test_an_end_is_told_by_one_caller_of_twenty(desk, clock, principal):
    grant = ended(desk, principal)
    assert desk.grants.ended_untold() == []  # a moment's grace: the chat may be saying it
    clock.pass_(minutes=1)
    (untold,) = desk.grants.ended_untold()
    assert (untold.grant_id, untold.principal_id, untold.owner) == (grant.id, principal, ANA)
    assert all_at_once(20, lambda: desk.grants.told(grant.id)).count(True) == 1
    assert desk.grants.ended_untold() == []


def test_an_end_is_not_told_once_the_account_is_linked_again(desk, clock, principal):
    grant = ended(desk, principal)
    desk.grants.add(principal, ANA, tokens("again"), live=True)
    clock.pass_(minutes=5)
    assert desk.grants.ended_untold() == []
    assert not desk.grants.told(grant.id)
