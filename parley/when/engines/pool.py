"""A few workers, one caller each; one that hangs is killed and another stands by."""

import contextlib
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

import structlog

from parley.when.engines.child import Child, Missed, duckling_command
from parley.when.engines.hits import Asked, EngineError, Hit, both_of
from parley.when.spans import By

DEADLINE = 0.4  # seconds for one text, waiting for a free worker included
WORKERS = 3
# Duckling keeps about 0.7 kB of every call.
CALLS_OF_A_WORKER = 5_000
POISONS_KEPT = 1_000
# Only a longer text can be slow. One worker is kept free of them, so a short text never waits behind a slow one.
LONG = 60
log = structlog.get_logger(__name__)


class Pool:
    """Duckling in child processes, safe to share between threads."""

    by: By = "duckling"

    def __init__(
        self,
        workers: int = WORKERS,
        deadline: float = DEADLINE,
        calls: int = CALLS_OF_A_WORKER,
        command: Callable[[], list[str]] = duckling_command,
    ) -> None:
        """Start the workers; EngineError where Duckling cannot run. `calls` is after how many each is replaced."""
        self._deadline, self._calls, self._command = deadline, calls, command
        self._free: queue.LifoQueue[Child] = queue.LifoQueue()
        self._poisons = _Poisons(POISONS_KEPT)
        self._closed = threading.Event()
        self._long_texts = threading.BoundedSemaphore(max(1, workers - 1))
        starting = [Child(command()) for _ in range(workers)]
        try:
            for child in starting:
                child.wait_until_ready()
                self._free.put(child)
        except EngineError:
            for child in starting:
                child.end()
            raise

    def read(self, asked: Asked) -> list[list[Hit]]:
        """Return the hits of each piece; EngineError after the deadline, or at once for what missed it before."""
        if asked.pieces in self._poisons:
            raise Missed("this text has missed the deadline before")
        until = time.monotonic() + self._deadline
        if sum(map(len, asked.pieces)) <= LONG:
            return self._ask(asked, until)
        if not self._long_texts.acquire(timeout=self._deadline):
            raise EngineError("too many long texts at once")
        try:
            return self._ask(asked, until)
        finally:
            self._long_texts.release()

    def close(self) -> None:
        """End the workers that nobody uses; those in use end when they are given back."""
        self._closed.set()
        with contextlib.suppress(queue.Empty):
            while True:
                self._free.get_nowait().end()

    def _ask(self, asked: Asked, until: float) -> list[list[Hit]]:
        child = self._take(until)
        try:
            answer = child.ask(asked, until - time.monotonic())
        except EngineError as error:
            self._poisons.add(asked.pieces)
            self._replace(child, error)
            raise
        self._give_back(child)
        return [both_of(*found) for found in answer]

    def _take(self, until: float) -> Child:
        while True:
            try:
                child = self._free.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise EngineError("every worker is busy") from None
            if child.is_alive:
                return child
            self._replace(child, EngineError("it was killed"))

    def _give_back(self, child: Child) -> None:
        if self._closed.is_set():
            child.end()
        elif child.calls >= self._calls:
            self._replace(child, None)
        else:
            self._free.put(child)

    def _replace(self, child: Child, error: EngineError | None) -> None:
        if error:
            log.warning("words.worker_replaced", why=str(error), calls=child.calls)
        threading.Thread(target=self._renew, args=(child,), name="words-worker", daemon=True).start()

    def _renew(self, old: Child) -> None:
        old.end()
        while not self._closed.is_set():
            new = Child(self._command())
            try:
                new.wait_until_ready()
            except EngineError:
                new.end()
                self._closed.wait(1.0)
            else:
                self._give_back(new)
                return


class _Poisons:
    """The texts that missed the deadline lately, so that saying one again costs nothing."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, threading.Lock()
        self._kept: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, pieces: tuple[str, ...]) -> bool:
        return hash(pieces) in self._kept

    def add(self, pieces: tuple[str, ...]) -> None:
        with self._lock:
            self._kept[hash(pieces)] = None
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
