"""Clones in which programs are stand-ins that note how they were called."""

import shutil
import stat
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


class Program:
    """An executable that appends its arguments to a file, then runs a line of shell."""

    def __init__(self, path: Path, then: str = "") -> None:
        self.path, self._notes = path, path.with_name(path.name + ".calls")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.does(then)

    def does(self, then: str) -> None:
        self.path.unlink(missing_ok=True)
        self.path.write_text(f"#!/bin/sh\necho \"$*\" >> '{self._notes}'\n{then}\n")
        self.path.chmod(self.path.stat().st_mode | stat.S_IXUSR)

    @property
    def calls(self) -> list[str]:
        """How it was called since the last look."""
        if not self._notes.exists():
            return []
        calls = self._notes.read_text().splitlines()
        self._notes.unlink()
        return calls


@pytest.fixture
def program(tmp_path: Path):
    """Make a stand-in: `program("bin/uv", "exit 1")`."""
    return lambda name, then="": Program(tmp_path / name, then)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with everything that setup looks at, and nothing built."""
    root = tmp_path / "clone"
    for folder in ("deploy", "data", "rasa_addons", "web"):
        (root / folder).mkdir(parents=True)
    shutil.copytree(REPOSITORY / "deploy" / "locks", root / "deploy" / "locks")
    (root / "config.yml").write_text("language: en\n")
    (root / "domain.yml").write_text("intents: []\n")
    (root / "data" / "nlu.yml").write_text("nlu: []\n")
    (root / "rasa_addons" / "channel.py").write_text("")
    (root / "web" / "package.json").write_text("{}")
    (root / "web" / "package-lock.json").write_text("{}")
    return root


@pytest.fixture
def this_python() -> str:
    return sys.executable


@pytest.fixture
def notes() -> list[str]:
    return []
