"""Which grants a person has, which takes whose place, and which is the default."""

from dataclasses import replace

from parley.accounts.stores.base import CodeCheck, SealedGrant
from tests.accounts.stores.ground import ANA, BEN, minute
from tests.support.desk import all_at_once


def test_a_grant_comes_back_as_it_was_kept(ground):
    kept = ground.grant("one")
    assert ground.stores.grants.get("one") == kept
    assert ground.stores.grants.settled(ground.person()) == [kept]
    assert ground.stores.grants.get("none") is None


def test_the_first_live_grant_is_the_default_and_the_next_is_not(ground):
    assert ground.stores.grants.default_id(ground.person()) is None
    ground.grant("first", at=1)
    ground.grant("second", owner=BEN, at=2)
    assert ground.stores.grants.default_id(ground.person()) == "first"
    assert [one.id for one in ground.stores.grants.settled(ground.person())] == ["first", "second"]


def test_a_live_grant_takes_the_place_of_the_same_owners_and_inherits_the_default(ground):
    ground.grant("old", at=1)
    ground.grant("other", owner=BEN, at=2)
    ground.grant("new", at=3)
    assert ground.states("old", "other", "new") == [None, "live", "live"]
    assert ground.stores.grants.default_id(ground.person()) == "new"
    assert ground.due() == ["r-old"]


def test_one_persons_grant_never_takes_the_place_of_anothers(ground):
    ground.grant("theirs", person="ben")
    ground.grant("mine", person="ana")
    assert ground.states("theirs", "mine") == ["live", "live"]


def test_only_settled_grants_of_the_person_can_be_made_the_default(ground):
    ground.grant("first", at=1)
    ground.grant("second", owner=BEN, at=2)
    ground.grant("named", "named", owner=BEN, at=3)
    ground.grant("theirs", person="ben")
    choose = ground.stores.grants.make_default
    assert [choose(ground.person(), name) for name in ("named", "theirs", "none", "second")] == [False] * 3 + [True]
    assert ground.stores.grants.default_id(ground.person()) == "second"


def test_a_default_that_goes_leaves_its_place_to_the_oldest(ground):
    for at, name in enumerate(("first", "second", "third")):
        ground.grant(name, owner=replace(ANA, uri=name), at=at)
    ground.stores.grants.make_default(ground.person(), "second")
    (dropped,) = ground.stores.grants.drop(ground.person(), "second")
    assert (dropped.grant_id, dropped.revocation_id) == ("second", "r-second")
    assert ground.stores.grants.default_id(ground.person()) == "first"
    ground.stores.grants.drop(ground.person())
    assert ground.stores.grants.default_id(ground.person()) is None


def test_dropping_touches_nobody_elses_and_no_other_states(ground):
    ground.grant("live")
    ground.grant("named", "named")
    ground.grant("theirs", "named", person="ben")
    assert [one.grant_id for one in ground.stores.grants.drop(ground.person(), states={"named"})] == ["named"]
    assert ground.stores.grants.drop(ground.person(), "theirs") == []
    assert ground.states("live", "named", "theirs") == ["live", None, "named"]


def test_a_named_grant_is_agreed_to_once_and_in_time(ground):
    ground.grant("old")
    ground.grant("named", "named", at=1)
    grants, person = ground.stores.grants, ground.person()
    assert grants.named(person, minute(30)).id == "named"
    assert grants.named(person, minute(31)) is None
    assert grants.agree(person, minute(31)) is None
    assert ground.states("old", "named") == ["live", "named"]
    agreed = grants.agree(person, minute(30))
    assert (agreed.state, agreed.linked_at, agreed.confirm_by) == ("live", minute(30), None)
    assert grants.agree(person, minute(30)) is None
    assert ground.states("old", "named") == [None, "live"]
    assert grants.default_id(person) == "named"


def test_of_twenty_at_once_exactly_one_agrees(ground):
    ground.grant("named", "named")
    person = ground.person()
    outcomes = all_at_once(20, lambda: ground.stores.grants.agree(person, minute(1)))
    assert sum(isinstance(outcome, SealedGrant) for outcome in outcomes) == 1
    assert outcomes.count(None) == 19


def test_a_later_named_grant_takes_the_place_of_the_one_before(ground):
    ground.grant("before", "named")
    ground.grant("after", "named", owner=BEN)
    assert ground.states("before", "after") == [None, "named"]
    assert ground.due() == ["r-before"]


def test_what_nobody_agreed_to_in_time_is_swept_a_batch_at_a_time(ground):
    ground.grant("live")
    for number in range(3):
        ground.waiting(f"late {number}", person=f"person {number}", at=number)
    ground.grant("in time", "named", at=9)
    assert ground.stores.grants.sweep(minute(35), 2) == 2
    assert ground.stores.grants.sweep(minute(35), 2) == 1
    assert ground.states("live", "late 0", "late 2", "in time") == ["live", None, None, "named"]
    assert set(ground.due()) == {"r-late 0", "r-late 1", "r-late 2"}
    assert ground.judged(CodeCheck.RIGHT, "person 1") == (CodeCheck.NOT_WAITING, None)
