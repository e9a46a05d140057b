"""How often a queue is looked at: as often as it says while somebody waits for what is in it, else seldom.

DBOS looks by the clock alone, which costs an idle gateway a tenth of a processor. What this process puts into a queue
rouses whoever looks at it here; what another one puts there is found soon while attention is paid, else seconds later.
"""

import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from dbos import DBOS

# Seconds between two looks while nobody waits, and for which attention lasts.
SELDOM, LASTING = 2.0, 3.0


class Attention:
    """The pauses between looks at one queue; in place of the event that tells DBOS's thread when to stop."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._changed = threading.Condition()
        self._stopped = False
        self._payers = 0
        self._since = self._until = now()

    @contextmanager
    def paid(self) -> Iterator[None]:
        """Look often while the context lasts, and a little longer."""
        with self._changed:
            self._begin()
            self._payers += 1
        try:
            yield
        finally:
            with self._changed:
                self._payers -= 1
                self._until = self._now() + LASTING

    def rouse(self) -> None:
        """Look often for a little while."""
        with self._changed:
            self._begin()
            self._until = self._now() + LASTING

    def set(self) -> None:
        """End the looks."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def is_set(self) -> bool:
        """Return whether there are to be no more looks."""
        return self._stopped

    def wait(self, timeout: float) -> bool:
        """Pause as long as the queue says, or longer while nobody waits; return whether that was the last one."""
        began = self._now()
        with self._changed:
            while not self._stopped and (left := self._due(began, timeout) - self._now()) > 0:
                self._changed.wait(left)
            return self._stopped

    def _begin(self) -> None:
        if not self._is_paid():
            self._since = self._now()
            self._changed.notify_all()

    def _is_paid(self) -> bool:
        return self._payers > 0 or self._now() < self._until

    def _due(self, began: float, timeout: float) -> float:
        # Whoever is roused waits as long as the queue says from then on: what rouses comes before what is to be found.
        return max(began, self._since) + timeout if self._is_paid() else began + max(timeout, SELDOM)


_kept: dict[str, Attention] = {}


def renewed(queue: str) -> Attention:
    """Return a new one for a queue, which counts from now on."""
    _kept[queue] = Attention()
    return _kept[queue]


def paid_to(queue: str) -> AbstractContextManager[None]:
    """Return a context during which that queue is looked at often."""
    return _kept.setdefault(queue, Attention()).paid()


async def put[**P](
    queue: str, workflow: Callable[P, Coroutine[Any, Any, None]], *args: P.args, **more: P.kwargs
) -> None:
    """Put a job into a queue, as DBOS does, and have it found soon."""
    await DBOS.enqueue_workflow_async(queue, workflow, *args, **more)
    if queue in _kept:
        _kept[queue].rouse()
