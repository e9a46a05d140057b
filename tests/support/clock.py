"""Time that passes only when told to."""

from datetime import UTC, datetime, timedelta

WEDNESDAY_NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


class MovingClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = WEDNESDAY_NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **duration: float) -> None:
        """Let time pass, in the words of `timedelta`."""
        self.now += timedelta(**duration)

    def rewind(self) -> None:
        """Go back to the start."""
        self.now = WEDNESDAY_NOON
