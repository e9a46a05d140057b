"""Playing with one call: reading its body ahead, keeping its answer back, cutting its line."""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Dropped(ConnectionError):
    """The line was cut on purpose, where there is a line to cut only in name (a call within one process)."""


async def read(receive: Receive) -> bytes:
    """The whole body of a call."""
    chunks, more = [], True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(chunks)


def again(body: bytes, receive: Receive) -> Receive:
    """A receive that gives this body first, then whatever the real one has (that the caller left, say)."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def answer_of(app: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    """Has the call worked on and keeps what would have been sent."""
    kept: list[Message] = []

    async def keep(message: Message) -> None:
        kept.append(dict(message))

    await app(scope, receive, keep)
    return kept


def status_of(answer: list[Message]) -> int:
    return int(answer[0]["status"])


async def send_all(answer: list[Message], send: Send) -> None:
    for message in answer:
        await send(message)


def without_details(answer: list[Message]) -> list[Message] | None:
    """The same 400 without its `details`; None when it is no such answer."""
    if status_of(answer) != 400:
        return None
    body = json.loads(b"".join(message.get("body", b"") for message in answer[1:]) or b"null")
    if not isinstance(body, dict) or body.pop("details", None) is None:
        return None
    written = json.dumps(body).encode()
    return [_resized(answer[0], len(written)), {"type": "http.response.body", "body": written}]


async def hang(receive: Receive, seconds: float) -> None:
    """Says nothing until the caller leaves, or for so long."""
    try:
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return


async def cut(receive: Receive) -> None:
    """Closes the connection without a word. ASGI has no message for that, so uvicorn's own transport is taken."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise Dropped("There is no connection here that could be dropped.")
    transport.abort()
    await hang(receive, 5)


def _resized(start: Message, length: int) -> MutableMapping[str, Any]:
    others = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    return {**start, "headers": [*others, (b"content-length", str(length).encode())]}
