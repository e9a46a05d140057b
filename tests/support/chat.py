"""A browser's side of the web chat: python-socketio's own client, one queue for each kind of event."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import httpx
import socketio

EVENTS = (
    "session_confirm",
    "session_refused",
    "history",
    "bot_uttered",
    "user_echo",
    "typing",
    "begun_anew",
    "forgotten",
)
PATIENCE = 5


class Chat:
    """One open tab."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._client = socketio.AsyncClient(reconnection=False, http_session=session)
        self._came: dict[str, asyncio.Queue[Any]] = {event: asyncio.Queue() for event in EVENTS}
        for event, queue in self._came.items():
            self._client.on(event, queue.put_nowait)

    async def begin(self, session_id: object = None) -> tuple[str, list[dict[str, Any]]]:
        """Ask for a session as Rasa's clients do; return what confirms it, and the messages so far."""
        await self._client.emit("session_request", {"session_id": session_id})
        return await self.next("session_confirm"), (await self.next("history"))["messages"]

    async def say(self, message: object, **more: Any) -> dict[str, Any]:
        """Send a message and return its acknowledgement."""
        return await self.ask("user_uttered", {"message": message, **more})

    async def ask(self, event: str, data: object = None) -> dict[str, Any]:
        """Send anything that is acknowledged, and return how."""
        return await self._client.call(event, data, timeout=PATIENCE)

    async def send(self, event: str, data: object) -> None:
        """Send anything, and wait for nothing."""
        await self._client.emit(event, data)

    async def next(self, event: str) -> Any:
        """Return the next event of this kind."""
        return await asyncio.wait_for(self._came[event].get(), PATIENCE)

    def none(self, event: str) -> bool:
        """Return whether no event of this kind is waiting."""
        return self._came[event].empty()


@asynccontextmanager
async def opened(
    url: str, *, cookies: httpx.Cookies | None = None, cookie: str = "", origin: str | None = None
) -> AsyncIterator[Chat]:
    """Open a tab with a browser's cookies, or with a `Cookie` header of any kind."""
    cookie = cookie or "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    headers = {name: value for name, value in (("Cookie", cookie), ("Origin", origin)) if value}
    # The headers are the session's: python-engineio would take a `Cookie` header apart, and drop what is odd in it.
    async with aiohttp.ClientSession(headers=headers, cookie_jar=aiohttp.DummyCookieJar()) as session:
        chat = Chat(session)
        await chat._client.connect(url, transports=["websocket"], wait_timeout=PATIENCE)
        try:
            yield chat
        finally:
            await chat._client.disconnect()
