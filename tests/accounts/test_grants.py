"""Grants: whose they are, when they count, and what is kept of them."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from parley.accounts.vault import CannotOpen
from parley.db.tables import grants, principals
from tests.accounts.samples import ANA, BEN, ended, tokens
from tests.support.clock import WEDNESDAY_NOON
from tests.support.desk import KEY, OTHER_KEY, all_at_once, make_desk


@pytest.fixture
def principal(desk):
    return desk.meet().principal_id


def count(desk) -> int:
    with desk.database.read() as connection:
        return len(connection.execute(select(grants.c.id)).all())


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


def test_the_first_account_is_the_default_until_another_is_made_so(desk, clock, principal):
    ana = desk.grants.add(principal, ANA, tokens("ana"), live=True)
    clock.pass_(minutes=1)
    ben = desk.grants.add(principal, BEN, tokens("ben"), live=True)
    assert desk.grants.of(principal) == ana
    assert desk.grants.make_default(principal, ben.id)
    assert desk.grants.of(principal) == ben
    assert desk.grants.of(principal, ana.id) == ana


def test_a_named_grant_is_invisible_until_it_is_agreed_to(desk, principal):
    named = desk.grants.add(principal, ANA, tokens(), live=False, named=True)
    assert desk.grants.of(principal) is None
    assert desk.grants.all_of(principal) == []
    assert desk.grants.agree(principal) == ANA
    assert desk.grants.of(principal) == replace(named, state="live")


def test_a_named_grant_leaves_the_live_one_in_place_until_it_is_agreed_to(desk, principal):
    live = desk.grants.add(principal, ANA, tokens("old"), live=True)
    desk.grants.add(principal, ANA, tokens("new"), live=False, named=True)
    assert desk.grants.of(principal) == live
    assert desk.grants.agree(principal) == ANA
    assert count(desk) == 1
    assert desk.grants.of(principal).tokens == tokens("new")


def test_an_ended_default_still_says_whose_it_was_but_gives_way_to_the_next_link(desk, clock, principal):
    ended(desk, principal)
    assert (desk.grants.of(principal).owner, desk.grants.of(principal).state) == (ANA, "ended")
    clock.pass_(minutes=1)
    live = desk.grants.add(principal, BEN, tokens("ben"), live=True)
    assert desk.grants.of(principal) == live


def test_a_chosen_default_that_ended_is_not_quietly_another_account(desk, principal):
    ben = desk.grants.add(principal, BEN, tokens("ben"), live=True)
    ana = ended(desk, principal)
    desk.grants.make_default(principal, ana.id)
    assert desk.grants.of(principal).state == "ended"
    assert desk.grants.of(principal, ben.id) == ben


def test_accounts_are_listed_oldest_first_without_tokens_and_with_the_default_marked(desk, clock, principal):
    ben = desk.grants.add(principal, BEN, tokens("ben"), live=True)
    clock.pass_(minutes=1)
    ana = desk.grants.add(principal, ANA, tokens("ana"), live=True)
    listed = desk.grants.all_of(principal)
    assert [(one.id, one.owner, one.state, one.is_default) for one in listed] == [
        (ben.id, BEN, "live", True),
        (ana.id, ANA, "live", False),
    ]
    assert listed[0].since == WEDNESDAY_NOON
    assert "canary" not in repr(listed)


def test_a_stranger_can_neither_open_nor_choose_nor_unlink_somebodys_account(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    stranger = desk.meet("stranger").principal_id
    assert desk.grants.of(stranger, grant.id) is None
    assert not desk.grants.make_default(stranger, grant.id)
    assert desk.grants.unlink(stranger, grant.id) == []
    assert desk.grants.of(principal) == grant


def test_a_default_that_replaces_itself_stays_the_default(desk, clock, principal):
    desk.grants.add(principal, ANA, tokens("first"), live=True)
    clock.pass_(minutes=1)
    desk.grants.add(principal, BEN, tokens("ben"), live=True)
    clock.pass_(minutes=1)
    wider = desk.grants.add(principal, ANA, tokens("wider"), live=True)
    assert desk.grants.of(principal) == wider
    assert len(desk.grants.all_of(principal)) == 2


def test_an_unlinked_default_leaves_it_to_the_oldest_that_is_left(desk, clock, principal):
    first = desk.grants.add(principal, ANA, tokens("ana"), live=True)
    clock.pass_(minutes=1)
    second = desk.grants.add(principal, BEN, tokens("ben"), live=True)
    (dropped,) = desk.grants.unlink(principal, first.id)
    assert (dropped.owner, bool(dropped.revocation_id)) == (ANA, True)
    assert desk.grants.of(principal) == second


def test_an_account_linked_by_an_earlier_version_is_the_default_all_the_same(desk, principal):
    grant = desk.grants.add(principal, ANA, tokens(), live=True)
    with desk.database.write() as connection:
        connection.execute(update(principals).values(default_grant_id=None))
        connection.execute(update(grants).values(linked_at=None))
    assert desk.grants.of(principal) == grant
    assert desk.grants.all_of(principal)[0].is_default


def test_two_sign_ins_of_one_owner_at_once_leave_one_account(desk, principal):
    all_at_once(8, lambda: desk.grants.add(principal, ANA, tokens(), live=True))
    assert count(desk) == 1
    assert desk.grants.of(principal)
    assert len(desk.revocations.due()) == 7


def test_linking_again_clears_the_ended_grant_away(desk, principal):
    ended(desk, principal)
    desk.grants.add(principal, ANA, tokens("again"), live=True)
    assert count(desk) == 1
    assert desk.grants.of(principal).state == "live"


def test_an_unlinked_grant_is_gone(desk, principal):
    desk.grants.add(principal, ANA, tokens("live"), live=True)
    desk.grants.add(principal, BEN, tokens("named"), live=False, named=True)
    assert {one.owner for one in desk.grants.unlink_all(principal)} == {ANA, BEN}
    assert count(desk) == 0
    assert desk.grants.agree(principal) is None


def test_a_row_copied_to_another_person_does_not_open(desk, principal):
    thief = desk.meet("thief").principal_id
    desk.grants.add(principal, ANA, tokens(), live=True)
    with desk.database.write() as connection:
        connection.execute(update(grants).values(principal_id=thief))
        connection.execute(update(principals).values(default_grant_id=select(grants.c.id).scalar_subquery()))
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
    rotated.grants.renew(rotated.grants.lease_refresh(rotated.grants.of(principal)), tokens("new"))
    assert make_desk(desk.database, desk.sandbox, clock, (OTHER_KEY,)).grants.of(principal).tokens == tokens("new")
