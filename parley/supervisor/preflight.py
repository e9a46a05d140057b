"""What must be true before anything is started, each fault as a sentence that says what to do."""

import errno
import socket
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from parley.supervisor.services import Service, newest_model, python


def missing(root: Path) -> list[str]:
    """Return what `make setup` has yet to make."""
    faults = [
        f"The {name} environment is missing. Run `make setup`, which builds it."
        for name in ("app", "rasa")
        if not python(root, name).exists()
    ]
    if newest_model(root) is None:
        faults.append("There is no trained model in models/. Run `make setup`, which trains one.")
    return faults


def taken_ports(services: Iterable[Service], previous: Mapping[str, int]) -> list[str]:
    """Return a sentence for each service whose port is taken; `previous` are the process ids of the last run."""
    sentences = []
    for service in services:
        reason = _why_not(service.port)
        if reason:
            sentences.append(_advice(service, reason, previous.get(service.name)))
    return sentences


def _why_not(port: int) -> str:
    # As the servers do: a port that is merely winding down is free.
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
    return ""


def _advice(service: Service, reason: str, previous: int | None) -> str:
    who = f"`ss -ltnp 'sport = :{service.port}'`" if sys.platform == "linux" else f"`lsof -nP -i :{service.port}`"
    end = f"An earlier run is still there: `kill {previous}`" if previous else f"End the program that {who} names"
    return (
        f"Port {service.port} {reason}, and {service.name} needs it. "
        f"{end}, or choose another port: {service.port_setting}=… in .env."
    )
