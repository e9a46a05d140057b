"""One running process, with everything it starts in turn."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from parley.supervisor.services import Service

TAIL = 20
_READ_AT_MOST = 64 * 1024


class Child:
    """A started service. It leads a process group of its own, so a signal reaches its children as well."""

    def __init__(self, service: Service, root: Path) -> None:
        self.service = service
        _keep_previous(service.log)
        with service.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                service.command,
                cwd=root,
                env=dict(service.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Return the process's id, which is its group's too."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Return the exit code, the negative signal number when it was killed, or None while it runs."""
        return self._process.poll()

    @property
    def ending(self) -> str:
        """Return how it ended, in words."""
        code = self.exit_code
        if code is None:
            return "is running"
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def terminate(self) -> None:
        """Ask the group to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the group, and what may be left of it after its leader."""
        self._signal(signal.SIGKILL)

    def wait(self, seconds: float) -> bool:
        """Return whether the process ended within `seconds`."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, seconds))
        return self.exit_code is not None

    def tail(self, lines: int = TAIL) -> list[str]:
        """Return the last lines of its output."""
        return tail(self.service.log, lines)

    def _signal(self, number: signal.Signals) -> None:
        # macOS answers "not permitted" for a group of which only an unreaped leader is left.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


def tail(file: Path, lines: int = TAIL) -> list[str]:
    """Return the last lines of `file`; none when it does not exist."""
    if not file.exists():
        return []
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _READ_AT_MOST))
        return stream.read().decode("utf-8", "replace").splitlines()[-lines:]


def _keep_previous(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size:
        log.replace(log.with_name(log.name + ".1"))
