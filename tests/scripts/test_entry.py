"""The commands as somebody types them."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
OLD = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/[23].[67]*/bin/python"))
OLDEST = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.8*/bin/python"))


def call(*command: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def scripts_alone(tmp_path: Path) -> Path:
    """A folder with the scripts and nothing else of a clone."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "scripts", tmp_path / "scripts", ignore=ignored)
    return tmp_path


@pytest.mark.skipif(not OLD, reason="no Python older than 3.8 on this machine")
def test_a_python_too_old_is_told_so_in_one_sentence() -> None:
    for python in OLD:
        done = call(str(python), "-m", "scripts.setup")
        assert done.returncode == 1
        assert done.stderr.startswith("Parley's setup needs Python 3.8 or newer"), done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not OLDEST, reason="no Python 3.8 on this machine")
def test_the_oldest_python_that_is_promised_writes_the_settings(scripts_alone: Path) -> None:
    done = call(str(OLDEST[0]), "-m", "scripts.setup", "--only", "settings", cwd=scripts_alone)
    assert done.returncode == 0, done.stderr
    assert (scripts_alone / ".env").exists()


@pytest.mark.skipif(not OLDEST, reason="no Python 3.8 on this machine")
def test_the_oldest_python_that_is_promised_understands_every_step() -> None:
    names = [f"scripts.setup.{file.stem}" for file in (REPOSITORY / "scripts/setup").glob("[a-z]*.py")]
    done = call(str(OLDEST[0]), "-c", f"import scripts.lock, {', '.join(names)}")
    assert done.returncode == 0, done.stderr


def test_a_failed_step_ends_with_a_sentence_and_no_traceback(scripts_alone: Path) -> None:
    (scripts_alone / ".env").mkdir()
    done = call(sys.executable, "-m", "scripts.setup", cwd=scripts_alone)
    assert done.returncode == 1
    assert "settings (.env)   … failed" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_ctrl_c_during_setup_is_a_sentence(scripts_alone: Path) -> None:
    (scripts_alone / ".venv").mkdir()
    bin_folder = scripts_alone / "bin"
    bin_folder.mkdir()
    slow = bin_folder / "uv"
    slow.write_text('#!/bin/sh\n[ "$1" = --version ] && echo uv 0.13.8 && exit\ntouch begun\nexec sleep 60\n')
    slow.chmod(0o755)
    (scripts_alone / "deploy/locks").mkdir(parents=True)
    (scripts_alone / "deploy/locks/app.txt").touch()
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.setup"],
        cwd=scripts_alone,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 20
    while not (scripts_alone / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    said, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.endswith("stopped. Run the same command again to go on from here.\n")
    assert errors == ""


def test_make_alone_lists_every_command_with_a_word_about_it() -> None:
    listed = re.findall(r"^  make (\S+) +\S", call("make").stdout, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert sorted(listed) == sorted(phony.group(1).split())


def test_make_goes_past_a_python3_that_does_not_start(tmp_path: Path) -> None:
    broken = tmp_path / "python3"
    broken.write_text("#!/bin/sh\necho 'version not installed' >&2\nexit 127\n")
    broken.chmod(0o755)
    done = subprocess.run(
        ["make", "-n", "env"],
        cwd=REPOSITORY,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert " -m scripts.setup --only settings" in done.stdout
    assert not done.stdout.startswith("python3 -m")


def test_what_must_pass_is_make_test() -> None:
    run = REPOSITORY / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert run.read_text().rstrip().endswith("exec make test")
