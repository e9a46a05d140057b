"""Codes, and the waiting grants that stand and fall with them."""

import itertools

from parley.accounts.stores.base import CodeCheck
from tests.accounts.stores.ground import BEN, minute
from tests.support.desk import all_at_once


def test_a_right_code_names_its_grant_and_is_used_up(ground):
    ground.grant("named before", "named", owner=BEN)
    ground.waiting("one")
    assert ground.judged(CodeCheck.RIGHT) == (CodeCheck.RIGHT, 4)
    assert ground.states("one", "named before") == ["named", None]
    assert ground.stores.grants.get("one").confirm_by == minute(30)
    assert ground.judged(CodeCheck.RIGHT) == (CodeCheck.NOT_WAITING, None)


def test_a_wrong_code_costs_a_try_and_the_last_one_costs_the_grant(ground):
    ground.waiting("one", tries=2)
    assert ground.judged(CodeCheck.WRONG) == (CodeCheck.WRONG, 1)
    assert ground.states("one") == ["waiting"]
    assert ground.judged(CodeCheck.WRONG) == (CodeCheck.NO_TRIES_LEFT, 0)
    assert ground.states("one") == [None]
    assert ground.due() == ["r-one"]


def test_a_code_waits_until_it_was_typed_or_ran_out(ground):
    ground.waiting("one")
    assert ground.waits(minute(9))
    assert not ground.waits(minute(9), person="ben")
    assert not ground.waits(minute(10))
    ground.judged(CodeCheck.RIGHT)
    assert not ground.waits(minute(9))


def test_an_expired_code_costs_the_grant(ground):
    ground.waiting("one")
    assert ground.judged(CodeCheck.EXPIRED)[0] is CodeCheck.EXPIRED
    assert ground.states("one") == [None]
    assert ground.judged(CodeCheck.RIGHT) == (CodeCheck.NOT_WAITING, None)


def test_a_new_code_takes_the_earlier_one_and_its_waiting_grant_away(ground):
    ground.waiting("one")
    ground.waiting("theirs", person="ben")
    ground.waiting("two")
    assert ground.states("one", "two", "theirs") == [None, "waiting", "waiting"]
    assert ground.judged(CodeCheck.RIGHT) == (CodeCheck.RIGHT, 4)
    assert ground.states("two", "theirs") == ["named", "waiting"]


def test_guesses_at_once_share_the_tries(ground):
    ground.waiting("one")
    outcomes = [one[0] for one in all_at_once(12, lambda: ground.judged(CodeCheck.WRONG))]
    tried = [one for one in outcomes if one is not CodeCheck.NOT_WAITING]
    assert sorted(one.value for one in tried) == ["no_tries_left", "wrong", "wrong", "wrong", "wrong"]


def test_signing_in_typing_agreeing_unlinking_and_sweeping_at_once_never_stand_in_each_others_way(ground):
    person, turns = ground.person(), itertools.count()
    works = (
        lambda: ground.waiting(f"sign-in {next(turns)}"),
        lambda: ground.judged(CodeCheck.RIGHT),
        lambda: ground.judged(CodeCheck.EXPIRED),
        lambda: ground.grant(f"live {next(turns)}"),
        lambda: ground.stores.grants.agree(person, minute(1)),
        lambda: ground.stores.grants.drop(person),
        lambda: ground.stores.grants.sweep(minute(90), 5),
    )
    outcomes = all_at_once(21, lambda: [works[next(turns) % len(works)]() for _ in range(14)])
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
