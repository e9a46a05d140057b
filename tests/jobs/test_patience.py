"""What jobs wait out: a database that cannot be reached, in whatever way that shows."""

import asyncio

import pytest
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from parley.jobs.calendars import _patiently
from parley.jobs.homes import NoHome

AWAY = (
    NoHome("gone"),
    OperationalError("SELECT 1", {}, Exception("server closed the connection")),
    InterfaceError("SELECT 1", {}, Exception("the connection is closed")),
    NoConnection("QueuePool limit of size 5 overflow 10 reached"),
)


@pytest.mark.parametrize("problem", AWAY, ids=lambda one: type(one).__name__)
def test_what_was_heard_is_noted_once_the_database_is_there_again(problem):
    tries = [problem, problem]

    def note():
        if tries:
            raise tries.pop()
        return "noted"

    assert asyncio.run(_patiently(note)) == "noted"


def test_what_is_wrong_is_not_tried_for_hours():
    def wrong():
        raise ValueError("no such notice")

    with pytest.raises(ValueError, match="no such notice"):
        asyncio.run(_patiently(wrong))
