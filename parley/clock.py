"""Time as an argument: whatever reads the clock takes one of these."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)
