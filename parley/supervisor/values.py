"""Every setting of a stack, spelled out as the variables its processes are given."""

import os
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dotenv import dotenv_values
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from parley.settings import PREFIX, Settings

SANDBOX_CLIENT = "parley-sandbox"
SANDBOX_SECRET = "parley-sandbox-secret"  # noqa: S105 - the sandbox holds nothing real
SANDBOX_KEY = "parley-sandbox-signing-key"
# Either one says that the operator means a real Calendly.
CALENDLY_CONFIGURED = ("PARLEY_CALENDLY_API_URL", "PARLEY_CALENDLY_CLIENT_ID")


@dataclass(frozen=True)
class Ports:
    """The loopback ports of a stack, one for each process."""

    gateway: int = 8000
    rasa: int = 5005
    actions: int = 5055
    sandbox: int = 8010

    @classmethod
    def free(cls) -> Self:
        """Return four different ports that nothing listens on."""
        with ExitStack() as held:
            sockets = [held.enter_context(socket.socket()) for _ in range(4)]
            for each in sockets:
                each.bind(("127.0.0.1", 0))
            return cls(*(each.getsockname()[1] for each in sockets))

    @classmethod
    def chosen(cls, given: Mapping[str, str]) -> Self:
        """Return the ports named by `PARLEY_…_PORT` in `given`; ValueError names one that is no port."""
        return cls(**{name: _port(given, variable(name)) for name in PORT_NAMES if given.get(variable(name))})


PORT_NAMES = ("gateway", "rasa", "actions", "sandbox")


def variable(process: str) -> str:
    """Return the setting that chooses the port of `process`."""
    return f"{PREFIX}{process.upper()}_PORT"


def _port(given: Mapping[str, str], name: str) -> int:
    if not given[name].isdecimal() or not 0 < int(given[name]) < 65536:
        raise ValueError(f"{name} must be a port between 1 and 65535, not {given[name]!r}.")
    return int(given[name])


def given(root: Path) -> dict[str, str]:
    """Return the settings that somebody chose: the environment's, then those of `.env`. Empty means not chosen.

    Raises OSError or UnicodeDecodeError when `.env` is there and cannot be read.
    """
    merged = {**_written(root / ".env"), **os.environ}
    return {name: value for name, value in merged.items() if name.startswith(PREFIX) and value}


def _written(file: Path) -> dict[str, str | None]:
    if not file.exists():
        return {}
    with file.open(encoding="utf-8") as stream:
        return dotenv_values(stream=stream)


def uses_sandbox(chosen: Mapping[str, str]) -> bool:
    """Return whether the stack brings its own Calendly."""
    return not any(chosen.get(name) for name in CALENDLY_CONFIGURED)


def resolve(chosen: Mapping[str, str], var_dir: Path, ports: Ports) -> dict[str, str]:
    """Return a value for every setting: the chosen one, else the one that follows from the ports and `var_dir`.

    Nothing is left out, so that a process never fills a gap from a `.env` it happens to find.
    """
    sandbox = _sandbox(chosen)
    calendly = _sandbox_as_calendly(sandbox, ports) if uses_sandbox(chosen) else {}
    values = {**_defaults(), **_derived(var_dir, ports), **sandbox, **calendly, **chosen}
    return {**values, **{variable(name): str(getattr(ports, name)) for name in PORT_NAMES}}


def _defaults() -> dict[str, str]:
    fields = Settings.model_fields.items()
    return {PREFIX + name.upper(): _text(field.default) for name, field in fields if field.default != PydanticUndefined}


def _text(default: object) -> str:
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return "" if default is None else str(default)


def _derived(var_dir: Path, ports: Ports) -> dict[str, str]:
    return {
        "PARLEY_DATABASE_URL": f"sqlite:///{var_dir / 'parley.db'}",
        "PARLEY_TRACKER_URL": f"sqlite:///{var_dir / 'rasa.db'}",
        "PARLEY_SANDBOX_STATE": str(var_dir / "sandbox.db"),
        "PARLEY_PUBLIC_URL": f"http://127.0.0.1:{ports.gateway}",
        "PARLEY_RASA_URL": f"http://127.0.0.1:{ports.rasa}",
        "PARLEY_ACTIONS_URL": f"http://127.0.0.1:{ports.actions}/webhook",
    }


def _sandbox(chosen: Mapping[str, str]) -> dict[str, str]:
    return {
        "PARLEY_SANDBOX_CLIENT_ID": chosen.get("PARLEY_SANDBOX_CLIENT_ID", SANDBOX_CLIENT),
        "PARLEY_SANDBOX_CLIENT_SECRET": chosen.get("PARLEY_SANDBOX_CLIENT_SECRET", SANDBOX_SECRET),
        "PARLEY_SANDBOX_REDIRECT_URI": "",
        "PARLEY_SANDBOX_SIGNING_KEY": chosen.get("PARLEY_SANDBOX_SIGNING_KEY", SANDBOX_KEY),
    }


def _sandbox_as_calendly(sandbox: Mapping[str, str], ports: Ports) -> dict[str, str]:
    address = f"http://127.0.0.1:{ports.sandbox}"
    return {
        "PARLEY_CALENDLY_API_URL": address,
        "PARLEY_CALENDLY_AUTH_URL": address,
        "PARLEY_CALENDLY_CLIENT_ID": sandbox["PARLEY_SANDBOX_CLIENT_ID"],
        "PARLEY_CALENDLY_CLIENT_SECRET": sandbox["PARLEY_SANDBOX_CLIENT_SECRET"],
        "PARLEY_CALENDLY_WEBHOOK_KEY": sandbox["PARLEY_SANDBOX_SIGNING_KEY"],
    }
