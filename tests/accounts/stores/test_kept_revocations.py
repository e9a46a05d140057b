"""Revocations that wait."""

from parley.accounts.stores.base import SealedRevocation
from tests.accounts.stores.ground import minute


def test_a_revocation_is_due_the_oldest_first_until_it_was_tried_and_again_later(ground):
    store = ground.stores.revocations
    for number in (2, 1, 3):
        store.add(SealedRevocation(f"r{number}", b"sealed", minute(number), minute(number)))
    assert store.due(minute(2), 5) == ["r1", "r2"]
    assert store.due(minute(9), 1) == ["r1"]
    store.tried("r1", minute(20))
    assert store.due(minute(9), 5) == ["r2", "r3"]
    assert store.get("r1") == SealedRevocation("r1", b"sealed", minute(1), minute(20), 1)


def test_a_revocation_is_erased_or_given_up(ground):
    store = ground.stores.revocations
    for number in range(3):
        store.add(SealedRevocation(f"r{number}", b"sealed", minute(number), minute(number)))
    store.erase("r2")
    store.erase("none")
    assert store.give_up(minute(0)) == 1
    assert store.due(minute(9), 5) == ["r1"]
    assert store.get("r2") is None
