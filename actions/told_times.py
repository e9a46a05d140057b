"""The moments that were told last, as a conversation keeps them: those of a list in its order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from parley.scheduling.ranges import Range

TOLD_TIMES = "told_times"
MOST = 10


def as_kept(told: Sequence[Range]) -> list[list[str]]:
    """Return moments as a slot keeps them, each once."""
    return [[start.isoformat(), end.isoformat()] for start, end in list(dict.fromkeys(told))[:MOST]]


def of_kept(kept: Any) -> list[Range]:
    """Return the moments that a slot keeps; none when it keeps nothing, or what another version kept."""
    try:
        return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in kept or []]
    except (TypeError, ValueError):
        return []
