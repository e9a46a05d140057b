"""The steps in their order, a line for each."""

from __future__ import annotations

import argparse
import fcntl
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator, Sequence

from scripts.setup import dotenv, environments, model, tools, web
from scripts.setup.running import StepFailed

ROOT = Path(__file__).resolve().parent.parent.parent
Step = Callable[[], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do every step that is due. Return 0, 1 when one failed, 130 when interrupted."""
    chosen = _parser().parse_args(arguments)
    try:
        with _alone(ROOT):
            for name, step in _steps(ROOT, chosen.dev, chosen.only):
                _tell(name, step)
    except StepFailed as failure:
        print(f"failed\n\n{failure}", flush=True)
        return 1
    except OSError as error:
        print(f"failed\n\n{error}. Make that file or folder accessible to you, then run the same command again.")
        return 1
    except KeyboardInterrupt:
        print("stopped. Run the same command again to go on from here.", flush=True)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m scripts.setup", description="Make this clone ready to run.")
    parser.add_argument("--dev", action="store_true", help="install what the tests need, too")
    parser.add_argument("--only", choices=["settings"], help="do this step alone")
    return parser


def _steps(root: Path, dev: bool, only: str | None) -> Iterator[tuple[str, Step]]:
    yield "settings (.env)", lambda: dotenv.ensure(root)
    if only:
        return
    uv: list[str] = []
    yield "uv", lambda: _remember(uv, *tools.find_uv(root))
    for environment in (environments.APP, environments.RASA):
        label = f"{environment.name} environment"
        yield label, lambda chosen=environment: environments.ensure(root, chosen, uv[0], dev, _note)  # type: ignore[misc]
    yield "parley command", lambda: environments.make_importable(root)
    yield "chat page", lambda: web.ensure(root, _note)
    yield "model", lambda: model.ensure(root, _note)


def _remember(place: list[str], path: str, how: str) -> str:
    place.append(path)
    return how


def _tell(name: str, step: Step) -> None:
    print(f"  {name:<17} … ", end="", flush=True)
    began = time.monotonic()
    done = step()
    seconds = time.monotonic() - began
    print(done if seconds < 1 else f"{done} in {seconds:.0f} s", flush=True)


def _note(text: str) -> None:
    print(f"{text} … ", end="", flush=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    (root / ".venv").mkdir(exist_ok=True)
    with (root / ".venv" / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Another setup of this clone is at work; waiting for it …", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
