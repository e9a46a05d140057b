"""A gateway in a process of its own, which can be killed and started again on the same data."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from parley import log
from parley.clock import system_clock
from parley.gateway.app import make_app
from parley.loading import load
from tests.jobs.fates import prepare
from tests.support import plain
from tests.support.forking import SPAWNING
from tests.support.gateway import make_page, make_settings
from tests.support.rasa import RasaStandIn
from tests.support.sandbox import Sandbox
from tests.support.serving import listen

PATIENCE = 120


@dataclass
class GatewayProcess:
    """Starts, kills, and starts again."""

    url: str
    environment: dict[str, str]
    log: Path
    patience: float
    process: Any = None

    def start(self, *fate: str) -> None:
        """Start it and wait until it serves. With a fate such as `("before", "module:Class.name")` it dies there."""
        arguments = (self.environment, self.log, self.patience, fate)
        self.process = SPAWNING.Process(target=_serve, args=arguments, daemon=True)
        self.process.start()
        deadline = time.monotonic() + PATIENCE
        while not self._serves():
            assert self.process.is_alive(), self.log.read_text()[-3000:]
            assert time.monotonic() < deadline, self.log.read_text()[-3000:]
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill it as `kill -9` does."""
        assert self.process
        self.process.kill()
        self.wait()

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self.process and self.process.is_alive():
            self.process.terminate()
            self.wait()

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait for its end, and return its exit code: the signal that killed it, below zero."""
        self.process.join(seconds)
        assert not self.process.is_alive(), "the gateway goes on"
        return int(self.process.exitcode)

    def _serves(self) -> bool:
        try:
            return plain.get(f"{self.url}/healthz").status_code == 200
        except httpx.TransportError:
            return False


def _serve(environment: dict[str, str], log_file: Path, patience: float, fate: tuple[str, ...]) -> None:
    """Serve as `parley gateway` does it, with an eye on how long a sign-in may take."""
    os.environ.clear()
    os.environ.update(environment)
    with log_file.open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    settings = load(None)
    log.configure(settings.log_level, json=True)
    if fate:
        prepare(*fate)
    app = make_app(settings, system_clock, patience=patience)
    uvicorn.run(app, host=settings.host, port=settings.gateway_port, access_log=False, log_config=None)


def gateway_process(
    rasa: RasaStandIn, calendly: Sandbox, database_url: str, folder: Path, *, patience: float = 120.0, **more: str
) -> GatewayProcess:
    """Return a gateway that is not started yet, on a port of its own."""
    listener, url = listen()
    listener.close()
    settings = make_settings(
        rasa,
        calendly,
        public_url=url,
        database_url=database_url,
        web=make_page(folder),
        gateway_port=url.rsplit(":", 1)[1],
        **more,
    )
    told = {f"PARLEY_{name.upper()}": _plain(getattr(settings, name)) for name in settings.model_fields_set}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    return GatewayProcess(url, {**clean, **told}, folder / "gateway.log", patience)


def _plain(value: object) -> str:
    return str(value.get_secret_value() if hasattr(value, "get_secret_value") else "" if value is None else value)


def wait_for(condition, what: str, seconds: float = PATIENCE):
    """Return what `condition` returns, once that is something; a look may cost a turn, so they grow rarer."""
    deadline, pause = time.monotonic() + seconds, 0.05
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(pause)
        pause = min(1.2 * pause, 1.0)
    return found
