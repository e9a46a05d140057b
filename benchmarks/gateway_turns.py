"""What a turn costs in the gateway alone: REST messages one after the other, with a stand-in where Rasa would be.

`python -m benchmarks.gateway_turns [database address]`; without one, a SQLite file of its own.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil

from parley.db.migrate import migrate
from tests.jobs.processes import gateway_process
from tests.support.clock import MovingClock
from tests.support.gateway import ACME, WEBHOOK
from tests.support.rasa import serving_rasa
from tests.support.sandbox import serving_sandbox

WARM_UP, TURNS = 50, 500


def main(folder: Path, url: str) -> None:
    """Print milliseconds a turn, as the client waits and as the gateway works."""
    migrate(url)
    with serving_rasa() as rasa, serving_sandbox(MovingClock()) as calendly:
        gateway = gateway_process(rasa, calendly, url, folder)
        gateway.start()
        try:
            _measure(gateway.url, psutil.Process(gateway.process.pid))
        finally:
            gateway.stop()


def _measure(url: str, process: psutil.Process) -> None:
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {ACME}"}) as client:
        took = [_turn(client, number) for number in range(WARM_UP)]
        before = _worked(process)
        took = [_turn(client, number) for number in range(TURNS)]
        worked = _worked(process) - before
    print(f"one turn, median ms: {statistics.median(took):.2f}")
    print(f"one turn, ms of the gateway's processor time: {worked * 1000 / TURNS:.2f}")


def _turn(client: httpx.Client, number: int) -> float:
    begun = time.perf_counter()
    answer = client.post(WEBHOOK, json={"sender": f"sender-{number % 20}", "message": "hello"})
    assert answer.status_code == 200, answer.text
    return (time.perf_counter() - begun) * 1000


def _worked(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        main(Path(scratch), sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{scratch}/parley.db")
