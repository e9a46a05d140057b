"""A PostgreSQL that lives as long as the tests."""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.testing.ports import free_port

_SERVER_USER = "postgres"
_PROGRAMS = ("initdb", "postgres", "pg_isready")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's newest server programs, which Debian keeps off the PATH; None without any."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parts[-2]), reverse=True)
    on_path = shutil.which("initdb")
    found = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in found if all((folder / name).exists() for name in _PROGRAMS)), None)


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Give the address of an empty server, and remove it with all it held. OSError when it cannot be started."""
    folder = Path(tempfile.mkdtemp(prefix="parley-postgres-"))
    # PostgreSQL refuses to run as root.
    user = _SERVER_USER if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user, user)
    port = free_port()
    try:
        _initialise(programs, folder, user)
        with _server(programs, folder, port, user) as server:
            _wait(programs, server, port)
            yield f"postgresql://{user or getpass.getuser()}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, folder: Path, user: str | None) -> None:
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "--auth=trust", "--encoding=UTF8", "--no-sync"]
    done = subprocess.run(command, user=user, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"initdb failed: {done.stderr.strip()}")


@contextmanager
def _server(programs: Path, folder: Path, port: int, user: str | None) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-F", "-p", str(port), "-k", str(folder)]
    with (folder / "log").open("wb") as log:
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"]
        # In a session of its own: Ctrl-C is the tests' to answer, and the server goes after them.
        server = subprocess.Popen(
            [*command, *options], user=user, cwd=folder, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield server
    finally:
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
        server.send_signal(signal.SIGINT)
        server.wait(30)


def _wait(programs: Path, server: subprocess.Popen[bytes], port: int) -> None:
    ask = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + 30
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise OSError("PostgreSQL did not start")
        time.sleep(0.1)
