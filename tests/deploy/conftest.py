"""The compose file and the Dockerfiles, read as what they mean."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<rule>:[-?])(?P<word>[^}]*))?\}")


class Unset(Exception):
    """A required variable has no value; the message is the file's own."""


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def compose_text() -> str:
    return (REPOSITORY / "docker-compose.yml").read_text()


@pytest.fixture(scope="session")
def services(compose_text: str) -> dict[str, Any]:
    """Each service as written, merge keys resolved, variables not."""
    return yaml.safe_load(compose_text)["services"]


@pytest.fixture(scope="session")
def fill() -> Callable[[Any, Mapping[str, str]], Any]:
    """Put values in for `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as compose does."""

    def value(match: re.Match[str], values: Mapping[str, str]) -> str:
        found = values.get(match["name"], "")
        if not found and match["rule"] == ":?":
            raise Unset(f"{match['name']}: {match['word']}")
        return found or (match["word"] if match["rule"] == ":-" else "")

    def filled(part: Any, values: Mapping[str, str]) -> Any:
        if isinstance(part, dict):
            return {key: filled(each, values) for key, each in part.items()}
        if isinstance(part, list):
            return [filled(each, values) for each in part]
        return VARIABLE.sub(lambda match: value(match, values), part) if isinstance(part, str) else part

    return filled


@dataclass
class Stage:
    """One `FROM` of a Dockerfile and what follows it."""

    base: str
    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, instruction: str) -> list[str]:
        return [rest for word, rest in self.steps if word == instruction]

    @property
    def copies(self) -> Iterator[tuple[str | None, list[str], str]]:
        """Yield the stage copied from (None: the build context), the sources and the target."""
        for rest in self.all("COPY"):
            words = shlex.split(rest)
            origin = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else None
            yield origin, words[:-1], words[-1]


def read_dockerfile(file: Path) -> list[Stage]:
    text = re.sub(r"\\\n\s*", "", re.sub(r"^\s*#.*\n", "", file.read_text(), flags=re.MULTILINE))
    stages: list[Stage] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        word, rest = line.split(None, 1)
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            stages.append(Stage(base, name))
        else:
            stages[-1].steps.append((word, rest))
    return stages


@pytest.fixture(scope="session")
def dockerfiles() -> dict[str, list[Stage]]:
    """The stages of each Dockerfile, by its path."""
    return {str(file.relative_to(REPOSITORY)): read_dockerfile(file) for file in REPOSITORY.glob("deploy/*.Dockerfile")}
