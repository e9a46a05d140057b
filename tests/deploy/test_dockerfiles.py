"""What the Dockerfiles copy, run and are based on exists."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

FILES = ("deploy/app.Dockerfile", "deploy/rasa.Dockerfile")


def ignored(path: str, rules: list[str]) -> bool:
    """As docker reads .dockerignore: the last rule that matches the path, or a folder above it, wins."""
    parts = path.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    verdicts = [not rule.startswith("!") for rule in rules if any(_matches(each, rule.lstrip("!")) for each in above)]
    return bool(verdicts) and verdicts[-1]


def _matches(path: str, rule: str) -> bool:
    if rule.startswith("**/"):
        return fnmatch(path.rsplit("/", 1)[-1], rule.removeprefix("**/"))
    return path.count("/") == rule.count("/") and fnmatch(path, rule)


@pytest.fixture(scope="module")
def rules(repository: Path) -> list[str]:
    lines = (repository / ".dockerignore").read_text().splitlines()
    return [line.rstrip("/") for line in lines if line and not line.startswith("#")]


def test_there_is_one_for_the_app_and_one_for_rasa(dockerfiles) -> None:
    assert set(dockerfiles) == set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_every_base_is_pinned_or_an_earlier_stage(dockerfiles, file: str) -> None:
    names: list[str] = []
    for stage in dockerfiles[file]:
        assert stage.base in names or re.fullmatch(r"(python|node):\d+\.\d+\.\d+-[\w-]*bookworm[\w-]*", stage.base)
        names.append(stage.name)


@pytest.mark.parametrize(("file", "version"), [(FILES[0], "3.12."), (FILES[1], "3.10.")])
def test_the_python_is_the_one_of_the_environment(dockerfiles, file: str, version: str) -> None:
    bases = {stage.base for stage in dockerfiles[file] if stage.base.startswith("python:")}
    assert len(bases) == 1
    assert bases.pop().startswith(f"python:{version}")


@pytest.mark.parametrize("file", FILES)
def test_every_copied_source_exists_and_reaches_the_build(dockerfiles, repository: Path, rules, file: str) -> None:
    for stage in dockerfiles[file]:
        for origin, sources, _ in stage.copies:
            for source in sources if origin is None else ():
                assert (repository / source).exists(), source
                assert not ignored(source.rstrip("/"), rules), source


@pytest.mark.parametrize("file", FILES)
def test_every_copy_between_stages_has_an_origin(dockerfiles, file: str) -> None:
    names: list[str] = []
    for stage in dockerfiles[file]:
        assert all(origin in names for origin, _, _ in stage.copies if origin)
        names.append(stage.name)


@pytest.mark.parametrize("path", [".env", ".git/config", "var/parley.db", ".venv/app/bin/python", "models/m.tar.gz"])
def test_secrets_and_what_was_built_here_stay_out_of_the_build(rules, path: str) -> None:
    assert ignored(path, rules)


@pytest.mark.parametrize("path", ["web/node_modules/x", "web/dist/index.html", "parley/__pycache__/x.pyc"])
def test_what_is_built_inside_is_not_brought_along(rules, path: str) -> None:
    assert ignored(path, rules)


@pytest.mark.parametrize("file", FILES)
def test_packages_are_installed_from_the_lock_file_with_their_hashes(dockerfiles, file: str) -> None:
    installs = [rest for stage in dockerfiles[file] for rest in stage.all("RUN") if "pip" in rest]
    assert len(installs) == 1
    assert "--no-deps --require-hashes -r /tmp/" in installs[0]


@pytest.mark.parametrize("file", FILES)
def test_the_process_is_not_root(dockerfiles, file: str) -> None:
    last = dockerfiles[file][-1]
    assert last.all("USER") == ["10001:10001"]
    assert last.steps.index(("USER", "10001:10001")) > max(
        index for index, (word, _) in enumerate(last.steps) if word == "COPY"
    )


def test_the_model_is_trained_on_all_that_a_model_depends_on(dockerfiles, repository: Path) -> None:
    from scripts.setup import model

    copied = {
        source.rstrip("/") for stage in dockerfiles[FILES[1]] for _, sources, _ in stage.copies for source in sources
    }
    needed = {path.relative_to(repository) for path in model.inputs(repository)}
    outside = [path for path in needed if not any(path.is_relative_to(each) for each in copied)]
    assert outside == []
