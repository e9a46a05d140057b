"""Guessing the code of somebody else's sign-in: five tries in all, however, wherever and how fast they are made."""

import uuid
from collections import Counter

import pytest

from tests.attacks.conftest import live
from tests.support.desk import all_at_once
from tests.support.signing_in import code_on, link_in, sign_in

TRIES = 5


@pytest.fixture
def code(gateway, link):
    """The code on the screen of somebody who followed the sender's link and signed in."""
    with gateway.browser() as victim:
        return code_on(sign_in(gateway, victim, link, person="ben"))


def guesses(code: str, count: int) -> list[str]:
    return [f"{(int(code) + step) % 10**6:06d}" for step in range(1, count + 1)]


def payloads(gateway) -> Counter[str]:
    return Counter(turn["payload"].partition("{")[0] for turn in gateway.rasa.turns if turn.get("payload"))


def test_code_guessing_one_after_the_other_ends_after_five(gateway, sender, code):
    for guess in guesses(code, 12):
        gateway.say(sender, guess)
    counted = payloads(gateway)
    assert counted["/EXTERNAL_code_wrong"] + counted["/EXTERNAL_code_no_tries_left"] == TRIES
    assert no_longer_works(gateway, sender, code)


def test_code_guessing_twenty_at_once_gets_five_tries_between_them(gateway, sender, code):
    waiting = guesses(code, 20)
    all_at_once(20, lambda: gateway.say(sender, waiting.pop()))
    counted = payloads(gateway)
    assert counted["/EXTERNAL_code_wrong"] + counted["/EXTERNAL_code_no_tries_left"] == TRIES
    assert no_longer_works(gateway, sender, code)


def test_code_guessing_from_other_conversations_costs_and_gains_nothing(gateway, sender, code):
    strangers = [f"{sender}-{uuid.uuid4().hex[:6]}" for _ in range(10)]
    for stranger in strangers:
        assert [part["text"] for part in gateway.say(stranger, code).json()] == [f"heard {code}"]
        gateway.say(stranger, guesses(code, 1)[0], key="beta-key-0123456789")
    assert not any(live(gateway, "rest", f"acme:{stranger}") for stranger in strangers)
    assert payloads(gateway)["/EXTERNAL_code_wrong"] == 0
    gateway.say(sender, code)  # whoever it is meant for still has all the tries
    assert payloads(gateway)["/EXTERNAL_code_wrong"] == 0
    assert gateway.rasa.turns[-1]["payload"].startswith("/EXTERNAL_")


def test_code_guessing_with_a_code_of_ones_own_waiting_does_not_reach_the_others(gateway, sender, code):
    """Two sign-ins wait in two chats; each chat's tries are about its own."""
    other = f"{sender}-other"
    with gateway.browser() as browser:
        own = code_on(sign_in(gateway, browser, link_in(gateway.say(other, "connect").json()[-1])))
    if own != code:
        gateway.say(other, code)
        assert payloads(gateway)["/EXTERNAL_code_wrong"] == 1
    assert live(gateway, "rest", f"acme:{other}") == []


def test_code_guessing_a_new_link_gives_no_new_tries_for_the_old_sign_in(gateway, sender, code):
    for guess in guesses(code, TRIES):
        gateway.say(sender, guess)
    gateway.say(sender, "connect")
    assert no_longer_works(gateway, sender, code)


def test_code_guessing_after_ten_minutes_there_is_nothing_to_guess(gateway, sender, code, clock):
    clock.pass_(minutes=10)
    gateway.say(sender, code)
    assert payloads(gateway)["/EXTERNAL_code_expired"] == 1
    assert no_longer_works(gateway, sender, code)


def no_longer_works(gateway, sender: str, code: str) -> bool:
    answer = [part["text"] for part in gateway.say(sender, code).json()]
    return answer[-1] == f"heard {code}" and live(gateway, "rest", f"acme:{sender}") == []
