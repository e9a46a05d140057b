"""Run other programs, and turn what goes wrong into a sentence."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Callable, Mapping, Sequence

TAIL = 20
# Says, in the middle of a step's line, that it takes a while.
Note = Callable[[str], None]
# How uv, pip and npm say that nobody answered.
_NO_NETWORK = re.compile(
    r"dns error|failed to lookup address|name resolution|are you offline|error sending request|connection refused"
    r"|could not connect|connecttimeout|connection timed out|network is unreachable|newconnectionerror|tunnel error"
    r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|ERR_SOCKET_TIMEOUT"
    r"|ProxyError|from versions: none|operation timed out|request failed after",
    re.IGNORECASE,
)


class StepFailed(Exception):
    """A step cannot be done; the message says what to do."""


def run(command: Sequence[str], what: str, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Return the output of `command`; StepFailed, naming `what` was tried, when it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=str(cwd),
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
            errors="replace",
        )
    except OSError as error:
        raise StepFailed(f"{what} failed: {command[0]} could not be started ({error.strerror}).") from error
    if done.returncode:
        raise StepFailed(explain(what, done.stdout))
    return done.stdout


def explain(what: str, output: str) -> str:
    """Return a sentence about why `what` failed, with the last lines of its `output`."""
    if _NO_NETWORK.search(output):
        reason = (
            f"{what} failed: could not reach the package registry. Check the network (behind a proxy: set HTTPS_PROXY)"
            " and run the same command again; what was fetched already is kept."
        )
    else:
        reason = f"{what} failed. Its last lines:"
    return "\n".join([reason, *indented(output)])


def indented(output: str) -> list[str]:
    """Return the last lines of `output`, set off from the sentence above them."""
    return [f"    {line}" for line in output.strip().splitlines()[-TAIL:]]
