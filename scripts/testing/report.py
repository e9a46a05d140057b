"""What came of each part, as a table and one closing line."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Counts:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


@dataclass(frozen=True)
class Outcome:
    """What came of one part."""

    name: str
    succeeded: bool
    seconds: float
    counts: Counts


def counted(succeeded: bool, results: Path | None) -> Counts:
    """Return the counts in pytest's `results`; a part without them, or that died before writing them, counts as one."""
    if results is None or not results.exists():
        return Counts(passed=1) if succeeded else Counts(failed=1)
    counts = _read(results)
    # For example, a session that was interrupted, or that found no test.
    return counts if succeeded or counts.failed else counts + Counts(failed=1)


def table(outcomes: Iterable[Outcome]) -> str:
    """Return a line for each part, then one with the sums."""
    rows = [f"  {'part':<10} {'result':<8} {'seconds':>8} {'passed':>7} {'failed':>7} {'skipped':>8}"]
    total = Counts()
    for each in outcomes:
        total += each.counts
        result = "ok" if each.succeeded else "FAILED"
        numbers = f"{each.counts.passed:>7} {each.counts.failed:>7} {each.counts.skipped:>8}"
        rows.append(f"  {each.name:<10} {result:<8} {each.seconds:>8.1f} {numbers}")
    return "\n".join([*rows, "", f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped"])


def _read(results: Path) -> Counts:
    # Our own pytest wrote it.
    suites = ElementTree.parse(results).getroot().iter("testsuite")
    sums = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in suites:
        for name in sums:
            sums[name] += int(suite.get(name, "0"))
    failed = sums["failures"] + sums["errors"]
    return Counts(max(0, sums["tests"] - failed - sums["skipped"]), failed, sums["skipped"])
