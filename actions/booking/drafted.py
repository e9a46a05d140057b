"""A booking's draft as the form's task keeps it, in JSON."""

import hashlib
import json
import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from actions.forms.task import Task
from parley.scheduling.draft import Draft, Place
from parley.scheduling.wish import Wish

# What the form keeps beside the draft: where the person stands, and under which key it is sent.
CHANGING, CONFIRMED, KEY = "changing", "confirmed", "key"
# What the key was made for.
_KEYED = "keyed"


def drafted(task: Task) -> Draft:
    """Return what is known of the booking."""
    kept = task.draft
    place, guests = kept.get("place"), kept.get("guests")
    return Draft(
        event_type=kept.get("event_type"),
        start=datetime.fromisoformat(kept["start"]) if kept.get("start") else None,
        name=kept.get("name"),
        email=kept.get("email"),
        zone=kept.get("zone"),
        answers=kept.get("answers") or {},
        place=Place(**place) if place else None,
        guests=None if guests is None else tuple(guests),
    )


def wish_of(task: Task) -> Wish:
    """Return the time that is wished for; any time where none is."""
    return Wish.of(task.draft.get("wish"))


def put(task: Task, **values: Any) -> None:
    """Put values into the draft; None takes one out again. What was confirmed was another draft."""
    for name, value in values.items():
        task.draft.pop(name, None)
        if value is not None:
            task.draft[name] = _kept(value)
    task.draft.pop(CONFIRMED, None)
    task.draft.pop(CHANGING, None)


def _kept(value: Any) -> Any:
    match value:
        case Wish():
            return value.kept()
        case Place():
            return asdict(value)
    return value


def give_key(task: Task) -> None:
    """Give what is shown now the key under which a yes to it counts, once: the same one as long as nothing changes."""
    aside = (KEY, _KEYED, CONFIRMED, CHANGING)
    about = {name: value for name, value in task.draft.items() if name not in aside}
    digest = hashlib.sha256(json.dumps(about, sort_keys=True, default=str).encode()).hexdigest()[:16]
    if KEY not in task.draft or task.draft.get(_KEYED) != digest:
        task.draft |= {KEY: secrets.token_hex(12), _KEYED: digest}


def type_id(task: Task) -> str | None:
    """Return the id of the event type that was chosen."""
    uri = task.draft.get("event_type")
    return str(uri).rsplit("/", 1)[-1] if uri else None
