"""Find a Python of the version that an environment needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator

# A Python built by hand may lack what these wrap, and would only fail much later.
_PROBE = "import bz2, ctypes, sqlite3, ssl, sys; print('%d.%d' % sys.version_info[:2], sys.implementation.name)"


def find(version: str) -> str:
    """Return the path of a CPython `version` such as "3.12", or the version itself for uv to find or fetch."""
    return next((str(path) for path in _candidates(version) if version_of(path) == version), version)


def version_of(python: Path) -> str | None:
    """Return the version of a CPython that works, as "3.12"; None for any other file."""
    try:
        probe = subprocess.run([str(python), "-c", _PROBE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = probe.stdout.decode(errors="replace").split()
    return words[0] if probe.returncode == 0 and words[1:] == ["cpython"] else None


def _candidates(version: str) -> Iterator[Path]:
    yield from _of_pyenv(version)
    if "%d.%d" % sys.version_info[:2] == version:
        yield Path(getattr(sys, "_base_executable", sys.executable))
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield Path(on_path)


def _of_pyenv(version: str) -> list[Path]:
    roots = {os.environ.get("PYENV_ROOT") or "", str(Path.home() / ".pyenv")} - {""}
    found = [python for root in roots for python in Path(root).glob(f"versions/{version}.*/bin/python")]
    return sorted(found, key=_patch_level, reverse=True)


def _patch_level(python: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", python.parent.parent.name)]
