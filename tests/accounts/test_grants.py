"""Grants: whose they are, when they count, and what is kept of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from parley.accounts.grants import REFRESH_LEASE, Owner
from parley.accounts.vault import CannotOpen
from parley.calendly.oauth import Tokens
from parley.db.tables import grants
from tests.support.clock import WEDNESDAY_NOON
from tests.support.desk import KEY, OTHER_KEY, all_at_once, make_desk

ANA = Owner("https://api.example/users/ANA", None, "Ana Keller", "ana@example.com", "Europe/Berlin", "24h")
BEN = replace(ANA, uri="https://api.example/users/BEN", name="Ben Ortiz")


def tokens(name: str = "first") -> Tokens:
    expires = WEDNESDAY_NOON + timedelta(hours=2)
    return Tokens(f"canary-access-{name}", f"canary-refresh-{name}", frozenset({"users:read"}), expires)


@pytest.fixture
def principal(desk):
    return desk.meet().principal_id


def count(desk) -> int:
    with desk.database.read() as connection:
        return len(connection.execute(select(grants.c.id)).all())


def activate(desk, grant) -> None:
    with desk.database.write() as connection:
        desk.grants.activate(connection, grant.id)


def test_a_live_grant_comes_back_as_it_was_stored(desk, principal):
    stored = desk.grants.add(principal, ANA, tokens(), live=True)
    assert desk.grants.of(principal) == stored
    assert (stored.owner, stored.tokens, stored.state) == (ANA, tokens(), "live")


def test_nobody_else_gets_it(desk, principal):
    desk.grants.add(principal, ANA, tokens(), live=True)
    assert desk.grants.of(desk.meet("somebody else").principal_id) is None


def test_a_live_grant_takes_the_place_of_the_same_owners_earlier_one(desk, principal):
    desk.grants.add(principal, ANA, tokens("first"), live=True)
    desk.grants.add(principal, ANA, tokens("second"), live=True)
    assert count(desk) == 1
    assert desk.grants.of(principal).tokens == tokens("second")


def test_a_live_grant_leaves_another_persons_grant_of_the_same_owner_alone(desk, principal):
    other = desk.meet("other").principal_id
    theirs = desk.grants.add(other, ANA, tokens("theirs"), live=True)
    desk.grants.add(principal, ANA, tokens("mine"), live=True)
    assert desk.grants.of(other) == theirs


def test_the_newest_account_is_the_one_that_counts(desk, clock, principal):
    desk.grants.add(principal, ANA, tokens("ana"), live=True)
    clock.pass_(minutes=1)
    desk.grants.add(principal, BEN, tokens("ben"), live=True)
    assert desk.grants.of(principal).owner == BEN


def test_a_waiting_grant_is_invisible_until_it_is_made_live(desk, principal):
    waiting = desk.grants.add(principal, ANA, tokens(), live=False)
    assert desk.grants.of(principal) is None
    activate(desk, waiting)
    assert desk.grants.of(principal).state == "live"
    assert desk.grants.of(principal).id == waiting.id


def test_a_waiting_grant_leaves_the_live_one_in_place_until_it_is_made_live(desk, principal):
    live = desk.grants.add(principal, ANA, tokens("old"), live=True)
    waiting = desk.grants.add(principal, ANA, tokens("new"), live=False)
    assert desk.grants.of(principal) == live
    activate(desk, waiting)
    assert count(desk) == 1
    assert desk.grants.of(principal).tokens == tokens("new")


def test_an_ended_grant_still_says_whose_it_was_but_gives_way_to_a_live_one(desk, clock, principal):
    desk.grants.end(desk.grants.add(principal, ANA, tokens("ana"), live=True))
    assert desk.grants.of(principal).state == "ended"
    live = desk.grants.add(principal, BEN, tokens("ben"), live=True)
    clock.pass_(minutes=1)
    assert desk.grants.of(principal) == live


def test_linking_again_clears_the_ended_grant_away(desk, principal):
    desk.grants.end(desk.grants.add(principal, ANA, tokens("ended"), live=True))
    desk.grants.add(principal, ANA, tokens("again"), live=True)
    assert count(desk) == 1
    assert desk.grants.of(principal).state == "live"


def test_an_erased_grant_is_gone(desk, principal):
    desk.grants.erase(desk.grants.add(principal, ANA, tokens(), live=True).id)
    assert count(desk) == 0


def test_a_row_copied_to_another_person_does_not_open(desk, principal):
    thief = desk.meet("thief").principal_id
    desk.grants.add(principal, ANA, tokens(), live=True)
    with desk.database.write() as connection:
        connection.execute(update(grants).values(principal_id=thief))
    with pytest.raises(CannotOpen):
        desk.grants.of(thief)


def test_tokens_swapped_within_a_row_do_not_open(desk, principal):
    desk.grants.add(principal, ANA, tokens(), live=True)
    with desk.database.write() as connection:
        swapped = {"access_token": grants.c.refresh_token, "refresh_token": grants.c.access_token}
        connection.execute(update(grants).values(swapped))
    with pytest.raises(CannotOpen):
        desk.grants.of(principal)


def test_tokens_are_stored_sealed_and_are_not_in_what_is_printed(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    with desk.database.read() as connection:
        row = connection.execute(select(grants)).one()
    assert b"canary" not in row.access_token + row.refresh_token
    assert "canary" not in repr(grant)


def test_after_a_key_rotation_old_rows_open_and_new_rows_use_the_new_key(desk, clock, principal):
    desk.grants.add(principal, ANA, tokens("old"), live=True)
    rotated = make_desk(desk.database, desk.sandbox, clock, (OTHER_KEY, KEY))
    assert rotated.grants.of(principal).tokens == tokens("old")
    rotated.grants.renew(rotated.grants.of(principal), tokens("new"))
    assert make_desk(desk.database, desk.sandbox, clock, (OTHER_KEY,)).grants.of(principal).tokens == tokens("new")


def test_of_twenty_threads_exactly_one_gets_the_lease(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    assert all_at_once(20, lambda: desk.grants.lease_refresh(grant)).count(True) == 1


def test_a_lease_is_free_again_once_it_is_released(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    assert desk.grants.lease_refresh(grant)
    desk.grants.release(grant)
    assert desk.grants.lease_refresh(grant)


def test_a_lost_lease_is_taken_over_after_its_time_and_not_before(desk, clock, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    assert desk.grants.lease_refresh(grant)
    clock.now += REFRESH_LEASE
    assert not desk.grants.lease_refresh(grant)
    clock.pass_(seconds=1)
    assert desk.grants.lease_refresh(grant)


def test_nobody_gets_a_lease_on_an_ended_or_waiting_grant(desk, principal):
    ended = desk.grants.add(principal, ANA, tokens(), live=True)
    desk.grants.end(ended)
    assert not desk.grants.lease_refresh(ended)
    assert not desk.grants.lease_refresh(desk.grants.add(principal, BEN, tokens(), live=False))


def test_renewing_keeps_both_new_tokens_and_the_scopes_and_ends_the_lease(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens("old"), live=True)
    desk.grants.lease_refresh(grant)
    renewed = desk.grants.renew(grant, tokens("new"))
    assert renewed.tokens == tokens("new")
    assert desk.grants.of(principal) == renewed
    assert desk.grants.lease_refresh(renewed)
