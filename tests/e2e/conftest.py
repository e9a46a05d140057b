"""The real processes, started once on free ports, with a Calendly sandbox of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parley.supervisor.stack import Stack
from tests.e2e.running import Running, start

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Everything running, and the means to look at it."""
    with start(ROOT, tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture
def stack(running: Running) -> Stack:
    """The processes themselves, for tests that stop and start them."""
    return running.stack
