"""The headers that Calendly puts on every answer: request id, run time, rate limit."""

import secrets
import time
from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.sandbox.paths import is_api
from parley.sandbox.things import Person

PAID_LIMIT, FREE_LIMIT = 500, 50


class RateMeter:
    """Counts calls per caller and minute. Nothing is refused for it yet, so one call always remains."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._minute = 0
        self._used: dict[str, int] = {}

    def count(self, key: str, limit: int) -> dict[str, str]:
        """Takes one call from this bucket: the three documented headers."""
        minute, second = divmod(int(self._clock().timestamp()), 60)
        if minute != self._minute:
            self._minute, self._used = minute, {}
        self._used[key] = self._used.get(key, 0) + 1
        left = max(limit - self._used[key], 1)
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": str(60 - second),
        }


class CalendlyHeaders:
    """ASGI middleware that adds them. A caller, once known, stands in the request's state."""

    def __init__(self, app: ASGIApp, meter: RateMeter) -> None:
        self._app = app
        self._meter = meter

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
                if is_api(scope["path"]):
                    headers.update(self._rate(scope))
                if message["status"] == 429:
                    headers["X-RateLimit-Remaining"] = "0"
            await send(message)

        await self._app(scope, receive, add_headers)

    def _rate(self, scope: Scope) -> dict[str, str]:
        state = scope.get("state", {})
        person: Person | None = state.get("person")
        if person is None:
            return self._meter.count("anonymous", FREE_LIMIT)
        tier = person.organization.sample.stage
        # The bucket is per OAuth client and user, and a trial is metered like a paid plan (recorded live).
        key = f"oauth:{state['client']}:{person.id}"
        limit = FREE_LIMIT if tier == "free" else PAID_LIMIT
        return {**self._meter.count(key, limit), "x-ratelimit-tier": tier, "x-ratelimit-key": key}
