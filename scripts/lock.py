"""`python3 -m scripts.lock`: rebuild the four lock files, for every platform, with hashes and no registry address.

What is pinned already stays as long as pyproject.toml allows it; `--upgrade` takes the newest of everything.
"""

from __future__ import annotations

import sys

from scripts.setup.main import ROOT
from scripts.setup.running import StepFailed, run
from scripts.setup.tools import find_uv

LOCKS = "deploy/locks"
# The tools' locks agree with the locks of what they test.
JOBS = {
    "app.txt": ["pyproject.toml", "--python-version", "3.12"],
    "dev.txt": ["pyproject.toml", "--group", "dev", "-c", f"{LOCKS}/app.txt", "--python-version", "3.12"],
    "rasa.txt": ["--group", "rasa", "--python-version", "3.10"],
    "rasa-dev.txt": ["--group", "rasa-dev", "-c", f"{LOCKS}/rasa.txt", "--python-version", "3.10"],
}
OPTIONS = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"]


def main() -> int:
    """Rebuild them all. Return 0, or 1 with a sentence when one cannot be resolved."""
    try:
        uv, _ = find_uv(ROOT)
        for name, what in JOBS.items():
            print(f"  {LOCKS}/{name}", flush=True)
            command = [uv, "pip", "compile", *OPTIONS, *sys.argv[1:], *what, "-o", f"{LOCKS}/{name}"]
            run(command, f"Locking {name}", ROOT)
    except StepFailed as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
