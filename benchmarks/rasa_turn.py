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
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
from rasa_project import write_project
from rasa_servers import OURS, STOCK, Rasa, Say, action_server, environment, free_port, running, train, until_ready

TEXTS = ("hello there", "thanks a lot", "book a call tomorrow", "who is coming to the second one", "yes please")
ACTION_TEXT = "show me my calendar today"
TURNS = 300
CLIENTS = (1, 10, 50)
# How many turns a client's conversation has before it begins the next.
ROUND = 8


@dataclass
class Figures:
    """What was measured of one Rasa, in the order in which it is printed."""

    values: dict[str, float] = field(default_factory=dict)

    def spread(self, name: str, milliseconds: list[float]) -> None:
        """Note the median and the 95th percentile."""
        self.values[f"{name}, p50 (ms)"] = statistics.median(milliseconds)
        self.values[f"{name}, p95 (ms)"] = statistics.quantiles(milliseconds, n=20)[-1]


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
    action_port, port = free_port(), free_port()
    settings = environment(project, action_port)
    if not (project / "models").exists():
        write_project(project, ours=rasa.ours)
        figures.values["training (s)"] = train(rasa, project, settings)
    async with action_server(action_port), aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        with running(rasa, project, port, settings) as process:
            figures.values["start to ready (s)"] = await until_ready(http, f"http://127.0.0.1:{port}{rasa.ready}")
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
    took: list[float] = []
    for text in itertools.islice(itertools.cycle(texts or TEXTS), turns):
        began = time.perf_counter()
        await say(http, name, text)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def _throughput(http: aiohttp.ClientSession, say: Say, clients: int) -> float:
    rounds = max(2, 50 // clients)
    began = time.perf_counter()
    await asyncio.gather(*[_client(http, say, f"{clients}-{n}", rounds) for n in range(clients)])
    return clients * rounds * ROUND / (time.perf_counter() - began)


async def _client(http: aiohttp.ClientSession, say: Say, name: str, rounds: int) -> None:
    for number in range(rounds):
        await _conversation(http, say, f"{name}-{number}", ROUND)


@contextmanager
def _cpu(figures: Figures, name: str, process: psutil.Process, turns: int) -> Iterator[None]:
    before = sum(process.cpu_times()[:2])
    yield
    figures.values[name] = (sum(process.cpu_times()[:2]) - before) / turns * 1000


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
