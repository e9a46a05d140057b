"""`make nlu-eval`: what is understood of sentences that were not trained on, and five folds of those that were.

Trains the repository's pipeline, and with `--baseline` stock Rasa's (DIET; minutes) on the same sentences, and measures
both on the same set.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.nlu_eval import DEFAULT_SET
from benchmarks.rasa_project import STOCK_CONFIG

ROOT = Path(__file__).resolve().parents[1]
QUIET = {
    "OMP_NUM_THREADS": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def main() -> None:
    """Train, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, default=DEFAULT_SET, help="the phrases to ask (default: %(default)s)")
    parser.add_argument("--half", choices=["A", "B"], help="only this half of the set")
    parser.add_argument("--baseline", action="store_true", help="train and measure stock Rasa's pipeline too")
    options = parser.parse_args()
    asked = ["--set", str(options.set), *(["--half", options.half] if options.half else [])]
    with tempfile.TemporaryDirectory() as folder:
        _measure("Parley", Path(folder), ROOT / "config.yml", "rasa_addons", asked)
        if options.baseline:
            stock = Path(folder) / "stock.yml"
            stock.write_text(STOCK_CONFIG, encoding="utf-8")
            _measure("stock Rasa", Path(folder), stock, "rasa", [*asked, "--with-tensorflow"])
    _heading("five folds of the training sentences (flattering: one hand wrote both)")
    _run("-m", "benchmarks.nlu_folds")


def _measure(name: str, folder: Path, config: Path, rasa: str, asked: list[str]) -> None:
    _heading(name)
    began = time.perf_counter()
    where = ["--nlu", "data/nlu", "--domain", "domain.yml", "--out", str(folder), "--fixed-model-name", config.stem]
    _run("-m", rasa, "train", "nlu", "--config", str(config), *where, quiet=True)
    print(f"training: {time.perf_counter() - began:.0f} s\n", flush=True)
    _run("-m", "benchmarks.nlu_eval", "--model", str(folder / f"{config.stem}.tar.gz"), *asked)


def _run(*arguments: str, quiet: bool = False) -> None:
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if quiet else {}
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=False, **kept)
    if done.returncode:
        sys.exit(f"failed: {' '.join(arguments)}\n{(done.stdout or b'').decode()[-2000:]}")


def _heading(text: str) -> None:
    print(f"\n=== {text} ===", flush=True)


if __name__ == "__main__":
    main()
