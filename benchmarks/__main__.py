"""`make bench`: Parley beside stock Rasa, in one run on one machine. Read the ratios, not the milliseconds."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
from sqlalchemy import select

from benchmarks import load, ours, stock
from benchmarks.figures import Figures, show, verdict
from benchmarks.load import Say
from parley.db.engine import connect
from parley.db.tables import conversations, principals
from parley.supervisor.values import Ports
from scripts.setup import model
from tests.e2e.running import CLIENT, Running

ROOT = Path(__file__).resolve().parents[1]
ACTION = "try again"  # An action that calls nobody.
CALENDLY = "what's on my calendar?"  # An action that calls Calendly once.
SLOW = 1000  # milliseconds
CLIENTS = (1, 10, 50)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        (scratch / "stock").mkdir()
        plain = stock.Stock(ROOT, scratch / "stock", Ports.free().rasa)
        mine, theirs = Figures("Parley"), Figures("stock Rasa")
        mine["training, s"] = _training(scratch / "models")
        theirs["training, s"] = plain.train()
        with ours.running(ROOT, scratch / "ours") as (running, seconds):
            print(f"everything of Parley was ready after {seconds:.1f} s")
            people = ours.link(running)
            slow = asyncio.run(_measure_ours(running, people, mine))
            linked = _conversation_ids(running, people)
            mine["start of Rasa to ready, s"] = _restart_rasa(running)
            values = running.stack.values
            with plain.serving(values["PARLEY_ACTIONS_URL"], values["PARLEY_ACTIONS_SECRET"]) as (pid, seconds):
                theirs["start of Rasa to ready, s"] = seconds
                asyncio.run(_measure_stock(plain, linked, theirs))
                theirs["memory of Rasa, MB"] = _megabytes(pid)
    show(mine, theirs)
    verdict("turn 300 of a conversation as a share of turn 10", mine["turn 300, ms"] / mine["turn 10, ms"], 1.5)
    verdict(f"{len(slow)} people at once, Calendly taking 1 s: the slowest answer, s", max(slow), 2.0)


async def _measure_ours(running: Running, people: list[str], figures: Figures) -> list[float]:
    async with ours.client(running) as say:
        await _turns(say, people, figures)
        for name, pid in running.stack.pids.items():
            figures[f"memory of {name.capitalize()}, MB"] = _megabytes(pid)
        running.switch({"latency_ms": SLOW, "paths": ["/scheduled_events"]})
        slow = await ours.all_at_once(say, people, CALENDLY)
        running.switch(None)
    return slow


async def _measure_stock(plain: stock.Stock, linked: list[str], figures: Figures) -> None:
    async with plain.client() as say:
        await _turns(say, linked, figures)


async def _turns(say: Say, linked: list[str], figures: Figures) -> None:
    await load.conversation(say, "warm-up", load.TEXTS, 30)
    strangers = [f"stranger-{number}" for number in range(20)]
    await _one_client(say, "text turn", strangers, load.TEXTS, 10, figures)
    await _one_client(say, "action turn", strangers, [ACTION], 10, figures)
    await _one_client(say, "turn with one Calendly call", linked, [CALENDLY], 4, figures)
    for clients in CLIENTS:
        figures[f"turns a second, {clients} clients"] = await load.turns_a_second(say, clients, max(2, 60 // clients))
    for turn, milliseconds in (await load.long_conversation(say)).items():
        figures[f"turn {turn}, ms"] = milliseconds


async def _one_client(
    say: Say, name: str, people: Sequence[str], texts: Sequence[str], turns: int, figures: Figures
) -> None:
    took = [one for who in people for one in await load.conversation(say, who, texts, turns)]
    figures[f"{name}, p50 ms"], figures[f"{name}, p95 ms"] = load.p50(took), load.p95(took)


def _training(folder: Path) -> float:
    began = time.perf_counter()
    model.train(ROOT, folder / "bench.tar.gz", cache=folder / "cache")
    return time.perf_counter() - began


def _restart_rasa(running: Running) -> float:
    running.stack.stop("rasa")
    began = time.perf_counter()
    running.stack.start("rasa")
    running.stack.wait_ready("rasa")
    return time.perf_counter() - began


def _conversation_ids(running: Running, people: list[str]) -> list[str]:
    """Return what Rasa knows these people as; the action server finds their accounts by it."""
    database = connect(running.stack.values["PARLEY_DATABASE_URL"])
    query = select(principals.c.address, conversations.c.id).join_from(conversations, principals)
    with database.read() as connection:
        ids = {row.address: row.id for row in connection.execute(query)}
    database.close()
    return [ids[f"{CLIENT}:{name}"] for name in people]


def _megabytes(pid: int) -> float:
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(process.memory_info().rss for process in family) / 2**20


if __name__ == "__main__":
    main()
