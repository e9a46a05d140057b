"""Time that a test can move: the real clock and a distance from it."""

from collections.abc import Callable
from datetime import datetime, timedelta

FIRST_YEAR, LAST_YEAR = 1970, 2400


class MovableClock:
    """Called, it gives the sandbox's time, aware. It goes on at its usual pace from wherever it was put."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return self._real() + self._ahead

    def advance(self, seconds: float) -> None:
        """Raises OverflowError beyond the years 1970 to 2400."""
        self.put(self() + timedelta(seconds=seconds))

    def put(self, now: datetime) -> None:
        """Raises OverflowError beyond the years 1970 to 2400."""
        if not FIRST_YEAR <= now.year <= LAST_YEAR:
            raise OverflowError(f"the clock goes from {FIRST_YEAR} to {LAST_YEAR}")
        self._ahead = now - self._real()

    def back(self) -> None:
        """To the real time."""
        self._ahead = timedelta(0)
