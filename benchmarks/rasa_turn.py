"""Rasa alone, ours beside stock: what a turn, a start, a training and the process cost.

    .venv/app/bin/python benchmarks/rasa_turn.py [--only ours] [--keep FOLDER]

Stock is Rasa's default pipeline and policies, its REST channel and its tracker store in memory; ours is this
repository's configuration with its tracker store on SQLite. Both speak to the same trivial action server. `--keep`
leaves the projects and their models in a folder, and uses those that are there already (training is then not timed).
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
from aiohttp import web
from rasa_project import ROOT, SECRET, action_answer, write_project

RASA = ROOT / ".venv" / "rasa" / "bin"
TEXTS = ("hello there", "thanks a lot", "book a call tomorrow", "who is coming to the second one", "yes please")
ACTION_TEXT = "show me my calendar today"
TURNS = 300
CLIENTS = (1, 10, 50)
START_LIMIT_S = 180

Say = Callable[[aiohttp.ClientSession, str, str], Awaitable[None]]


@dataclass
class Figures:
    """What was measured of one Rasa, in the order in which it is printed."""

    values: dict[str, float] = field(default_factory=dict)

    def spread(self, name: str, milliseconds: list[float]) -> None:
        """Note the median and the 95th percentile."""
        self.values[f"{name}, p50 (ms)"] = statistics.median(milliseconds)
        self.values[f"{name}, p95 (ms)"] = statistics.quantiles(milliseconds, n=20)[-1]


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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["ours", "stock"])
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        rasas = [rasa for rasa in (OURS, STOCK) if options.only in (None, rasa.name)]
        table = {rasa.name: asyncio.run(measure(rasa, folder / rasa.name)).values for rasa in rasas}
    show(table)


async def measure(rasa: Rasa, project: Path) -> Figures:
    """Train if there is no model, start, and take all figures of one Rasa."""
    figures = Figures()
    action_port, port = _free_port(), _free_port()
    environment = _environment(project, action_port)
    if not (project / "models").exists():
        write_project(project, ours=rasa.ours)
        figures.values["training (s)"] = _train(rasa, project, environment)
    async with action_server(action_port), aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        with _process(rasa, project, port, environment) as process:
            figures.values["start to ready (s)"] = await _until_ready(http, f"http://127.0.0.1:{port}{rasa.ready}")
            await _turns(figures, http, rasa.say(port), psutil.Process(process.pid))
    return figures


async def _turns(figures: Figures, http: aiohttp.ClientSession, say: Say, process: psutil.Process) -> None:
    await _conversation(http, say, "warm-up", 20)
    memory = [process.memory_info().rss]
    with _cpu(figures, "text turn, CPU (ms)", process, 400):
        took = [await _conversation(http, say, f"text-{n}", 10) for n in range(40)]
    figures.spread("text turn", list(itertools.chain(*took)))
    with _cpu(figures, "action turn, CPU (ms)", process, 200):
        took = [await _conversation(http, say, f"action-{n}", 10, [ACTION_TEXT]) for n in range(20)]
    figures.spread("action turn", list(itertools.chain(*took)))
    long = await _conversation(http, say, "long", TURNS + 10)
    for turn in (10, 100, 300):
        figures.values[f"turn {turn} of a conversation (ms)"] = statistics.median(long[turn - 10 : turn + 10])
    for clients in CLIENTS:
        figures.values[f"turns a second, {clients} clients"] = await _throughput(http, say, clients)
    memory.append(process.memory_info().rss)
    figures.values["memory at rest (MB)"], figures.values["memory afterwards (MB)"] = (m / 2**20 for m in memory)


async def _conversation(
    http: aiohttp.ClientSession, say: Say, name: str, turns: int, texts: list[str] | None = None
) -> list[float]:
    """The milliseconds that each turn of one conversation took."""
    took = []
    for text in itertools.islice(itertools.cycle(texts or TEXTS), turns):
        began = time.perf_counter()
        await say(http, name, text)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def _throughput(http: aiohttp.ClientSession, say: Say, clients: int) -> float:
    turns = max(10, 400 // clients)
    began = time.perf_counter()
    await asyncio.gather(*[_conversation(http, say, f"many-{clients}-{n}", turns) for n in range(clients)])
    return clients * turns / (time.perf_counter() - began)


@contextmanager
def _cpu(figures: Figures, name: str, process: psutil.Process, turns: int) -> Iterator[None]:
    before = sum(process.cpu_times()[:2])
    yield
    figures.values[name] = (sum(process.cpu_times()[:2]) - before) / turns * 1000


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
def _process(rasa: Rasa, project: Path, port: int, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
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


async def _until_ready(http: aiohttp.ClientSession, url: str) -> float:
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


def _train(rasa: Rasa, project: Path, environment: dict[str, str]) -> float:
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


def _environment(project: Path, action_port: int) -> dict[str, str]:
    ours = {
        "PARLEY_ACTIONS_URL": f"http://127.0.0.1:{action_port}/webhook",
        "PARLEY_ACTIONS_SECRET": SECRET,
        "PARLEY_RASA_SECRET": SECRET,
        "PARLEY_TRACKER_URL": f"sqlite:///{project.resolve()}/tracker-{time.time_ns()}.db",
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    return {**os.environ, **ours}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def show(table: dict[str, dict[str, float]]) -> None:
    """Print the figures side by side, and ours as a share of stock's."""
    names = list(dict.fromkeys(name for values in table.values() for name in values))
    print(f"{'':36}" + "".join(f"{column:>10}" for column in table) + f"{'ratio':>10}")
    for name in names:
        cells = [values.get(name) for values in table.values()]
        ratio = f"{cells[0] / cells[1]:>10.2f}" if len(cells) == 2 and cells[0] and cells[1] else ""
        print(f"{name:36}" + "".join(f"{cell:>10.1f}" if cell is not None else f"{'-':>10}" for cell in cells) + ratio)


if __name__ == "__main__":
    sys.exit(main())
