"""Stock Rasa on the same data: its default pipeline and policies, its REST channel, its tracker store in memory.

It calls the same action server as ours does, under the same conversation ids, so an action does the same work for both.
"""

import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import httpx

from benchmarks.load import Say
from benchmarks.rasa_project import STOCK_CONFIG

ENDPOINTS = """
action_endpoint:
  url: {url}
  headers: {{Authorization: Bearer {secret}}}
"""
READY_SECONDS = 300


class Stock:
    """One stock Rasa in a folder of its own."""

    def __init__(self, root: Path, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._rasa = [str(root / ".venv/rasa/bin/python"), "-m", "rasa"]
        self._folder, self._port = folder, port
        shutil.copytree(root / "data", folder / "data")
        shutil.copy(root / "domain.yml", folder)
        (folder / "config.yml").write_text(STOCK_CONFIG)
        (folder / "credentials.yml").write_text("rest:\n")

    def train(self) -> float:
        """Train, and return the seconds it took."""
        began = time.perf_counter()
        self._run("train", "--fixed-model-name", "stock").wait()
        assert list((self._folder / "models").iterdir()), (self._folder / "rasa.log").read_text()
        return time.perf_counter() - began

    @contextmanager
    def serving(self, actions_url: str, secret: str) -> Iterator[tuple[int, float]]:
        """Give the process id of a serving Rasa, and the seconds until it was ready."""
        (self._folder / "endpoints.yml").write_text(ENDPOINTS.format(url=actions_url, secret=secret))
        began = time.perf_counter()
        process = self._run("run", "-i", "127.0.0.1", "-p", str(self._port))
        try:
            self._wait_ready(process)
            yield process.pid, time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(30)

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Say]:
        """Give a way to say something over its REST channel that insists on an answer."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

            async def say(who: str, text: str) -> None:
                body = {"sender": who, "message": text}
                async with session.post(f"{self.url}/webhooks/rest/webhook", json=body) as answer:
                    assert answer.status == 200, await answer.text()
                    assert await answer.json(), "The bot said nothing"

            yield say

    def _run(self, *arguments: str) -> subprocess.Popen[bytes]:
        told = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
        with (self._folder / "rasa.log").open("ab") as log:
            return subprocess.Popen([*self._rasa, *arguments], cwd=self._folder, env=told, stdout=log, stderr=log)

    def _wait_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            assert process.poll() is None, (self._folder / "rasa.log").read_text()
            try:
                if httpx.get(f"{self.url}/webhooks/rest/", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise TimeoutError("Stock Rasa did not become ready")
