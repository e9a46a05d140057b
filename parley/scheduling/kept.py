"""Drafts, candidates, outcomes and the like as JSON, to be kept between turns and steps."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter


def as_json(thing: object) -> Any:
    """Return a dataclass of this package as JSON."""
    kind: Any = type(thing)
    return _adapter(kind).dump_python(thing, mode="json")


def of_json[T](kind: type[T], kept: object) -> T:
    """Return what was kept with `as_json`. ValueError for anything else, as an earlier version may have kept it."""
    hashable: Any = kind
    thing: T = _adapter(hashable).validate_python(kept)
    return thing


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
