"""The real processes with a proxy on every way between them, started once for all tests that break something."""

import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests.faults.servers import servers
from tests.faults.stack import Faulty, start

# More than all tests here have conversations: nobody has a host whom another one has had.
HOSTS = 300
SERVERS = ("PARLEY_TEST_POSTGRES_URL", "PARLEY_TEST_REDIS_URL")


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """Everything running, and the means to break it."""
    with start(tmp_path_factory.mktemp("faults"), HOSTS) as faulty:
        yield faulty


@pytest.fixture(scope="session")
def scaled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """The same with two gateways, Rasas and action servers on one PostgreSQL and one Redis."""
    missing = [name for name in SERVERS if not os.environ.get(name)]
    if missing:
        pytest.skip(f"{' and '.join(missing)} is not set")
    folder = tmp_path_factory.mktemp("scaled")
    with servers() as addresses, start(folder, HOSTS, twice=True, **addresses) as scaled:
        yield scaled


@pytest.fixture(scope="session")
def next_host() -> Callable[[], int]:
    """Return the number of a host whom no test had before."""
    return count().__next__
