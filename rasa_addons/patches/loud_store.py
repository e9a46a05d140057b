"""No quiet fallback to memory when conversations cannot be read or written."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.exceptions import RasaException

from rasa_addons.tracker_store import ParleyTrackerStore


def loud_store(tracker_store: TrackerStore, *_: Any, **__: Any) -> TrackerStore:
    """In place of `FailSafeTrackerStore`, which takes a failed read for a new user and saves into memory.

    Raises RasaException for any store but ours: Rasa falls back to memory when it cannot import the configured one.
    """
    if not isinstance(tracker_store, ParleyTrackerStore):
        raise RasaException(
            f"endpoints.yml must name rasa_addons.tracker_store.ParleyTrackerStore; this is {type(tracker_store)}."
        )
    return tracker_store
