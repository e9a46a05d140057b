"""`make faults`: many conversations in a storm of faults. Ends with 1 if anything was lost, doubled, lied or stuck."""

import argparse
import logging
import math
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from tests.faults.run import run
from tests.faults.servers import TWICE_MORTAL, servers
from tests.faults.stack import Faulty, start
from tests.faults.storm import MORTAL
from tests.faults.table import findings, table


def main() -> int:
    """Run, and print."""
    chosen = _chosen()
    logging.disable(logging.INFO)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    mortal = TWICE_MORTAL if chosen.scaled else MORTAL
    with tempfile.TemporaryDirectory() as folder, _started(chosen, Path(folder)) as faulty:
        result = run(
            faulty, range(chosen.conversations), chosen.seed, chosen.at_once, mortal, tell=_say, minutes=chosen.minutes
        )
    if not result.clean:
        print(findings(result), end="\n\n")
    print(table(result), flush=True)
    return 0 if result.clean else 1


@contextmanager
def _started(chosen: argparse.Namespace, folder: Path) -> Iterator[Faulty]:
    if not chosen.scaled:
        with start(folder, chosen.conversations) as faulty:
            yield faulty
        return
    with servers() as addresses, start(folder, chosen.conversations, twice=True, **addresses) as faulty:
        yield faulty


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--conversations", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1, help="the same conversations and the same order of faults")
    parser.add_argument("--scaled", action="store_true", help="two of each process, PostgreSQL and Redis")
    parser.add_argument("--minutes", type=float, default=math.inf, help="after which no conversation is begun")
    parser.add_argument("--at-once", type=int, default=8, help="how many conversations go on side by side")
    return parser.parse_args()


def _say(sentence: str) -> None:
    print(f"  {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
