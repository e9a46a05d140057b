"""A Redis that lives as long as the tests."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.testing.ports import free_port


def program() -> str | None:
    """Return the server's path, or None without one."""
    return shutil.which("redis-server")


@contextmanager
def running(program: str) -> Iterator[str]:
    """Give the address of an empty server that keeps nothing on disk. OSError when it cannot be started."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="parley-redis-") as folder:
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            _wait(server, port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait(10)


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 15
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise OSError("Redis did not start")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
