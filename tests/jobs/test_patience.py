"""What jobs wait out: a database that cannot be reached, in whatever way that shows."""

import asyncio

import pytest
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from parley.jobs.homes import NoHome
from parley.jobs.patience import patiently

AWAY = (
    NoHome("gone"),
    OperationalError("SELECT 1", {}, Exception("server closed the connection")),
    InterfaceError("SELECT 1", {}, Exception("the connection is closed")),
    NoConnection("QueuePool limit of size 5 overflow 10 reached"),
)


@pytest.mark.parametrize("problem", AWAY, ids=lambda one: type(one).__name__)
def test_what_was_heard_is_noted_once_the_database_is_there_again(problem):
    tries = [problem, problem]

    async def note():
        if tries:
            raise tries.pop()
        return "noted"

    assert asyncio.run(patiently(note, first=0.01)) == "noted"


def test_what_may_pass_there_is_waited_out_as_long_as_was_said():
    async def busy():
        raise TimeoutError

    with pytest.raises(TimeoutError):
        asyncio.run(patiently(busy, also=(TimeoutError,), seconds=0.05, first=0.01))


def test_what_is_wrong_is_not_tried_for_hours():
    async def wrong():
        raise ValueError("no such notice")

    with pytest.raises(ValueError, match="no such notice"):
        asyncio.run(patiently(wrong))
