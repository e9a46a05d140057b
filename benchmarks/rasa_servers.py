"""The two Rasas that are compared, and the action server that both call: starting them, speaking to them."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web
from rasa_project import ROOT, SECRET, action_answer

RASA = ROOT / ".venv" / "rasa" / "bin"
START_LIMIT_S = 180

Say = Callable[[aiohttp.ClientSession, str, str], Awaitable[None]]


@dataclass(frozen=True)
class Rasa:
    """One of the two: how it is started, trained and spoken to."""

    name: str
    command: tuple[str, ...]
    ready: str
    ours: bool

    def say(self, port: int) -> Say:
        """Send one text and insist on an answer."""
        return _say_internal(port) if self.ours else _say_rest(port)


STOCK = Rasa("stock", (str(RASA / "rasa"),), "/webhooks/rest/", ours=False)
OURS = Rasa("ours", (str(RASA / "python"), "-m", "rasa_addons"), "/webhooks/internal/health", ours=True)


def _say_internal(port: int) -> Say:
    async def say(http: aiohttp.ClientSession, conversation: str, text: str) -> None:
        url, headers = f"http://127.0.0.1:{port}/webhooks/internal/turn", {"Authorization": f"Bearer {SECRET}"}
        async with http.post(url, json={"conversation": conversation, "text": text}, headers=headers) as answer:
            await _insist(answer, "messages")

    return say


def _say_rest(port: int) -> Say:
    async def say(http: aiohttp.ClientSession, conversation: str, text: str) -> None:
        url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        async with http.post(url, json={"sender": conversation, "message": text}) as answer:
            await _insist(answer, 0)

    return say


async def _insist(answer: aiohttp.ClientResponse, place: str | int) -> None:
    body = await answer.json()
    assert answer.ok, body
    assert body[place], "The bot said nothing."


@asynccontextmanager
async def action_server(port: int) -> AsyncIterator[None]:
    """An action server in this process that gives one and the same answer."""

    async def answer(request: web.Request) -> web.Response:
        await request.json()
        return web.json_response(action_answer())

    app = web.Application(client_max_size=64 * 2**20)
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield
    await runner.cleanup()


@contextmanager
def running(rasa: Rasa, project: Path, port: int, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A Rasa server, ended afterwards."""
    arguments = ("run", "-i", "127.0.0.1", "-p", str(port), "--credentials", "credentials.yml", "-m", "models")
    with (project / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [*rasa.command, *arguments, "--endpoints", "endpoints.yml"],
            cwd=project,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


async def until_ready(http: aiohttp.ClientSession, url: str) -> float:
    """The seconds until a server answers 200."""
    began = time.perf_counter()
    while time.perf_counter() - began < START_LIMIT_S:
        try:
            async with http.get(url) as answer:
                if answer.status == 200:
                    return time.perf_counter() - began
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.1)
    raise TimeoutError(f"{url} was not ready in {START_LIMIT_S} s; see run.log in the project's folder.")


def train(rasa: Rasa, project: Path, environment: dict[str, str]) -> float:
    """Train the project's model; the seconds it took."""
    began = time.perf_counter()
    with (project / "train.log").open("wb") as log:
        subprocess.run(
            [*rasa.command, "train", "--fixed-model-name", "bench"],
            cwd=project,
            env=environment,
            stdout=log,
            stderr=log,
            check=True,
        )
    return time.perf_counter() - began


def environment(project: Path, action_port: int) -> dict[str, str]:
    """What both need to be told, and a database of its own for each start of ours."""
    ours = {
        "PARLEY_ACTIONS_URL": f"http://127.0.0.1:{action_port}/webhook",
        "PARLEY_ACTIONS_SECRET": SECRET,
        "PARLEY_RASA_SECRET": SECRET,
        "PARLEY_TRACKER_URL": f"sqlite:///{project.resolve()}/tracker-{time.time_ns()}.db",
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    return {**os.environ, **ours}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
