"""The real processes with a proxy on every way between them, started once for all tests that break something."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests.faults.stack import Faulty, start

HOSTS = 150


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """Everything running, and the means to break it."""
    with start(tmp_path_factory.mktemp("faults"), HOSTS) as faulty:
        yield faulty


@pytest.fixture(scope="session")
def next_host() -> Callable[[], int]:
    """Return the number of a host whom no test had before."""
    return count().__next__
