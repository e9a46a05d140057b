"""Parts run beside each other where they leave processors idle."""

import os
import sys
from pathlib import Path

import pytest

from scripts.testing.parts import Part
from scripts.testing.running import run_all

MEETING = """
import sys, time
from pathlib import Path
mine, other = map(Path, sys.argv[1:])
mine.touch()
until = time.monotonic() + 60
while not other.exists():
    if time.monotonic() > until:
        sys.exit("the other one is not there")
    time.sleep(0.01)
"""


def part(folder: Path, name: str, source: str, *arguments: object, wide: bool = False) -> Part:
    return Part(name, ((sys.executable, "-c", source, *map(str, arguments)),), folder, is_wide=wide)


def test_two_that_keep_one_processor_busy_run_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    outcomes = run_all(
        [part(tmp_path, "ours", MEETING, ours, theirs), part(tmp_path, "theirs", MEETING, theirs, ours)], os.environ
    )
    assert [one.succeeded for one in outcomes] == [True, True]


def test_one_that_keeps_them_all_busy_begins_when_those_are_done(tmp_path: Path) -> None:
    done = tmp_path / "done"
    slow = part(tmp_path, "slow", "import sys, time, pathlib; time.sleep(1); pathlib.Path(sys.argv[1]).touch()", done)
    look = "import sys, pathlib; sys.exit(not pathlib.Path(sys.argv[1]).exists())"
    wide, other = part(tmp_path, "wide", look, done, wide=True), part(tmp_path, "other", "pass")
    assert all(one.succeeded for one in run_all([wide, slow, other], os.environ))


def test_each_has_its_own_outcome_and_keeps_its_place(tmp_path: Path) -> None:
    parts = [
        part(tmp_path, "first", "raise SystemExit(1)"),
        part(tmp_path, "second", "pass", wide=True),
        part(tmp_path, "third", "pass"),
    ]
    outcomes = run_all(parts, os.environ)
    assert [(one.name, one.succeeded) for one in outcomes] == [("first", False), ("second", True), ("third", True)]


def test_what_a_part_says_stands_together_under_its_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    says = "import sys; print('one'); print('two', file=sys.stderr)"
    run_all([part(tmp_path, "first", says), part(tmp_path, "second", says)], {**os.environ, "PYTHONUNBUFFERED": "1"})
    said = capfd.readouterr().out
    assert "\n== first\none\ntwo\n" in said
    assert "\n== second\none\ntwo\n" in said
