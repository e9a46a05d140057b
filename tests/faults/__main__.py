"""`make faults`: many conversations in a storm of faults. Ends with 1 if anything was lost, doubled, lied or stuck."""

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from tests.faults.run import run
from tests.faults.stack import start
from tests.faults.table import findings, table


def main() -> int:
    """Run, and print."""
    chosen = _chosen()
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder, start(Path(folder), chosen.conversations) as faulty:
        result = run(faulty, range(chosen.conversations), chosen.seed, chosen.at_once, tell=_say)
    if not result.clean:
        print(findings(result), end="\n\n")
    print(table(result), flush=True)
    return 0 if result.clean else 1


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--conversations", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1, help="the same conversations and the same order of faults")
    parser.add_argument("--at-once", type=int, default=8, help="how many conversations go on side by side")
    return parser.parse_args()


def _say(sentence: str) -> None:
    print(f"  {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
