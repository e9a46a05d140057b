"""The parts of a message beyond its words and buttons, in one form for every channel.

They stand in a message's `custom`, as Rasa has it, beside words that say the same: whoever shows only words loses
nothing. The form is described in `docs/channels.md`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

Button = dict[str, str]


class Part:
    """One part. `instead_of`: words of the text that it shows too; lines with them need not be shown beside it."""

    type: ClassVar[str]
    instead_of: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One event. The words are in the person's language region, on their clocks; `when` carries the zone."""

    title: str
    when: str
    day: str
    hours: str
    start: datetime
    end: datetime
    zone: str
    status: str = ""
    place: str = ""
    people: str = ""
    join: str = ""
    cancelled: bool = False
    actions: Sequence[Button] = ()


@dataclass(frozen=True)
class Events(Part):
    """Events, the earliest first."""

    type: ClassVar[str] = "events"
    cards: Sequence[Card]
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Time:
    """A time to choose."""

    title: str
    start: datetime
    payload: str


@dataclass(frozen=True)
class Day:
    """A day with the times that can be chosen on it."""

    title: str
    times: Sequence[Time]
    payload: str = ""


@dataclass(frozen=True)
class Openings(Part):
    """Free times to choose one of."""

    type: ClassVar[str] = "openings"
    days: Sequence[Day]
    zone: str
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """Something to fill in: `kind` is `text` or `email`; `own` when it is about the person who chats."""

    name: str
    label: str
    kind: str = "text"
    own: bool = False


@dataclass(frozen=True)
class Form(Part):
    """Questions answered at once: what is said is `sends`, with each field's value in place of its `{name}`."""

    type: ClassVar[str] = "form"
    fields: Sequence[Field]
    sends: str
    submit: str
    instead_of: tuple[str, ...] = ()


def custom(parts: Sequence[Part]) -> dict[str, Any] | None:
    """Return a message's `custom` with these parts; None without any."""
    return {"parts": [_json(one) for one in parts]} if parts else None


def payloads_of(custom: object) -> Iterator[str]:
    """Yield every payload that a message's `custom` offers."""
    if isinstance(custom, Mapping):
        payload = custom.get("payload")
        if isinstance(payload, str) and payload:
            yield payload
        for value in custom.values():
            yield from payloads_of(value)
    elif isinstance(custom, list):
        for value in custom:
            yield from payloads_of(value)


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    named = {"type": value.type} if isinstance(value, Part) else {}
    known = {one.name: getattr(value, one.name) for one in fields(value)}
    return named | {name: _json(one) for name, one in known.items() if one not in ("", (), [], False, None)}
