"""What each process of a stack is: its command, its environment, and where it says that it is well."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parley.settings import PREFIX
from parley.supervisor.values import Ports, variable

# TensorFlow and the numeric libraries would otherwise take a thread for each core, and a GPU if there is one.
QUIET = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SANIC_HOST": "127.0.0.1",
    "PYTHONUNBUFFERED": "1",
}
# All that Rasa may know: no key, no person, nothing of Calendly.
RASA_KNOWS = (
    "PARLEY_LOG_LEVEL",
    "PARLEY_RASA_SECRET",
    "PARLEY_ACTIONS_URL",
    "PARLEY_ACTIONS_SECRET",
    "PARLEY_TRACKER_URL",
    "PARLEY_SENTENCE_VECTORS",
)
# It is nobody's secret keeper either: it stands for the world outside.
SANDBOX_KNOWS = (
    "PARLEY_HOST",
    "PARLEY_SANDBOX_PORT",
    "PARLEY_SANDBOX_STATE",
    "PARLEY_SANDBOX_CLIENT_ID",
    "PARLEY_SANDBOX_CLIENT_SECRET",
    "PARLEY_SANDBOX_REDIRECT_URI",
    "PARLEY_SANDBOX_WORLD",
    "PARLEY_SANDBOX_LIMITS",
    "PARLEY_SANDBOX_TOKEN_CALLS",
    "PARLEY_SANDBOX_SIGNING_KEY",
)
# Only the gateway may be told to listen to the network.
LOOPBACK = {"PARLEY_HOST": "127.0.0.1"}
HEALTH = {
    "sandbox": "/healthz",
    "rasa": "/webhooks/internal/health",
    "actions": "/health",
    "gateway": "/readyz",
}


@dataclass(frozen=True)
class Service:
    """One process: how to start it, where it answers, and which setting moves it."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    port: int
    log: Path

    @property
    def health(self) -> str:
        """Return the address that answers 200 once the process can do its work."""
        return f"http://127.0.0.1:{self.port}{HEALTH[self.name]}"

    @property
    def port_setting(self) -> str:
        """Return the setting that chooses its port."""
        return variable(self.name)


def python(root: Path, environment: str) -> Path:
    """Return the interpreter of the `app` or the `rasa` environment."""
    return root / ".venv" / environment / "bin" / "python"


def newest_model(root: Path) -> Path | None:
    """Return the model trained last, or None when there is none."""
    models = list((root / "models").glob("*.tar.gz"))
    return max(models, key=lambda model: model.stat().st_mtime, default=None)


def parley_command(root: Path, name: str) -> tuple[str, ...]:
    """Return the command line of `parley <name>`."""
    return (str(python(root, "app")), "-m", "parley", name)


def rasa_command(root: Path, port: int, model: Path) -> tuple[str, ...]:
    """Return the command line of the Rasa server on loopback, started without what it does not use."""
    server = (str(python(root, "rasa")), "-m", "rasa_addons", "run", "-i", "127.0.0.1", "-p", str(port))
    return (*server, "--credentials", "credentials.yml", "--endpoints", "endpoints.yml", "-m", str(model))


def environment(values: Mapping[str, str], names: tuple[str, ...] | None = None) -> dict[str, str]:
    """Return this process's environment with its settings replaced by `values`, or by those of them in `names`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    told = values if names is None else {name: values[name] for name in names if name in values}
    return {**inherited, **QUIET, **told}


def describe(root: Path, var_dir: Path, ports: Ports, values: Mapping[str, str], model: Path) -> dict[str, Service]:
    """Return sandbox, actions, rasa and gateway by name, whether or not a stack uses all of them."""

    private = {**values, **LOOPBACK}

    def service(name: str, command: tuple[str, ...], told: Mapping[str, str]) -> Service:
        return Service(name, command, told, getattr(ports, name), var_dir / "log" / f"{name}.log")

    return {
        "sandbox": service("sandbox", parley_command(root, "sandbox"), environment(private, SANDBOX_KNOWS)),
        "actions": service("actions", parley_command(root, "actions"), environment(private)),
        "rasa": service("rasa", rasa_command(root, ports.rasa, model), environment(private, RASA_KNOWS)),
        "gateway": service("gateway", parley_command(root, "gateway"), environment(values)),
    }
