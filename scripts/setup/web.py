"""The chat page, built by Node from `web/`."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Iterator

from scripts.setup import stamps
from scripts.setup.running import Note, StepFailed, run

OLDEST_NODE = (20, 19)
_NOT_INPUTS = {"node_modules", "dist", "test", ".gitignore"}


def ensure(root: Path, note: Note) -> str:
    """Build `web/dist` when what it is made of changed; return what was done. StepFailed when Node is missing."""
    web, stamp = root / "web", root / ".venv" / "web.json"
    wanted = {"inputs": stamps.digest(inputs(web), root)}
    if stamps.read(stamp) == wanted and (web / "dist" / "index.html").exists():
        return "up to date"
    npm = _npm()
    note("building")
    stamps.erase(stamp)
    install_packages(root, npm)
    run([npm, "run", "--silent", "build"], "Building the chat page", web)
    stamps.write(stamp, wanted)
    return "built"


def inputs(web: Path) -> Iterator[Path]:
    """Yield the files that the page is built from."""
    for file in web.rglob("*"):
        if file.is_file() and file.relative_to(web).parts[0] not in _NOT_INPUTS:
            yield file


def install_packages(root: Path, npm: str) -> None:
    """Install what `package-lock.json` names, when it changed."""
    web, stamp = root / "web", root / "web" / "node_modules" / ".parley.json"
    wanted = {"lock": stamps.digest([web / "package-lock.json"], root)}
    if stamps.read(stamp) != wanted:
        run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], "Fetching the chat page's packages", web)
        stamps.write(stamp, wanted)


def _npm() -> str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or _version(node) < OLDEST_NODE:
        found = f"and {node} is too old" if node and npm else "and it is not on the PATH"
        raise StepFailed(
            "The chat page is built with Node.js %d.%d or newer (with npm), " % OLDEST_NODE
            + f"{found}. Install it from https://nodejs.org/ or your package manager, then run the same command again."
        )
    return npm


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    number = re.search(rb"(\d+)\.(\d+)", said)
    return tuple(int(part) for part in number.groups()) if number else ()
