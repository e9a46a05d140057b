"""Where calls meet the faults that are armed."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from parley.sandbox.errors import failure
from parley.sandbox.faults.board import Armed, FaultBoard
from parley.sandbox.faults.traffic import again, answer_of, cut, hang, read, send_all, status_of, without_details
from parley.sandbox.limits import EXEMPT
from parley.sandbox.oauth.errors import oauth_failure
from parley.sandbox.paths import is_api, is_control

STATUS = {"unauthenticated": 401, "rate_limited": 429, "bad_gateway": 502}
THIEF = {"name": "Somebody Quicker", "email": "somebody.quicker@example.com"}
MOST_SEATS = 1000


class Faulting:
    """ASGI middleware. One fault meets a call, the one armed first; `slow` alone lets the next one have it too."""

    def __init__(self, app: ASGIApp, board: FaultBoard) -> None:
        self._app = app
        self._board = board
        self._ways: dict[str, Callable[[Armed, Scope, Receive, Send], Awaitable[None]]] = {
            "steal_opening": self._steal,
            "commit_then_500": self._commit_then_500,
            "commit_then_hang": self._commit_then_hang,
            "lose_refresh_answer": self._lose_answer,
            "no_details": self._strip,
            "drop": self._drop,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_control(scope["path"]):
            await self._app(scope, receive, send)
            return
        for armed in self._board.covering(scope["method"], scope["path"]):
            if armed.fault.kind == "slow":
                if self._board.meet(armed):
                    await asyncio.sleep(armed.fault.seconds)
                continue
            await self._ways.get(armed.fault.kind, self._refuse)(armed, scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _refuse(self, armed: Armed, scope: Scope, receive: Receive, send: Send) -> None:
        """An answer without any work."""
        if not self._board.meet(armed):
            await self._app(scope, receive, send)
            return
        answer = failure if is_api(scope["path"]) else oauth_failure
        await answer(STATUS[armed.fault.kind])(scope, receive, send)

    async def _drop(self, armed: Armed, scope: Scope, receive: Receive, send: Send) -> None:
        if self._board.meet(armed):
            await cut(receive)
        else:
            await self._app(scope, receive, send)

    async def _commit_then_500(self, armed: Armed, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await answer_of(self._app, scope, receive)
        if status_of(answer) < 400 and self._board.meet(armed):
            await failure(500)(scope, receive, send)
        else:
            await send_all(answer, send)

    async def _commit_then_hang(self, armed: Armed, scope: Scope, receive: Receive, send: Send) -> None:
        """Only what was really done is kept back; a refusal is answered, and the fault waits on."""
        answer = await answer_of(self._app, scope, receive)
        if status_of(answer) < 400 and self._board.meet(armed):
            await hang(receive, armed.fault.seconds)
            await cut(receive)
        else:
            await send_all(answer, send)

    async def _lose_answer(self, armed: Armed, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read(receive)
        answer = await answer_of(self._app, scope, again(body, receive))
        if _is_refresh(body) and status_of(answer) < 400 and self._board.meet(armed):
            await cut(receive)
        else:
            await send_all(answer, send)

    async def _strip(self, armed: Armed, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await answer_of(self._app, scope, receive)
        stripped = without_details(answer)
        await send_all(stripped if stripped and self._board.meet(armed) else answer, send)

    async def _steal(self, armed: Armed, scope: Scope, receive: Receive, send: Send) -> None:
        """The same call in another name goes first, as often as there are seats; it counts for no limit."""
        body = await read(receive)
        theft = _in_another_name(body)
        if theft is not None and self._board.meet(armed):
            for _ in range(MOST_SEATS):
                thief = {**scope, "state": {EXEMPT: True}}
                if status_of(await answer_of(self._app, thief, again(theft, receive))) != 201:
                    break
        await self._app(scope, again(body, receive), send)


def _in_another_name(body: bytes) -> bytes | None:
    try:
        booking = json.loads(body)
        booking["invitee"] = {**booking["invitee"], **THIEF}
    except (ValueError, TypeError, KeyError):
        return None
    return json.dumps(booking).encode()


def _is_refresh(body: bytes) -> bool:
    try:
        fields = json.loads(body) if body.startswith(b"{") else {k: v[0] for k, v in parse_qs(body.decode()).items()}
    except ValueError:
        return False
    return bool(fields.get("grant_type") == "refresh_token")
