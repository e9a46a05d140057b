"""What there is to run: each part a few commands that must all succeed."""

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

RESULTS = Path("var/test")
IN_RASA = ("tests/rasa_addons",)
# In a process of their own: they ask Rasa as it is, and the others change it.
UNDERSTANDING = ("tests/nlu",)
# What starts most comes first: other workers help with what is left at the end, and need not start it, too.
WITH_STACK = ("tests/faults", "tests/canary", "tests/e2e")
ELSEWHERE = IN_RASA + UNDERSTANDING + WITH_STACK
MOST_WORKERS = 4
APP = ".venv/app/bin/python"
RASA = ".venv/rasa/bin/python"


@dataclass(frozen=True)
class Part:
    """Commands under one name; `results` is where pytest leaves its counts, if pytest it is.

    One that `is_wide` keeps every processor busy.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    folder: Path
    needs_services: bool = False
    results: Path | None = None
    is_wide: bool = False


def all_parts(root: Path) -> tuple[Part, ...]:
    """Return the parts in the order in which a fault is cheapest to find."""
    return (
        Part("lint", ((APP, "-m", "ruff", "check"), (APP, "-m", "ruff", "format", "--check")), root),
        Part("types", ((APP, "-m", "mypy"),), root),
        Part("data", (_validate(root),), root),
        Part("page", ((shutil.which("npm") or "npm", "test"),), root / "web"),
        _pytest(root, "rasa", RASA, IN_RASA),
        _pytest(root, "nlu", RASA, UNDERSTANDING),
        # Two more than there are processors: many of these tests wait for processes, or for a chore to come round.
        _wide(root, "unit", 2, ("tests", *(f"--ignore={path}" for path in ELSEWHERE))),
        # Each worker starts the processes once.
        _wide(root, "stack", 1, WITH_STACK),
    )


def _validate(root: Path) -> tuple[str, ...]:
    domain = "domain" if (root / "domain").is_dir() else "domain.yml"
    return (RASA, "-m", "rasa_addons", "data", "validate", "--fail-on-warnings", "--domain", domain, "--data", "data")


def _wide(root: Path, name: str, more: int, arguments: tuple[str, ...]) -> Part:
    """Return tests for so many more workers than there are processors.

    Each begins with tests that stand beside each other and start the same things, and helps others when it is done.
    """
    workers = min((os.cpu_count() or 1) + more, MOST_WORKERS)
    made = _pytest(root, name, APP, ("-n", str(workers), "--dist", "worksteal", *arguments))
    return replace(made, is_wide=True)


def _pytest(root: Path, name: str, python: str, arguments: tuple[str, ...]) -> Part:
    results = root / RESULTS / f"{name}.xml"
    command = (python, "-m", "pytest", "-q", f"--junitxml={results}", *arguments)
    return Part(name, (command,), root, needs_services=True, results=results)
