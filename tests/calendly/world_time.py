"""Time that passes when somebody sleeps, the same for a clock, a stopwatch and any number of threads."""

import threading
from datetime import datetime

from parley.calendly.timer import Timer
from tests.support.clock import MovingClock


class WorldTime:
    """Time of its own, or that of a clock which others read too; it moves on by what is slept."""

    def __init__(self, clock: MovingClock | None = None) -> None:
        self._clock = clock or MovingClock()
        self._start = self._clock()
        self._lock = threading.Lock()
        self.slept: list[float] = []

    @property
    def passed(self) -> float:
        """Seconds since the start."""
        return (self._clock() - self._start).total_seconds()

    def clock(self) -> datetime:
        return self._clock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self._clock.pass_(seconds=seconds)

    @property
    def timer(self) -> Timer:
        return Timer(monotonic=lambda: self.passed, sleep=self.sleep)


class SharedTime(WorldTime):
    """The same for sleepers side by side: each wakes when its own time has come, whoever else slept meanwhile."""

    def sleep(self, seconds: float) -> None:
        until = self.passed + seconds
        with self._lock:
            self.slept.append(seconds)
            self._clock.pass_(seconds=max(0.0, until - self.passed))
