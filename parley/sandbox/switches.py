"""Making Calendly slow or broken, for tests of what the bot does then."""

import asyncio

from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Receive, Scope, Send

from parley.sandbox.errors import failure
from parley.sandbox.oauth.errors import oauth_failure
from parley.sandbox.paths import is_api, is_control


class Switches(BaseModel):
    """`latency_ms` before any work, `status` instead of any work, on the API or on the paths that start with these."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latency_ms: int = Field(0, ge=0, le=60_000)
    status: int | None = Field(None, ge=400, le=599)
    paths: tuple[str, ...] = ()

    def cover(self, path: str) -> bool:
        return path.startswith(self.paths) if self.paths else is_api(path)


class Switchboard:
    """The switches as they stand now. Not kept over a restart."""

    def __init__(self) -> None:
        self.current = Switches()

    def clear(self) -> None:
        self.current = Switches()


class Switching:
    """ASGI middleware that applies the switches. Waiting holds no thread, so any number of calls wait side by side."""

    def __init__(self, app: ASGIApp, board: Switchboard) -> None:
        self._app = app
        self._board = board

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        switches = self._board.current
        if scope["type"] != "http" or is_control(scope["path"]) or not switches.cover(scope["path"]):
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(switches.latency_ms / 1000)
        if switches.status is None:
            await self._app(scope, receive, send)
            return
        answer = failure if is_api(scope["path"]) else oauth_failure
        await answer(switches.status)(scope, receive, send)
