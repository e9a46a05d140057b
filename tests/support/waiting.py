"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable

from tests.support.serving import PATIENCE


def until(is_so: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until something is so; AssertionError when it is not after `patience` seconds."""
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
