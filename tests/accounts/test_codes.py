"""Codes typed in a chat."""

import pytest
from sqlalchemy import select

from parley.accounts.codes import TRIES, CodeCheck
from parley.db.tables import grants, link_codes
from tests.support.desk import all_at_once


@pytest.fixture
def conversation(desk):
    return desk.meet(channel="rest")


@pytest.fixture
def connected(desk, conversation):
    return desk.connect(conversation, live=False)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def states(desk) -> list[str]:
    with desk.database.read() as connection:
        return list(connection.execute(select(grants.c.state)).scalars())


def test_a_code_has_six_digits_and_is_kept_as_a_digest_only(desk, connected):
    assert len(connected.code) == 6
    assert connected.code.isdigit()
    with desk.database.read() as connection:
        kept = connection.execute(select(link_codes)).one()
    assert kept.digest == desk.vault.digest("code", f"{connected.grant.id} {connected.code}")
    assert connected.code not in str(tuple(kept))


def test_the_right_code_names_the_grant_and_no_more(desk, conversation, connected):
    assert desk.connecting.named(conversation) is None
    assert desk.connecting.confirm(conversation, connected.code) == (CodeCheck.RIGHT, 0)
    assert desk.connecting.named(conversation) == connected.grant.owner
    assert desk.grants.of(conversation.principal_id) is None
    assert states(desk) == ["named"]


def test_a_code_is_void_after_its_right_use(desk, conversation, connected):
    desk.connecting.confirm(conversation, connected.code)
    assert desk.connecting.confirm(conversation, connected.code) == (CodeCheck.NOT_WAITING, 0)


def test_of_twenty_threads_with_the_right_code_exactly_one_is_right(desk, conversation, connected):
    outcomes = all_at_once(20, lambda: desk.codes.check(conversation.id, connected.code))
    assert [outcome[0] for outcome in outcomes].count(CodeCheck.RIGHT) == 1
    assert [outcome[0] for outcome in outcomes].count(CodeCheck.NOT_WAITING) == 19


def test_five_wrong_tries_end_the_code_and_its_waiting_grant(desk, conversation, connected):
    outcomes = [desk.connecting.confirm(conversation, wrong(connected.code)) for _ in range(TRIES)]
    assert outcomes == [
        (CodeCheck.WRONG, 4),
        (CodeCheck.WRONG, 3),
        (CodeCheck.WRONG, 2),
        (CodeCheck.WRONG, 1),
        (CodeCheck.NO_TRIES_LEFT, 0),
    ]
    assert desk.connecting.confirm(conversation, connected.code) == (CodeCheck.NOT_WAITING, 0)
    assert states(desk) == []


def test_the_right_code_still_works_on_the_fifth_try(desk, conversation, connected):
    for _ in range(TRIES - 1):
        desk.connecting.confirm(conversation, wrong(connected.code))
    assert desk.connecting.confirm(conversation, connected.code)[0] is CodeCheck.RIGHT


def test_threads_guessing_at_once_get_five_tries_between_them(desk, conversation, connected):
    outcomes = all_at_once(20, lambda: desk.codes.check(conversation.id, wrong(connected.code)))
    tried = [outcome[0] for outcome in outcomes if outcome[0] is not CodeCheck.NOT_WAITING]
    assert sorted(one.value for one in tried) == ["no_tries_left", "wrong", "wrong", "wrong", "wrong"]


def test_a_code_runs_out_after_ten_minutes_together_with_its_waiting_grant(desk, clock, conversation, connected):
    clock.pass_(minutes=10)
    assert desk.connecting.confirm(conversation, connected.code) == (CodeCheck.EXPIRED, 0)
    assert desk.connecting.confirm(conversation, connected.code) == (CodeCheck.NOT_WAITING, 0)
    assert states(desk) == []


def test_a_code_is_good_until_its_last_second(desk, clock, conversation, connected):
    clock.pass_(minutes=9, seconds=59)
    assert desk.connecting.confirm(conversation, connected.code)[0] is CodeCheck.RIGHT


def test_a_new_code_voids_the_earlier_one_and_its_waiting_grant(desk, conversation, connected):
    newer = desk.connect(conversation, "ben", live=False)
    assert len(states(desk)) == 1
    if newer.code != connected.code:
        assert desk.codes.check(conversation.id, connected.code)[0] is CodeCheck.WRONG
    outcome, grant_id, _ = desk.codes.check(conversation.id, newer.code)
    assert (outcome, grant_id) == (CodeCheck.RIGHT, newer.grant.id)


def test_a_code_means_nothing_in_somebody_elses_chat(desk, connected):
    stranger = desk.meet("stranger", channel="rest")
    assert desk.connecting.confirm(stranger, connected.code) == (CodeCheck.NOT_WAITING, 0)
    assert states(desk) == ["waiting"]


def test_another_persons_code_is_wrong_in_a_chat_that_waits_for_its_own(desk, conversation, connected):
    other = desk.meet("other", channel="rest")
    theirs = desk.connect(other, "ben", live=False)
    if theirs.code != connected.code:
        assert desk.codes.check(other.id, connected.code)[0] is CodeCheck.WRONG
    assert desk.codes.check(conversation.id, connected.code)[0] is CodeCheck.RIGHT


def test_a_code_is_not_in_what_is_printed_of_a_connected_account(connected):
    assert connected.code not in repr(connected)


@pytest.mark.parametrize("typed", ["", "abcdef", "0", "１２３４５６"])
def test_what_is_no_code_at_all_counts_as_a_wrong_one(desk, conversation, connected, typed):
    assert desk.codes.check(conversation.id, typed) == (CodeCheck.WRONG, None, 4)
