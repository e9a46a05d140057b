"""`python -m scripts.testing [part …]`: run the named parts, or all of them, and fail when one does."""

import argparse
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from scripts.testing import report
from scripts.testing.parts import Part, all_parts
from scripts.testing.running import run_all
from scripts.testing.services import provide

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Run the parts, all of them whatever happens, and return 0 when every one succeeded."""
    parts = _chosen()
    with ExitStack() as closing:
        outcomes, environment = [], dict(os.environ)
        if any(part.needs_services for part in parts):
            outcomes += _services(closing, environment)
        environment.update(_model())
        # Hundreds of processes are started from the same code: it is compiled once.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        outcomes += run_all(parts, environment)
    print(f"\n{report.table(outcomes)}", flush=True)
    return 0 if all(outcome.succeeded for outcome in outcomes) else 1


def _chosen() -> list[Part]:
    parts = {part.name: part for part in all_parts(ROOT)}
    parser = argparse.ArgumentParser(prog="python -m scripts.testing", description=__doc__)
    parser.add_argument("part", nargs="*", help=", ".join(parts), metavar="part")
    names = parser.parse_args().part
    unknown = [name for name in names if name not in parts]
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(parts)}")
    return [parts[name] for name in names] if names else list(parts.values())


def _services(closing: ExitStack, environment: dict[str, str]) -> list[report.Outcome]:
    began = time.monotonic()
    variables, missing = provide(closing, environment)
    environment.update(variables)
    print(*missing, sep="\n", flush=True)
    # On a machine of one's own a test may be skipped; where changes are judged, none may.
    succeeded = not (missing and environment.get("CI"))
    counts = report.Counts() if succeeded else report.Counts(failed=len(missing))
    return [report.Outcome("services", succeeded, time.monotonic() - began, counts)]


def _model() -> dict[str, str]:
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda model: model.stat().st_mtime)
    return {"PARLEY_MODEL": str(models[-1])} if models else {}


if __name__ == "__main__":
    sys.exit(main())
