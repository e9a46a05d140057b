"""`docs/sandbox.md` says what there is, all of it and nothing else."""

import re
from pathlib import Path
from typing import Any

from parley.sandbox.samples import read_samples, read_world
from parley.sandbox.settings import SandboxSettings
from parley.sandbox.switches import Switches

from .contract import contract

DOCS = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text("utf-8")


METHODS = {"get", "post", "put", "patch", "delete"}


def plain(path: str) -> str:
    """The path with all its parameters named alike."""
    return re.sub(r"\{\w+\}", "{}", path)


def routes(app: Any) -> set[str]:
    """Every method and path that really answers, found by asking."""
    documented = {*contract()["paths"], *re.findall(r"`[A-Z]+ (/[^`?]*)`", DOCS)}
    found = set()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        for path in documented:
            scope = {"type": "http", "method": method, "path": plain(path).replace("{}", "x"), "headers": []}
            if any(matches(route, scope) for route in app.router.routes):
                found.add(f"{method} {plain(path)}")
    return found - {"GET /users/me"}


def matches(route: Any, scope: dict[str, Any]) -> bool:
    match, _ = route.matches(scope)
    return match.name == "FULL"


def test_every_endpoint_is_in_the_docs_and_every_one_in_the_docs_exists(app):
    documented = {f"{method} {plain(path)}" for method, path in re.findall(r"^\| `([A-Z]+) (/[^`]*)`", DOCS, re.M)}
    assert documented == routes(app)


def test_every_operation_of_the_contract_answers(app):
    paths = contract()["paths"].items()
    operations = {f"{method.upper()} {plain(path)}" for path, item in paths for method in item.keys() & METHODS}
    assert len(operations) == 35
    assert operations - {"GET /users/me"} <= routes(app)


def test_every_setting_is_in_the_docs_with_its_default():
    documented = dict(re.findall(r"^\| `(PARLEY_\w+)` \| (?:`([^`]*)`)?", DOCS, re.M))
    fields = SandboxSettings.model_fields
    expected = {
        field.validation_alias or f"PARLEY_SANDBOX_{name.upper()}": field.default for name, field in fields.items()
    }
    assert documented == {name: str(default) if default is not None else "" for name, default in expected.items()}


def test_every_person_and_every_switch_is_in_the_docs():
    table = re.findall(r"^\| `(\w+)` \| (.+?), (\S+) \| (\S+) \| (\S+) \|", DOCS, re.M)
    people = [(p.slug, p.name, p.email, p.timezone, p.time_notation) for p in read_samples().people]
    assert table == people
    assert all(f"`{name}`" in DOCS for name in Switches.model_fields)


def test_the_world_in_the_docs_is_one(tmp_path):
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCS, re.S)
    (tmp_path / "world.yaml").write_text(example, "utf-8")
    (person,) = read_world(tmp_path / "world.yaml").people
    assert person.event_types[0].questions[0].name == "Your company"
