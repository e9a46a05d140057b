"""Waiting for what is done behind the scenes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from dbos import DBOS

from parley.jobs import engine

UNFINISHED = ["ENQUEUED", "PENDING"]
TELLING = ("heard", "release", "tell", "call_back", "answer")


@contextmanager
def unscheduled() -> Iterator[None]:
    """Let no chore be done by the machine's clock: a test that wants one done calls it."""
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(engine, "chores", SimpleNamespace(prepare=lambda *, shared: None))
        yield


def calm(seconds: float = 20.0) -> bool:
    """Wait until all news are told; those that still are not by then never will be: then False.

    Those of other gateways in this process count, too, and may be trying again more and more slowly.
    """
    deadline = time.monotonic() + seconds
    while unfinished := _unfinished():
        if time.monotonic() > deadline:
            DBOS.cancel_workflows(unfinished)
            return False
        time.sleep(0.02)
    return True


def _unfinished() -> list[str]:
    return [
        one.workflow_id
        for name in TELLING
        for one in DBOS.list_workflows(name=name, status=UNFINISHED, load_input=False, load_output=False)
    ]
