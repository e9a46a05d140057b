"""What is said after the tests."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.testing.report import Counts, Outcome, counted, table


def results(folder: Path, source: str) -> tuple[bool, Path]:
    (folder / "test_some.py").write_text(source)
    file = folder / "results.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={file}", str(folder)]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.returncode == 0, file


MIXED = """
import pytest

def test_good(): pass
def test_other(): pass
def test_bad(): assert False
@pytest.mark.skip(reason="no")
def test_skipped(): pass
@pytest.fixture
def broken(): raise OSError
def test_error(broken): pass
"""


def test_the_counts_are_pytests_own(tmp_path: Path) -> None:
    assert counted(*results(tmp_path, MIXED)) == Counts(passed=2, failed=2, skipped=1)


@pytest.mark.parametrize("source", ["", "import nothing_of_that_name"])
def test_a_run_without_a_test_is_a_failure(tmp_path: Path, source: str) -> None:
    assert counted(*results(tmp_path, source)).failed == 1


def test_a_run_that_died_before_counting_is_a_failure(tmp_path: Path) -> None:
    assert counted(False, tmp_path / "never-written.xml") == Counts(failed=1)


def test_a_check_without_counts_counts_as_one() -> None:
    assert counted(True, None) == Counts(passed=1)


def test_the_table_has_a_line_for_each_part_and_a_closing_one() -> None:
    lines = table([Outcome("lint", True, 1.0, Counts(1)), Outcome("unit", False, 62.5, Counts(7, 2, 1))]).splitlines()
    assert lines[1].split() == ["lint", "ok", "1.0", "1", "0", "0"]
    assert lines[2].split() == ["unit", "FAILED", "62.5", "7", "2", "1"]
    assert lines[-1] == "8 passed, 2 failed, 1 skipped"
