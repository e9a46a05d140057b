"""Where Rasa would be: a real HTTP server on Rasa's internal channel that counts what reaches it."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from tests.support.serving import PATIENCE, listen

SECRET = "rasa-secret-0123456789"
Body = dict[str, Any]


def echo(turn: Body) -> list[Body]:
    """Answer with what came in."""
    return [{"text": f"heard {turn.get('payload') or turn['text']}"}]


class RasaStandIn:
    """Answers turns as `answer` says; `turns` is what reached it, in order."""

    def __init__(self) -> None:
        self.url = ""
        self.reset()

    def reset(self) -> None:
        """Start over: nothing heard, and every turn answered at once by an echo."""
        self.turns: list[Body] = []
        self.refused = 0
        self.answer: Callable[[Body], Any] = echo
        self.status, self.healthy, self.delay = 200, True, 0.0
        # What it was asked to forget, how often to sweep, and what it keeps of anybody.
        self.forgotten: list[str] = []
        self.swept: list[float] = []
        self.kept: list[Body] = []
        self.keeping = 200
        self.running: Counter[str] = Counter()
        self.most_in_one = self.most_in_all = 0

    def heard(self) -> list[str]:
        """Return the texts and payloads so far."""
        return [turn.get("payload") or turn["text"] for turn in self.turns]

    async def turn(self, request: web.Request) -> web.Response:
        """One turn, as Rasa's internal channel works it."""
        if request.headers.get("Authorization") != f"Bearer {SECRET}":
            self.refused += 1
            return web.json_response({"error": "wrong secret"}, status=401)
        body = await request.json()
        self.turns.append(body)
        self._enter(body["conversation"])
        try:
            await asyncio.sleep(self.delay)
            messages = self.answer(body)
        finally:
            self.running[body["conversation"]] -= 1
        if self.status != 200:
            return web.json_response({"error": "turn failed"}, status=self.status)
        return messages if isinstance(messages, web.Response) else web.json_response({"messages": messages})

    async def health(self, _: web.Request) -> web.Response:
        """Say whether a model is loaded."""
        return web.json_response({"status": "ok", "model": "test"}, status=200 if self.healthy else 503)

    async def look_after(self, request: web.Request) -> web.Response:
        """What else the internal channel does with conversations."""
        if request.headers.get("Authorization") != f"Bearer {SECRET}":
            return web.json_response({"error": "wrong secret"}, status=401)
        body = await request.json()
        if self.keeping != 200:
            return web.json_response({"error": "failed"}, status=self.keeping)
        match request.match_info["name"]:
            case "forget":
                self.forgotten.append(body["conversation"])
                return web.json_response({})
            case "sweep":
                self.swept.append(body["before"])
                return web.json_response({"more": False})
            case _:
                return web.json_response({"events": self.kept})

    def _enter(self, conversation: str) -> None:
        self.running[conversation] += 1
        self.most_in_one = max(self.most_in_one, self.running[conversation])
        self.most_in_all = max(self.most_in_all, self.running.total())


@contextmanager
def serving_rasa() -> Iterator[RasaStandIn]:
    """Serve while the context lasts, from a thread."""
    stand_in, up = RasaStandIn(), threading.Event()
    listener, stand_in.url = listen()
    stopping: list[Callable[[], object]] = []

    async def serve() -> None:
        app = web.Application()
        app.add_routes(
            [
                web.post("/webhooks/internal/turn", stand_in.turn),
                web.get("/webhooks/internal/health", stand_in.health),
                web.post("/webhooks/internal/{name:forget|sweep|events}", stand_in.look_after),
            ]
        )
        runner, stop, loop = web.AppRunner(app), asyncio.Event(), asyncio.get_running_loop()
        await runner.setup()
        await web.SockSite(runner, listener).start()
        stopping.append(lambda: loop.call_soon_threadsafe(stop.set))
        up.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert up.wait(PATIENCE), "the stand-in did not start"
    try:
        yield stand_in
    finally:
        stopping[0]()
        thread.join(PATIENCE)
