"""When an environment is built, and from which lock file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.setup import environments
from scripts.setup.environments import APP, ensure, make_importable
from scripts.setup.running import StepFailed

# What uv does that setup relies on: `venv` makes a folder with a Python in it.
MAKE_VENV = f"""
if [ "$1" = venv ]; then
  for last; do :; done
  mkdir -p "$last/bin" && ln -s '{sys.executable}' "$last/bin/python"
fi"""


@pytest.fixture
def uv(program):
    return program("bin/uv", MAKE_VENV)


def note(_: str) -> None:
    pass


def build(clone: Path, uv, dev: bool = False) -> str:
    return ensure(clone, APP, str(uv.path), dev, note)


def synced(uv) -> list[str]:
    """The lock files that environments were synced with, since the last look."""
    return [call.split()[-1] for call in uv.calls if call.startswith("pip sync")]


def test_the_first_run_builds_from_the_lock_file_and_checks_every_hash(clone: Path, uv) -> None:
    assert build(clone, uv) == "installed deploy/locks/app.txt"
    created, install = uv.calls
    assert created.startswith("venv ")
    assert "--require-hashes" in install.split()
    assert install.endswith(" deploy/locks/app.txt")


def test_a_second_run_asks_uv_for_nothing(clone: Path, uv) -> None:
    build(clone, uv)
    assert uv.calls
    assert build(clone, uv) == "up to date"
    assert uv.calls == []


def test_a_changed_lock_file_is_installed_into_the_same_environment(clone: Path, uv) -> None:
    build(clone, uv)
    assert uv.calls
    with (clone / APP.lock).open("a") as lock:
        lock.write("# changed\n")
    build(clone, uv)
    assert [call.split()[0] for call in uv.calls] == ["pip"]


def test_test_tools_once_there_stay_so_that_a_run_after_the_tests_installs_nothing(clone: Path, uv) -> None:
    build(clone, uv)
    build(clone, uv, dev=True)
    assert synced(uv) == ["deploy/locks/app.txt", "deploy/locks/dev.txt"]
    assert build(clone, uv) == "up to date"
    assert synced(uv) == []


def test_a_failed_or_interrupted_installation_is_begun_again(clone: Path, uv) -> None:
    uv.does(MAKE_VENV + '\nif [ "$1" = pip ]; then echo broken wheel; exit 2; fi')
    with pytest.raises(StepFailed, match=r"(?s)Building the app environment.*broken wheel"):
        build(clone, uv)
    uv.does(MAKE_VENV)
    assert build(clone, uv).startswith("installed")


def test_going_back_to_the_lock_file_before_a_failed_installation_installs_it_again(clone: Path, uv) -> None:
    build(clone, uv)
    before = (clone / APP.lock).read_bytes()
    (clone / APP.lock).write_bytes(before + b"# changed\n")
    uv.does(MAKE_VENV + '\nif [ "$1" = pip ]; then exit 2; fi')
    with pytest.raises(StepFailed):
        build(clone, uv)
    (clone / APP.lock).write_bytes(before)
    uv.does(MAKE_VENV)
    assert build(clone, uv).startswith("installed")


def test_a_moved_clone_gets_new_environments(clone: Path, uv) -> None:
    build(clone, uv)
    assert uv.calls
    moved = clone.rename(clone.with_name("moved"))
    build(moved, uv)
    assert [call.split()[0] for call in uv.calls] == ["venv", "pip"]


def test_an_environment_whose_python_is_gone_is_made_anew(clone: Path, uv) -> None:
    build(clone, uv)
    python = clone / ".venv/app/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3.12")
    build(clone, uv)
    assert python.resolve() == Path(sys.executable).resolve()


def test_every_lock_file_pins_hashes_and_names_no_registry(clone: Path) -> None:
    for environment in (environments.APP, environments.RASA):
        for lock in (environment.lock, environment.dev_lock):
            text = (clone / lock).read_text()
            assert "--hash=sha256:" in text
            assert "://" not in text, lock


def test_the_parley_command_works_from_any_folder(clone: Path, tmp_path: Path) -> None:
    site = clone / ".venv/app/lib/python3.12/site-packages"
    site.mkdir(parents=True)
    (clone / ".venv/app/bin").mkdir()
    (clone / ".venv/app/bin/python").symlink_to(sys.executable)
    (clone / "parley").mkdir()
    (clone / "parley/__main__.py").write_text("import sys; print('parley', *sys.argv[1:])")
    assert make_importable(clone) == "linked"
    assert make_importable(clone) == "up to date"
    assert (site / "parley-clone.pth").read_text().strip() == str(clone)
    # The stand-in for a virtual environment has no `pyvenv.cfg`, so its Python does not read the link by itself.
    said = subprocess.run(
        [clone / ".venv/app/bin/parley", "up", "a b"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(clone)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "parley up a b\n"
