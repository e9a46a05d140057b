"""Codes that came by mail: the gateway tries them, and Rasa only hears what came of it."""

import pytest

from parley.accounts.people import People
from parley.accounts.vault import Vault
from parley.visits.ledger import Ledger
from parley.visits.proofs import Proofs
from tests.support.gateway import KEY


@pytest.fixture
def code(gateway, sender, clock):
    """The digits that were sent to somebody who has said hello."""
    gateway.say(sender, "hello")
    vault = Vault((KEY,))
    proofs = Proofs(gateway.database, Ledger(gateway.database, vault, clock), vault, clock)
    return proofs.ask(
        People(gateway.database, clock).meet("rest", f"acme:{sender}").principal_id, f"{sender}@example.com"
    )


def heard(gateway):
    return gateway.rasa.heard()[1:]


def wrong(code):
    return f"{(int(code.digits) + 1) % 10**6:06d}"


def test_the_right_code_never_reaches_rasa(gateway, sender, code):
    gateway.say(sender, f"{code.digits[:3]} {code.digits[3:]}")
    assert heard(gateway) == ["/EXTERNAL_visitor_known"]


def test_wrong_ones_are_counted_and_end(gateway, sender, code):
    for _ in range(5):
        gateway.say(sender, wrong(code))
    counted = [f'/EXTERNAL_visitor_code_wrong{{"tries_left": "{left}"}}' for left in (4, 3, 2, 1)]
    assert heard(gateway) == [*counted, "/EXTERNAL_visitor_code_over"]


def test_a_code_that_is_too_late_is_over(gateway, sender, code, clock):
    clock.pass_(minutes=10)
    gateway.say(sender, code.digits)
    assert heard(gateway) == ["/EXTERNAL_visitor_code_over"]


def test_six_digits_that_nobody_waits_for_are_a_text_like_any_other(gateway, sender):
    gateway.say(sender, "hello")
    gateway.say(sender, "482 193")
    assert heard(gateway) == ["482 193"]


def test_anothers_code_is_a_text_like_any_other(gateway, sender, code):
    gateway.say(f"{sender}-2", "hello")
    gateway.say(f"{sender}-2", code.digits)
    assert heard(gateway)[1:] == [code.digits]
