"""A clone whose processes are stand-ins: real processes on real ports, without what Parley does."""

import base64
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from parley.supervisor.values import PORT_NAMES, Ports, variable

SECRETS = {
    "PARLEY_RASA_SECRET": "a-secret-between-gateway-and-rasa",
    "PARLEY_ACTIONS_SECRET": "a-secret-between-rasa-and-actions",
    "PARLEY_KEYS": base64.b64encode(bytes(range(32))).decode(),
    "PARLEY_REST_CLIENTS": "local:the-key-of-a-rest-client",
}

Order = Callable[..., None]


@pytest.fixture(autouse=True)
def no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PARLEY_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone that `make setup` has been through."""
    root = tmp_path / "clone"
    for environment, package in (("app", "parley"), ("rasa", "rasa_addons")):
        (root / ".venv" / environment / "bin").mkdir(parents=True)
        (root / ".venv" / environment / "bin" / "python").symlink_to(sys.executable)
        (root / package).mkdir()
        shutil.copy(Path(__file__).with_name("stand_in.py"), root / package / "__main__.py")
    (root / "models").mkdir()
    (root / "models" / "parley-test.tar.gz").touch()
    (root / "orders.json").write_text("{}")
    (root / ".env").write_text("".join(f"{name}={value}\n" for name, value in SECRETS.items()))
    return root


@pytest.fixture
def order(clone: Path) -> Order:
    """Tell stand-ins how to misbehave: `order(rasa=["die"])`."""
    return lambda **orders: (clone / "orders.json").write_text(json.dumps(orders)) and None


@pytest.fixture
def ports() -> Ports:
    return Ports.free()


@pytest.fixture
def secrets() -> dict[str, str]:
    return dict(SECRETS)


@pytest.fixture
def on_free_ports(clone: Path, ports: Ports) -> Ports:
    """Choose free ports in the clone's `.env`."""
    with (clone / ".env").open("a") as file:
        file.writelines(f"{variable(name)}={getattr(ports, name)}\n" for name in PORT_NAMES)
    return ports


@pytest.fixture
def gone() -> Callable[..., bool]:
    """Whether a process has ended, or does within seconds (the kernel takes a moment to end a killed one)."""

    def ended(pid: int) -> bool:
        try:
            # A zombie has ended; nobody has collected it yet.
            return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    def check(pid: int, within: float = 3.0) -> bool:
        deadline = time.monotonic() + within
        while not ended(pid) and time.monotonic() < deadline:
            time.sleep(0.01)
        return ended(pid)

    return check
