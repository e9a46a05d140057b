"""The steps of a piece of work as the outside sees them, and death at a chosen one.

A step is the moment before or after a write is committed, or before or after a request to Calendly: between two steps
nothing happens that a restart could notice.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from parley.db.tables import metadata

WRITES = ("INSERT", "UPDATE", "DELETE")
BEGINS_A_JOB = ("INSERT", "workflow_status")
# What begins by the clock is no part of the work that is watched.
BY_THE_CLOCK = "sched-"


class Steps:
    """Counts the steps and kills the process at number `fatal`, if it comes to that."""

    def __init__(self, fatal: int | None) -> None:
        self.names: list[str] = []
        self._fatal = fatal
        self._lock = threading.Lock()
        self._writing = threading.local()

    def reach(self, name: str) -> None:
        """Take note of a step, or die in it."""
        with self._lock:
            self.names.append(name)
            if len(self.names) == self._fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    def wrote(self, statement: str, values: object) -> None:
        """Take note of a statement, if it writes what is ours or begins a job; a job's own books are its affair."""
        words = statement.split()
        if words[0] not in WRITES:
            return
        table = words[1 if words[0] == "UPDATE" else 2].rpartition(".")[2].strip('"')
        begins = (words[0], table) == BEGINS_A_JOB and BY_THE_CLOCK not in str(values)
        if table in metadata.tables or begins:
            self._written().append(f"{words[0]} {table}")

    def written(self) -> str:
        """Return what this thread's transaction wrote, once."""
        what = ", ".join(dict.fromkeys(self._written()))
        self._written().clear()
        return what

    def _written(self) -> list[str]:
        if not hasattr(self._writing, "what"):
            self._writing.what = []
        return self._writing.what


@contextmanager
def watched(fatal: int | None) -> Iterator[Steps]:
    """Watch every database and every request of this process while the context lasts."""
    steps = Steps(fatal)
    commit, send = DefaultDialect.do_commit, requests.Session.send

    def before(_connection: Any, _cursor: Any, statement: str, values: object, *_: Any) -> None:
        steps.wrote(statement, values)

    event.listen(Engine, "before_cursor_execute", before)
    DefaultDialect.do_commit = _commit(commit, steps)
    requests.Session.send = _send(send, steps)
    try:
        yield steps
    finally:
        event.remove(Engine, "before_cursor_execute", before)
        DefaultDialect.do_commit, requests.Session.send = commit, send


def _commit(original: Callable[..., Any], steps: Steps) -> Callable[..., Any]:
    def commit(dialect: Any, connection: Any) -> None:
        what = steps.written()
        if what:
            steps.reach(f"before the commit of {what}")
        original(dialect, connection)
        if what:
            steps.reach(f"after the commit of {what}")

    return commit


def _send(original: Callable[..., Any], steps: Steps) -> Callable[..., Any]:
    def send(session: Any, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        call = f"{request.method} {urlsplit(str(request.url)).path}"
        steps.reach(f"before {call}")
        answer = original(session, request, **more)
        steps.reach(f"after {call}")
        return answer

    return send
