"""One worker process, and talking to it with a deadline."""

import json
import os
import selectors
import subprocess
import sys
import time
import zoneinfo
from datetime import UTC
from pathlib import Path
from typing import IO, Any, cast

from parley.when.engines.hits import Asked, EngineError

WORKER = Path(__file__).with_name("worker.py")
# Starting takes 0.2 s on an idle machine; a busy one may need far longer.
STARTING = 20.0


class Missed(EngineError):
    """The deadline passed before the worker answered."""


class Child:
    """A worker process, for one caller at a time."""

    def __init__(self, command: list[str]) -> None:
        """Start the process; `wait_until_ready` waits for it."""
        self.calls = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._out, self._in = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        os.set_blocking(self._out.fileno(), False)
        self._rest = b""

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Return whether the process still runs."""
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Return when it says so; EngineError when it does not, as where there is no wheel."""
        if self._line(time.monotonic() + STARTING) != "ready":
            raise EngineError("the worker did not start as it should")

    def ask(self, asked: Asked, seconds: float) -> list[Any]:
        """Return Duckling's entities for each piece, without the latent ones and with them.

        Missed after `seconds`, EngineError when the process is gone.
        """
        self.calls += 1
        until = time.monotonic() + seconds
        at = int(asked.wall.replace(tzinfo=UTC).timestamp())
        self._send(json.dumps({"pieces": asked.pieces, "at": at, "locale": asked.locale}).encode() + b"\n", until)
        answer: list[Any] = self._line(until)
        return answer

    def end(self) -> None:
        """Kill it, and leave nothing of it behind."""
        self._process.kill()
        self._process.wait()
        self._out.close()
        self._in.close()

    def _send(self, line: bytes, until: float) -> None:
        while line:
            self._wait(self._out, selectors.EVENT_WRITE, until)
            try:
                line = line[os.write(self._out.fileno(), line) :]
            except OSError:
                raise EngineError("the worker is gone") from None

    def _line(self, until: float) -> Any:
        while b"\n" not in self._rest:
            self._wait(self._in, selectors.EVENT_READ, until)
            read = os.read(self._in.fileno(), 1 << 16)
            if not read:
                raise EngineError("the worker is gone")
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)

    @staticmethod
    def _wait(pipe: Any, event: int, until: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, until - time.monotonic())):
                raise Missed("the worker did not answer in time")


def duckling_command() -> list[str]:
    """Return what starts a Duckling worker with the system's zone data."""
    folders = [folder for folder in zoneinfo.TZPATH if (Path(folder) / "UTC").is_file()]
    if not folders:
        raise EngineError("no zoneinfo folder on this system: install its tzdata package")
    return [sys.executable, str(WORKER), folders[0]]
