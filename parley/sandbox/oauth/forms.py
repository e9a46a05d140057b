"""Reading what a client posts: a form, or JSON as Calendly's own sample app sends it."""

import json

from starlette.requests import Request


async def posted(request: Request) -> dict[str, str]:
    """The text fields of the body; empty when it cannot be read."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return _texts(await request.body())
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


def _texts(body: bytes) -> dict[str, str]:
    try:
        fields = json.loads(body)
    except ValueError:
        return {}
    return {k: v for k, v in fields.items() if isinstance(v, str)} if isinstance(fields, dict) else {}
