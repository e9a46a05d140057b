"""What an engine finds, in times of the wall: naive, in nobody's zone yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from parley.when.spans import By, Grain


@dataclass(frozen=True)
class Value:
    """One reading. `end` of a range is as the engine has it: exclusive, plus one grain after a clock time."""

    start: datetime | None
    end: datetime | None
    grain: Grain
    is_range: bool


@dataclass(frozen=True)
class Hit:
    """Words that are a time (`values`: the engine's choice first, then others) or a length of time (`length`)."""

    begin: int
    stop: int
    values: tuple[Value, ...] = ()
    length: timedelta | None = None
    latent: bool = False


@dataclass(frozen=True)
class Asked:
    """A question to an engine: pieces of one text, and the moment on the wall of the person who wrote them."""

    pieces: tuple[str, ...]
    wall: datetime
    locale: str  # as Duckling names them: EN_GB


class EngineError(Exception):
    """The engine did not answer: too late, gone, or not there at all."""


class Engine(Protocol):
    """Finds times. `read` gives one list of hits for each piece; EngineError when it cannot."""

    by: By

    def read(self, asked: Asked) -> list[list[Hit]]: ...

    def close(self) -> None: ...


def both_of(certain: Sequence[Mapping[str, Any]], with_latent: Sequence[Mapping[str, Any]]) -> list[Hit]:
    """Return the certain hits, and the latent ones that stand apart from them or around all they touch.

    Asked for latent ones, Duckling takes some words otherwise that it is certain about.
    """
    hits = hits_of(certain)
    latent = [hit for hit in hits_of(with_latent) if hit.latent]
    return hits + [hit for hit in latent if all(_beyond(hit, other) for other in hits)]


def _beyond(latent: Hit, other: Hit) -> bool:
    apart = latent.stop <= other.begin or other.stop <= latent.begin
    around = (
        latent.begin <= other.begin
        and other.stop <= latent.stop
        and other.stop - other.begin < latent.stop - latent.begin
    )
    return apart or (around and other.stop - other.begin < latent.stop - latent.begin)


def hits_of(found: Sequence[Mapping[str, Any]]) -> list[Hit]:
    """Return the hits of Duckling's JSON for one text, times and durations; what is malformed is left out."""
    hits = [_hit(entity) for entity in found]
    return [hit for hit in hits if hit is not None]


def _hit(entity: Mapping[str, Any]) -> Hit | None:
    begin, stop, value = entity["start"], entity["end"], entity["value"]
    if entity["dim"] == "duration":
        return Hit(begin, stop, length=_length(value), latent=bool(entity.get("latent")))
    # Said on a Tuesday, "Tuesday" is the next one: the choice, though today is the first of the values.
    read = (_value(each) for each in [value, *value.get("values", ())])
    values = tuple(dict.fromkeys(each for each in read if each))
    return Hit(begin, stop, values, latent=bool(entity.get("latent"))) if values else None


def _length(value: Mapping[str, Any]) -> timedelta | None:
    try:
        return timedelta(seconds=value["normalized"]["value"])
    except OverflowError:
        return None


def _value(value: Mapping[str, Any]) -> Value | None:
    try:
        if value["type"] == "interval":
            sides = value.get("from") or {}, value.get("to") or {}
            grain = next(side["grain"] for side in sides if side)
            return Value(_wall(sides[0]), _wall(sides[1]), cast(Grain, grain), True)
        return Value(_wall(value), None, cast(Grain, value["grain"]), False)
    except (KeyError, ValueError, StopIteration):  # such as a year before the first
        return None


def _wall(side: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(side["value"]).replace(tzinfo=None) if side else None
