"""How long a call may take in all: the time it waits before and between its tries."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Timer:
    """Measures and passes time."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Deadline:
    """The moment after which no further try begins."""

    def __init__(self, budget: timedelta, timer: Timer) -> None:
        self._timer = timer
        self._end = timer.monotonic() + budget.total_seconds()

    def left(self) -> float:
        """Return the seconds that are left, never less than none."""
        return max(0.0, self._end - self._timer.monotonic())
