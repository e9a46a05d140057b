"""What the sandbox was asked, for tests to count. Never holds a token, a code or a state."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.sandbox.paths import is_control
from parley.sandbox.times import stamp

KEPT = 10_000
SECRETS = frozenset(
    ("code", "state", "token", "access_token", "refresh_token", "client_secret", "code_challenge", "code_verifier")
)
REDACTED = "[redacted]"


@dataclass
class Asked:
    """One request; `status` is null until it is answered."""

    method: str
    path: str
    query: dict[str, str]
    status: int | None
    at: str


class RequestLog:
    """The last 10,000 requests in order of arrival, and counts of all since the last reset."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._asked: deque[Asked] = deque(maxlen=KEPT)
        self._counts: Counter[str] = Counter()

    def arrived(self, method: str, path: str, query: str) -> Asked:
        asked = Asked(method, path, _harmless(query), None, stamp(self._clock()))
        self._asked.append(asked)
        self._counts[f"{method} {path}"] += 1
        return asked

    def report(self) -> dict[str, Any]:
        """`{"requests": [...], "counts": {"GET /users/me": 2, ...}}`."""
        return {"requests": [asdict(asked) for asked in self._asked], "counts": dict(self._counts)}

    def forget(self) -> None:
        self._asked.clear()
        self._counts.clear()


def _harmless(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return {name: REDACTED if name in SECRETS else value for name, value in pairs}


class RequestLogging:
    """ASGI middleware that writes every request but the sandbox's own controls into the log."""

    def __init__(self, app: ASGIApp, log: RequestLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_control(scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = self._log.arrived(scope["method"], scope["path"], scope["query_string"].decode("latin-1"))

        async def note_status(message: Message) -> None:
            if message["type"] == "http.response.start":
                asked.status = message["status"]
            await send(message)

        await self._app(scope, receive, note_status)
