"""Reading what somebody wants to subscribe to; whatever is wrong with it is said field by field."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request

from parley.sandbox.errors import CalendlyError
from parley.sandbox.webhooks.events import SCOPES, SUBSCRIBABLE, fits

NEEDED = ("url", "events", "organization", "scope")


@dataclass(frozen=True)
class Wanted:
    """A well-formed body; whether the caller may have it is another question."""

    url: str
    events: tuple[str, ...]
    organization: str
    scope: str
    user: str | None
    signing_key: str | None


async def wanted(request: Request) -> Wanted:
    """The body of the call. Raises CalendlyError 400 with every slip in `details`."""
    body = await _read(request)
    slips = [_slip(name, "is missing") for name in NEEDED if body.get(name) in (None, "")]
    slips = slips or _slips(body)
    if slips:
        raise CalendlyError(400, details=slips)
    return Wanted(
        url=body["url"],
        events=tuple(dict.fromkeys(body["events"])),
        organization=body["organization"],
        scope=body["scope"],
        user=body["user"] if body["scope"] == "user" else None,
        signing_key=body.get("signing_key"),
    )


async def _read(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
        json.dumps(body, ensure_ascii=False).encode()  # half a character can be read, but never written again
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise CalendlyError(400)
    return body


def _slips(body: dict[str, Any]) -> list[dict[str, str]]:
    scope = body["scope"]
    if scope not in SCOPES:
        return [_slip("scope", "is not included in the list")]
    slips = [] if _is_address(body["url"]) else [_slip("url", "is invalid")]
    slips += _event_slips(body["events"], scope)
    slips += [_slip(name, "must be a string") for name in _texts(scope) if not _is_text(body, name)]
    if scope != "organization" and not body.get(scope):
        slips.append(_slip(scope, "is missing"))
    return slips


def _is_text(body: dict[str, Any], name: str) -> bool:
    return body.get(name) is None or isinstance(body[name], str)


def _texts(scope: str) -> tuple[str, ...]:
    return ("organization", "signing_key", *(() if scope == "organization" else (scope,)))


def _event_slips(events: Any, scope: str) -> list[dict[str, str]]:
    if not isinstance(events, list) or not events:
        return [_slip("events", "must be a list with at least one event")]
    if not all(event in SUBSCRIBABLE for event in events):
        return [_slip("events", "is not included in the list")]
    if not all(fits(event, scope) for event in events):
        return [_slip("events", f"cannot be subscribed to with scope {scope}")]
    return []


def _is_address(url: Any) -> bool:
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
        return bool(parts and parts.scheme in ("http", "https") and parts.hostname and parts.port != 0)
    except ValueError:
        return False


def _slip(parameter: str, message: str) -> dict[str, str]:
    return {"parameter": parameter, "message": message}
