"""The two environments, each built from its hashed lock file and from nothing else."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.setup import pythons, stamps
from scripts.setup.running import Note, run


@dataclass(frozen=True)
class Environment:
    """A virtual environment below `.venv`, its Python, and its two lock files."""

    name: str
    version: str
    lock: str
    dev_lock: str


APP = Environment("app", "3.12", "deploy/locks/app.txt", "deploy/locks/dev.txt")
RASA = Environment("rasa", "3.10", "deploy/locks/rasa.txt", "deploy/locks/rasa-dev.txt")

# Leads to the app environment's Python wherever the folder is called from.
_LAUNCHER = '#!/bin/sh\nexec "$(dirname "$0")/python" -m parley "$@"\n'


def ensure(root: Path, environment: Environment, uv: str, dev: bool, note: Note) -> str:
    """Build the environment or bring it up to date; return what was done. StepFailed says what went wrong."""
    folder = root / ".venv" / environment.name
    stamp = folder / "lock.json"
    wanted = _wanted(root, environment, dev or _has_dev_tools(stamp, environment))
    if stamps.read(stamp) == wanted and _works(folder, environment):
        return "up to date"
    note("installing, some minutes the first time")
    stamps.erase(stamp)
    if not _works(folder, environment) or _moved(folder, root):
        _create(root, environment, uv)
    _install(root, environment, uv, wanted["lock"])
    (folder / "root").write_text(str(root), encoding="utf-8")
    stamps.write(stamp, wanted)
    return f"installed {wanted['lock']}"


def make_importable(root: Path) -> str:
    """Put the clone on the app environment's path, and a `parley` command beside its Python."""
    folder = root / ".venv" / APP.name
    link = folder / "lib" / f"python{APP.version}" / "site-packages" / "parley-clone.pth"
    launcher = folder / "bin" / "parley"
    if _text(link) == f"{root}\n" and _text(launcher) == _LAUNCHER and os.access(str(launcher), os.X_OK):
        return "up to date"
    link.write_text(f"{root}\n", encoding="utf-8")
    launcher.write_text(_LAUNCHER, encoding="utf-8")
    launcher.chmod(0o755)
    return "linked"


def _wanted(root: Path, environment: Environment, dev: bool) -> dict[str, Any]:
    lock = environment.dev_lock if dev else environment.lock
    return {"lock": lock, "digest": stamps.digest([root / lock], root), "root": str(root)}


def _has_dev_tools(stamp: Path, environment: Environment) -> bool:
    # Once there they stay: going from tests to a run and back must not install anything.
    return stamps.read(stamp).get("lock") == environment.dev_lock


def _works(folder: Path, environment: Environment) -> bool:
    return pythons.version_of(folder / "bin" / "python") == environment.version


def _moved(folder: Path, root: Path) -> bool:
    # The commands in an environment name their Python by its full path.
    return _text(folder / "root") not in ("", str(root))


def _create(root: Path, environment: Environment, uv: str) -> None:
    folder = root / ".venv" / environment.name
    if folder.exists():
        shutil.rmtree(str(folder))
    python = pythons.find(environment.version)
    run([uv, "venv", "--quiet", "--no-project", "--python", python, str(folder)], _what(environment), root)


def _install(root: Path, environment: Environment, uv: str, lock: str) -> None:
    python = str(root / ".venv" / environment.name / "bin" / "python")
    # Compiled now, so that no start pays for it.
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", python, lock]
    run(sync, _what(environment), root)


def _what(environment: Environment) -> str:
    return f"Building the {environment.name} environment (Python {environment.version})"


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""
