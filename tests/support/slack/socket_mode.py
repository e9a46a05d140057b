"""Slack's side of Socket Mode: a web socket that the app opens, and envelopes that it acknowledges.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from tests.support.slack.sent import Sender
from tests.support.waiting import until

APP_TOKEN = "xapp-1-A1-0123456789"
Body = dict[str, Any]


@dataclass
class Line:
    """The sockets that stand, the newest last, and what was acknowledged by its envelope."""

    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: dict[str, Body] = field(default_factory=dict)
    opened: int = 0
    _loop: asyncio.AbstractEventLoop | None = None
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Keep one socket until it is closed."""
        self._loop, socket = asyncio.get_running_loop(), web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        self.sockets.append(socket)
        self.opened += 1
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                self.acknowledged[answer["envelope_id"]] = answer.get("payload") or {}
        self.sockets.remove(socket)
        return socket

    def send(self, kind: str, payload: Body, envelope: str | None = None) -> str:
        """Send an envelope, and return its id."""
        envelope = envelope or f"envelope-{next(self._numbers)}"
        self._say({"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True})
        return envelope

    def ask_to_come_back(self) -> None:
        """Say that this socket will be closed, as Slack does every few hours, and wait for the next one."""
        before = self.opened
        self._say({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
        until(lambda: self.opened > before and len(self.sockets) == 1)

    def _say(self, envelope: Body) -> None:
        until(lambda: self.sockets)
        assert self._loop
        asyncio.run_coroutine_threadsafe(self.sockets[-1].send_json(envelope), self._loop).result(10)


class SocketSender(Sender):
    """Slack, sending over the socket: nothing is signed there."""

    def __init__(self, line: Line) -> None:
        super().__init__(http=None)  # type: ignore[arg-type]
        self.line = line
        # Slack itself does not: what comes next is sent whether or not this was acknowledged.
        self.waits = True

    def _post(self, body: str, kind: str, *, envelope: str | None = None, **_: Any) -> Any:
        """Send what would be posted, wait until it is acknowledged, and return what came with that."""
        if kind == "application/json":
            sent = self.line.send("events_api", json.loads(body), envelope)
        else:
            form = dict(parse_qsl(body, keep_blank_values=True))
            is_press = "payload" in form
            sent = self.line.send(
                *(("interactive", json.loads(form["payload"])) if is_press else ("slash_commands", form))
            )
        if not self.waits:
            return None
        until(lambda: sent in self.line.acknowledged)
        return self.line.acknowledged.pop(sent)
