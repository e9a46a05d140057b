"""What the durable jobs cost: start, one workflow, one recorded for later, memory, and doing nothing.

`python -m benchmarks.jobs [database address]`; without one, a SQLite file of its own.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import fields

import psutil
from dbos import DBOS

from parley.jobs import engine
from parley.jobs.homes import Home

IDLE_SECONDS = 10


@DBOS.workflow(name="measured")
async def measured(number: int) -> int:
    """Run one step."""
    return await DBOS.run_step_async({"name": "one"}, _step, number)


async def _step(number: int) -> int:
    return number


async def main(url: str) -> None:
    """Print the figures for the database at `url`."""
    nothing = dict.fromkeys(one.name for one in fields(Home))
    home = Home(**{**nothing, "name": "measured", "loop": asyncio.get_running_loop()})
    for which in ("first start", "next start"):
        print(f"{which}, ms: {await _milliseconds(lambda: asyncio.to_thread(engine.start, home, url)):.0f}")
        if which == "first start":
            await asyncio.to_thread(engine.stop, home)
    direct = [await _milliseconds(lambda n=n: _run(n)) for n in range(100)]
    later = [await _milliseconds(lambda n=n: DBOS.enqueue_workflow_async("watching", measured, n)) for n in range(50)]
    print(f"one workflow with one step, median ms: {statistics.median(direct):.1f}")
    print(f"recording one for later, median ms: {statistics.median(later):.1f}")
    print(f"memory of this process, MB: {psutil.Process().memory_info().rss / 1e6:.0f}")
    before = psutil.Process().cpu_times()
    await asyncio.sleep(IDLE_SECONDS)
    after = psutil.Process().cpu_times()
    busy = after.user + after.system - before.user - before.system
    print(f"idle, share of one core: {busy / IDLE_SECONDS:.1%}")
    await asyncio.to_thread(engine.stop, home)


async def _run(number: int) -> int:
    return await (await DBOS.start_workflow_async(measured, number)).get_result()


async def _milliseconds(work: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await work()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/parley.db"))
