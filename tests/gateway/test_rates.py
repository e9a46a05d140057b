"""How much may be said: a friendly sentence, and nothing that reaches Rasa."""

import pytest

from parley.gateway.rates import Rates, address_of
from tests.support.chat import opened
from tests.support.gateway import make_settings, serving_gateway
from tests.support.stores import copied

pytestmark = pytest.mark.anyio


@pytest.fixture
def hurried(rasa, calendly, _migrated, tmp_path, clock):
    """A gateway that takes three messages an hour from a visitor."""
    more = {"visitor_rate": "3/hour"}
    with serving_gateway(rasa, calendly, copied(_migrated, tmp_path), tmp_path, clock, **more) as gateway:
        yield gateway


@pytest.fixture
def rates(rasa, calendly, tmp_path):
    """Give a function that makes a count of its own."""
    fixed = {"public_url": "http://x.test", "database_url": "sqlite://", "web": tmp_path}
    return lambda **more: Rates(make_settings(rasa, calendly, **{**fixed, **more}))


async def test_who_says_too_much_is_told_how_long_to_wait_and_others_are_not_held_up(hurried):
    async with opened(hurried.url) as chat, opened(hurried.url) as other:
        answers = [await chat.say(f"m{number}") for number in range(4)]
        assert [one["ok"] for one in answers] == [True, True, True, False]
        assert answers[3]["error"].startswith("That was a lot at once. Please send this again in ")
        assert (await other.say("hello"))["ok"]
    assert hurried.rasa.heard() == ["m0", "m1", "m2", "hello"]


async def test_an_address_has_a_limit_of_its_own_however_many_visitors_it_sends(rates):
    counted = rates(address_rate="3/hour")
    waits = [await counted.wait(f"visitor-{number}", "203.0.113.7") for number in range(4)]
    assert waits[:3] == [0, 0, 0]
    assert 3500 < waits[3] <= 3600
    assert await counted.wait("visitor", "203.0.113.8") == 0


async def test_this_machines_own_address_is_everybodys(rates):
    counted = rates(address_rate="1/hour")
    assert [await counted.wait(f"visitor-{number}", "127.0.0.1") for number in range(3)] == [0, 0, 0]


async def test_when_nobody_can_count_nobody_is_held_up(rates):
    counted = rates(visitor_rate="1/hour", redis_url="redis://127.0.0.1:1/0")
    assert [await counted.wait("visitor", "203.0.113.7") for _ in range(2)] == [0, 0]


def test_the_address_is_the_one_the_server_saw():
    assert address_of({"asgi.scope": {"client": ("203.0.113.7", 1)}, "REMOTE_ADDR": "127.0.0.1"}) == "203.0.113.7"
    assert address_of({"asgi.scope": {"client": None}}) == ""
    assert address_of({}) == ""
