"""The headers that Calendly puts on every answer: request id, run time, rate limit."""

import secrets
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.sandbox.limits import Limits
from parley.sandbox.paths import is_api


class CalendlyHeaders:
    """ASGI middleware that adds them. A rate, once counted, stands in the request's state."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def add_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = secrets.token_hex(16)
                headers["x-runtime"] = f"{time.perf_counter() - began:.6f}"
                headers.update(self._rate(scope))
                if message["status"] == 429:
                    headers["X-RateLimit-Remaining"] = "0"
            await send(message)

        await self._app(scope, receive, add_headers)

    def _rate(self, scope: Scope) -> dict[str, str]:
        rate: dict[str, str] = scope.get("state", {}).get("rate", {})
        return rate or (self._limits.anonymous().headers() if is_api(scope["path"]) else {})
