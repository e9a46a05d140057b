"""Bodies of requests: read as far as they may be long, and told apart by what they say they are."""

import json
from typing import Any
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

MOST_BYTES = 64_000


async def read(request: Request, most: int = MOST_BYTES) -> bytes:
    """Return a request's body; HTTPException 413 as soon as it is too large."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise HTTPException(413, f"The body is larger than {most} bytes; send less.")
    return bytes(found)


def json_in(body: bytes) -> Any:
    """Return what JSON says; HTTPException 400 when it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, "The body is not JSON; send application/json.") from None


def fields_in(request: Request, body: bytes) -> dict[str, Any]:
    """Return the fields of a form, or of a JSON object; HTTPException 400 when it is neither."""
    if "application/x-www-form-urlencoded" in request.headers.get("Content-Type", ""):
        try:
            return dict(parse_qsl(body.decode(), keep_blank_values=True))
        except ValueError:
            raise HTTPException(400, "The body is no form.") from None
    said = json_in(body)
    if not isinstance(said, dict):
        raise HTTPException(400, "The body must be a JSON object.")
    return said
