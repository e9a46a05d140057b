"""Several gateways on one PostgreSQL: each has a seat of its own, and an empty one's work is taken up by the others."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from parley.jobs.seats import Seats
from tests.support.stores import postgres


@pytest.fixture(scope="module")
def url():
    with postgres() as url:
        yield url


@pytest.fixture
def seats(url):
    """Give a function that makes one gateway's view."""
    made = []

    def make() -> Seats:
        made.append(Seats(url))
        return made[-1]

    yield make
    for one in made:
        one.leave()


def test_two_gateways_never_sit_on_one_seat(seats):
    first, second = seats(), seats()
    first.take()
    second.take()
    assert (first.name, second.name) == ("gateway-0", "gateway-1")


def test_a_seat_that_was_left_is_taken_again(seats):
    first, second, third = seats(), seats(), seats()
    first.take()
    second.take()
    first.leave()
    third.take()
    assert third.name == "gateway-0"


def test_the_empty_seats_are_those_on_which_nobody_sits_not_even_oneself(seats):
    first, second = seats(), seats()
    first.take()
    second.take()
    with second.empty() as empty:
        assert "gateway-0" not in empty
        assert "gateway-1" not in empty
        assert "gateway-2" in empty


def test_while_one_looks_after_the_empty_seats_nobody_else_does(seats):
    first, second = seats(), seats()
    first.take()
    second.take()
    with first.empty(), second.empty() as empty:
        assert empty == []


def test_one_that_starts_while_another_looks_after_the_empty_seats_waits_for_one(seats):
    first, second = seats(), seats()
    first.take()
    with ThreadPoolExecutor(1) as threads:
        with first.empty():
            taking = threads.submit(second.take)
            with pytest.raises(TimeoutError):
                taking.result(1)
        taking.result(60)
    assert second.name == "gateway-1"
