"""Running parts: those that keep one processor busy beside each other, then each of the others by itself."""

import os
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from scripts.testing import report
from scripts.testing.parts import Part


def run_all(parts: Sequence[Part], environment: Mapping[str, str]) -> list[report.Outcome]:
    """Run every part whatever came of the others, and return the outcomes in the order of the parts."""
    wide = [part for part in parts if part.is_wide]
    narrow = [part for part in parts if not part.is_wide]
    with ThreadPoolExecutor(os.cpu_count() or 1) as beside:
        run = partial(_run, environment=environment, at_once=len(narrow) > 1)
        outcomes = {outcome.name: outcome for outcome in beside.map(run, narrow)}
    outcomes |= {part.name: _run(part, environment, at_once=False) for part in wide}
    return [outcomes[part.name] for part in parts]


def _run(part: Part, environment: Mapping[str, str], *, at_once: bool) -> report.Outcome:
    """Run a part, and print what it says while it does, or `at_once` at its end."""
    if part.results:
        part.results.parent.mkdir(parents=True, exist_ok=True)
        part.results.unlink(missing_ok=True)
    began = time.monotonic()
    if at_once:
        codes, said = _collect(part, environment)
        print(f"\n== {part.name}\n{said}", end="", flush=True)
    else:
        print(f"\n== {part.name}", flush=True)
        codes = [subprocess.run(one, cwd=part.folder, env=environment, check=False).returncode for one in part.commands]
    succeeded = not any(codes)
    return report.Outcome(part.name, succeeded, time.monotonic() - began, report.counted(succeeded, part.results))


def _collect(part: Part, environment: Mapping[str, str]) -> tuple[Iterable[int], str]:
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace"}
    done = [subprocess.run(one, cwd=part.folder, env=environment, check=False, **both) for one in part.commands]
    return [one.returncode for one in done], "".join(one.stdout for one in done)
