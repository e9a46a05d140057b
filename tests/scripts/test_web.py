"""When the chat page is built."""

import os
from pathlib import Path

import pytest

from scripts.setup import web
from scripts.setup.running import StepFailed

BUILD = 'case "$1" in run) mkdir -p dist && echo page > dist/index.html;; ci) mkdir -p node_modules;; esac'


@pytest.fixture
def npm(program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program("bin/node", "echo v22.12.0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return program("bin/npm", BUILD)


def note(_: str) -> None:
    pass


def commands(npm) -> list[str]:
    return [call.split()[0] for call in npm.calls]


def test_packages_are_fetched_and_the_page_is_built(clone: Path, npm) -> None:
    assert web.ensure(clone, note) == "built"
    assert commands(npm) == ["ci", "run"]
    assert (clone / "web/dist/index.html").exists()


def test_nothing_happens_again_while_nothing_changed(clone: Path, npm) -> None:
    web.ensure(clone, note)
    assert commands(npm)
    assert web.ensure(clone, note) == "up to date"
    assert commands(npm) == []


def test_a_changed_source_builds_without_fetching(clone: Path, npm) -> None:
    web.ensure(clone, note)
    assert commands(npm)
    (clone / "web" / "index.html").write_text("<p>new")
    web.ensure(clone, note)
    assert commands(npm) == ["run"]


def test_a_failed_build_is_tried_again(clone: Path, npm) -> None:
    npm.does('[ "$1" = ci ] && mkdir -p node_modules && exit 0; echo syntax error; exit 1')
    with pytest.raises(StepFailed, match=r"(?s)Building the chat page failed.*syntax error"):
        web.ensure(clone, note)
    npm.does(BUILD)
    assert web.ensure(clone, note) == "built"


def test_going_back_to_the_source_before_a_failed_build_builds_it_again(clone: Path, npm) -> None:
    web.ensure(clone, note)
    (clone / "web" / "package.json").write_text('{"broken": true}')
    npm.does("exit 1")
    with pytest.raises(StepFailed):
        web.ensure(clone, note)
    (clone / "web" / "package.json").write_text("{}")
    npm.does(BUILD)
    assert web.ensure(clone, note) == "built"


@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.1"])
def test_an_old_node_is_named_with_what_is_needed(clone: Path, npm, program, version: str) -> None:
    program("bin/node", f"echo {version}")
    with pytest.raises(StepFailed, match=r"Node.js 20\.19 or newer .*bin/node is too old"):
        web.ensure(clone, note)


def test_a_machine_without_node_is_told_where_to_get_it(clone: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StepFailed, match=r"not on the PATH.*nodejs\.org"):
        web.ensure(clone, note)
