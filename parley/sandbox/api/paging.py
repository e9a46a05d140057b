"""Pages of a list: opaque tokens, all five keys, addresses that repeat the filters."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from parley.sandbox.api.queries import page_size
from parley.sandbox.errors import invalid

type Key = tuple[str, str]
"""Where a thing stands in its list: its time as written, then its id."""


@dataclass(frozen=True)
class Page[T]:
    things: Sequence[T]
    next_token: str | None
    previous_token: str | None


def paginate[T](request: Request, things: Sequence[T], key: Callable[[T], Key], descending: bool) -> Page[T]:
    """The page that the request's `count` and `page_token` ask for. Raises CalendlyError 400.

    A token remembers the thing it stands beside, not a number, so things that come or go elsewhere shift nothing.
    """
    ordered = sorted(things, key=key, reverse=descending)
    count = page_size(request.query_params)
    start = _start(request.query_params.get("page_token"), [key(thing) for thing in ordered], count, descending)
    shown = ordered[start : start + count]
    after, before = start + count < len(ordered), start > 0 and bool(shown)
    return Page(
        shown,
        _token("after", key(shown[-1])) if shown and after else None,
        _token("before", key(shown[0])) if before else None,
    )


def envelope(request: Request, page: Page[Any], collection: list[dict[str, Any]]) -> dict[str, Any]:
    pagination = {
        "count": len(collection),
        "next_page": _address(request, page.next_token),
        "previous_page": _address(request, page.previous_token),
        "next_page_token": page.next_token,
        "previous_page_token": page.previous_token,
    }
    return {"collection": collection, "pagination": pagination}


def _start(token: str | None, keys: list[Key], count: int, descending: bool) -> int:
    if token is None:
        return 0
    side, anchor = _read(token)
    if side == "after":
        return sum(key >= anchor if descending else key <= anchor for key in keys)
    return max(sum(key > anchor if descending else key < anchor for key in keys) - count, 0)


def _token(side: str, key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps([side, *key]).encode()).rstrip(b"=").decode()


def _read(token: str) -> tuple[str, Key]:
    try:
        parts = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error) as error:
        raise invalid("page_token") from error
    match parts:
        case ["after" | "before" as side, str(moment), str(identifier)]:
            return side, (moment, identifier)
    raise invalid("page_token")


def _address(request: Request, token: str | None) -> str | None:
    if token is None:
        return None
    filters = {**request.query_params, "page_token": token}
    return str(request.url.replace(query=urlencode(filters)))
