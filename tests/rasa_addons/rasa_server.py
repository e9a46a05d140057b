"""A Rasa server in a process of its own, as the supervisor starts it."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import requests

START_LIMIT_S = 90


class RasaServer:
    """Started by entering it, ended by leaving it; `log` is what it printed."""

    def __init__(self, command: list[str], project: Path, environment: dict[str, str], secret: str) -> None:
        self._command = command
        self._project = project
        self._environment = environment
        self._port = _free_port()
        self._log = project / f"run-{self._port}.log"
        self.secret = secret

    def __enter__(self) -> RasaServer:
        options = ["-i", "127.0.0.1", "-p", str(self._port), "--credentials", "credentials.yml"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*self._command, "run", *options, "--endpoints", "endpoints.yml", "-m", "models"],
                cwd=self._project,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    @property
    def log(self) -> str:
        """Everything printed so far."""
        return self._log.read_text()

    def wait_until_up(self) -> RasaServer:
        """Return when the web server answers; raise with the log when it ends or takes too long."""
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.health()
            except requests.ConnectionError:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError(f"Rasa did not start:\n{self.log}")

    def exit_code(self) -> int:
        """Wait for the process to end by itself."""
        return self._process.wait(START_LIMIT_S)

    def health(self) -> requests.Response:
        """Ask how it is."""
        return requests.get(self._url("health"), timeout=10)

    def post(self, body: Any, secret: str | None = None) -> requests.Response:
        """Ask for a turn; `body` is sent as JSON, bytes as they are."""
        headers = {"Authorization": f"Bearer {self.secret if secret is None else secret}"}
        sent = {"data": body} if isinstance(body, bytes) else {"json": body}
        return requests.post(self._url("turn"), headers=headers, timeout=60, **sent)

    def say(self, conversation: str, text: str) -> list[dict[str, Any]]:
        """Type a text; what the bot answers."""
        return _messages(self.post({"conversation": conversation, "text": text}))

    def press(self, conversation: str, payload: str) -> list[dict[str, Any]]:
        """Press a button; what the bot answers."""
        return _messages(self.post({"conversation": conversation, "payload": payload}))

    def _url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._port}/webhooks/internal/{path}"


def _messages(answer: requests.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
