"""The process ids of a run, kept so that the next run can name what was left behind."""

import json
import os
from collections.abc import Mapping
from pathlib import Path


def write(var_dir: Path, pids: Mapping[str, int]) -> None:
    """Remember the processes of this run."""
    _file(var_dir).write_text(json.dumps(dict(pids)), encoding="utf-8")


def forget(var_dir: Path) -> None:
    """Forget them, once they have ended."""
    _file(var_dir).unlink(missing_ok=True)


def alive(var_dir: Path) -> dict[str, int]:
    """Return those processes of the last run that were not stopped and still live, by name."""
    try:
        pids = json.loads(_file(var_dir).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: pid for name, pid in pids.items() if _lives(pid)}


def _file(var_dir: Path) -> Path:
    return var_dir / "run.json"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
