"""Reading query parameters as Calendly does: what cannot be read is a 400 that names the parameter."""

from collections.abc import Mapping
from datetime import datetime

from parley.sandbox.errors import invalid
from parley.sandbox.times import parse


def choice(query: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str | None:
    value = query.get(name)
    if value is not None and value not in allowed:
        raise invalid(name)
    return value


def descending(query: Mapping[str, str], field: str) -> bool:
    """Whether `sort` asks for the latest first; the earliest first is the default."""
    return choice(query, "sort", (f"{field}:asc", f"{field}:desc")) == f"{field}:desc"


def truth(query: Mapping[str, str], name: str) -> bool | None:
    value = choice(query, name, ("true", "false"))
    return None if value is None else value == "true"


def moment(query: Mapping[str, str], name: str) -> datetime | None:
    if name not in query:
        return None
    value = parse(query[name])
    if value is None:
        raise invalid(name)
    return value


def email(query: Mapping[str, str], name: str) -> str | None:
    value = query.get(name)
    if value is not None and "@" not in value:
        raise invalid(name)
    return value.casefold() if value is not None else None


def page_size(query: Mapping[str, str]) -> int:
    """`count`, 1 to 100, by default 20."""
    text = query.get("count", "20")
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 100):
        raise invalid("count")
    return int(text)
