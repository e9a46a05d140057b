"""A request as it was made, to be taken up later as if it had just been said."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

REQUEST_LIFE = timedelta(minutes=30)


@dataclass(frozen=True)
class Asked:
    """A request in the person's own words, with the event it names, if any; kept while it waits for an account."""

    action: str
    intent: str
    text: str
    place: int | None = None
    event: str | None = None
    # When it was said: "tomorrow" goes by that, however long it waits.
    said_at: str | None = None
    # What was chosen when something in it was asked back, as the action that asked wants it.
    chosen: Any = None
    # What it leaves out, which is no part of the text: "except Friday".
    left_out: str = ""
    # The account that it named, where there are several: its id, or its owner's URI; None leaves it to the default.
    account: str | None = None


def asked_of(kept: Any, now: datetime) -> Asked | None:
    """Return the request that a slot keeps; None without one, when it is too old, or kept by another version."""
    try:
        too_old = now - datetime.fromisoformat(kept["at"]) > REQUEST_LIFE
        return None if too_old else Asked(**kept["asked"])
    except (KeyError, TypeError, ValueError):
        return None


def place_of(value: str | None) -> int | None:
    """Return the place in a list that an entity names."""
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value) else None
