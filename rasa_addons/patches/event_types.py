"""Finding the class of an event by its name without walking all classes for each event."""

from __future__ import annotations

from functools import lru_cache

from rasa.shared.core.events import Event

_walk = Event.resolve_by_type


def resolve_by_name() -> None:
    """Let `Event.resolve_by_type` remember what it found. Event classes are all defined before the first event."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(_walk))
