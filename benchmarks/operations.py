"""What a job costs whoever waits for it, from a yes to its beginning, and looking for jobs when there are none.

`python -m benchmarks.operations [database address]`; without one, a SQLite file of its own.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import fields
from datetime import UTC, datetime
from types import SimpleNamespace

import psutil
from dbos import DBOS

from parley.jobs import attention, engine
from parley.jobs.asking import QUEUE, Asking
from parley.jobs.homes import Home, name_of
from parley.jobs.operations import MOST_AT_ONCE, POLL_SECONDS
from parley.operations.operation import Operation
from parley.operations.requests import BookingRequest
from parley.scheduling.draft import Draft

INTERVALS = (0.02, POLL_SECONDS, 0.1, 0.2)
TIMES, IDLE_SECONDS = 40, 10


class Noting:
    """In place of whoever carries operations out: notes when it was called."""

    def __init__(self) -> None:
        self.called: dict[str, float] = {}

    def carry_out(self, operation_id: str) -> bool:
        """Note it; it is done."""
        self.called[operation_id] = time.perf_counter()
        return True


async def main(url: str) -> None:
    """Print the figures for the database at `url`."""
    operator = Noting()
    nowhere = SimpleNamespace(turn=_nothing, show=_nothing)
    nothing = dict.fromkeys(one.name for one in fields(Home))
    hooks = SimpleNamespace(hooks=SimpleNamespace(look_after_all=lambda: None))
    ours = {"name": name_of(url), "loop": asyncio.get_running_loop(), "outbox": nowhere, "operator": operator}
    home = Home(**{**nothing, **ours, "newsdesk": hooks})
    await asyncio.to_thread(engine.start, home, url)
    ask = Asking(url)
    print("looked for every | until it is begun, median / 95th percentile | doing nothing else in a turn, of one core")
    for interval in INTERVALS:
        await DBOS.register_queue_async(QUEUE, partition_concurrency=MOST_AT_ONCE, polling_interval_sec=interval)
        await asyncio.sleep(1)
        with attention.paid_to(QUEUE):
            waits = [await _wait(ask, operator, f"{interval} {number}") for number in range(TIMES)]
            await asyncio.sleep(attention.LASTING)
            middle, slow = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
            print(f"{interval * 1000:4.0f} ms | {middle:4.0f} / {slow:4.0f} ms | {await _busy():.1%}")
    await asyncio.sleep(attention.LASTING)
    print(f"idle, of one core: {await _busy():.1%}")
    await asyncio.to_thread(engine.stop, home)


async def _nothing(*_: object) -> list[int]:
    return []


async def _wait(ask: Asking, operator: Noting, name: str) -> float:
    begun = time.perf_counter()
    await asyncio.to_thread(ask, _operation(name))
    while name not in operator.called:
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.05)
    return (operator.called[name] - begun) * 1000


def _operation(name: str) -> Operation:
    request, now = BookingRequest(Draft()), datetime.now(UTC)
    return Operation(name, "p", "c", "booking", name, None, None, request, {}, None, 1, 0, None, False, None, now)


async def _busy() -> float:
    before = psutil.Process().cpu_times()
    await asyncio.sleep(IDLE_SECONDS)
    after = psutil.Process().cpu_times()
    return (after.user + after.system - before.user - before.system) / IDLE_SECONDS


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/parley.db"))
