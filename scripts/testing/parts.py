"""What there is to run: each part a few commands that must all succeed."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path("var/test")
IN_RASA = ("tests/rasa_addons",)
# In a process of their own: they ask Rasa as it is, and the others change it.
UNDERSTANDING = ("tests/nlu",)
WITH_STACK = ("tests/e2e", "tests/canary", "tests/faults")
ELSEWHERE = IN_RASA + UNDERSTANDING + WITH_STACK
MOST_WORKERS = 4
APP = ".venv/app/bin/python"
RASA = ".venv/rasa/bin/python"


@dataclass(frozen=True)
class Part:
    """Commands under one name; `results` is where pytest leaves its counts, if pytest it is."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    folder: Path
    needs_services: bool = False
    results: Path | None = None


def all_parts(root: Path) -> tuple[Part, ...]:
    """Return the parts in the order in which a fault is cheapest to find."""
    return (
        Part("lint", ((APP, "-m", "ruff", "check"), (APP, "-m", "ruff", "format", "--check")), root),
        Part("types", ((APP, "-m", "mypy"),), root),
        Part("data", (_validate(root),), root),
        Part("page", ((shutil.which("npm") or "npm", "test"),), root / "web"),
        # One more than there are processors: many of these tests wait for processes to start.
        _pytest(
            root,
            "unit",
            APP,
            (*_side_by_side("loadfile", 1), "tests", *(f"--ignore={path}" for path in ELSEWHERE)),
        ),
        _pytest(root, "rasa", RASA, IN_RASA),
        _pytest(root, "nlu", RASA, UNDERSTANDING),
        # Each worker starts the processes once; one file has most of these tests.
        _pytest(root, "stack", APP, (*_side_by_side("load"), *WITH_STACK)),
    )


def _validate(root: Path) -> tuple[str, ...]:
    domain = "domain" if (root / "domain").is_dir() else "domain.yml"
    return (RASA, "-m", "rasa_addons", "data", "validate", "--fail-on-warnings", "--domain", domain, "--data", "data")


def _side_by_side(how: str, more: int = 0) -> tuple[str, ...]:
    return ("-n", str(min((os.cpu_count() or 1) + more, MOST_WORKERS)), "--dist", how)


def _pytest(root: Path, name: str, python: str, arguments: tuple[str, ...]) -> Part:
    results = root / RESULTS / f"{name}.xml"
    command = (python, "-m", "pytest", "-q", f"--junitxml={results}", *arguments)
    return Part(name, (command,), root, needs_services=True, results=results)
