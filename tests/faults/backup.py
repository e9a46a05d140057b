"""Backup and restore of a stack's databases, by the steps that docs/operations.md tells."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from parley.jobs.store import is_embedded
from scripts.testing.postgres import programs
from tests.faults.stack import Faulty

# Promises first: one that is kept already is seen to be, while one that is missing would never be kept.
FILES = ("jobs.db", "parley.db", "rasa.db")
# The bot's tables and its jobs as of one moment, then Rasa's dialogues.
DUMPS = {"parley.dump": "PARLEY_DATABASE_URL", "rasa.dump": "PARLEY_TRACKER_URL"}


def back_up(faulty: Faulty, folder: Path) -> None:
    """Copy each database while everything runs."""
    if not is_embedded(faulty.stack.values["PARLEY_DATABASE_URL"]):
        for name, setting in DUMPS.items():
            _run("pg_dump", "--format=custom", f"--file={folder / name}", faulty.stack.values[setting])
        return
    for name in FILES:  # As `.backup` of the command `sqlite3` does.
        with (
            closing(sqlite3.connect(faulty.stack.var_dir / name, timeout=60)) as source,
            closing(sqlite3.connect(folder / name)) as copy,
        ):
            source.backup(copy)


def restore(faulty: Faulty, folder: Path) -> None:
    """End the bot, put the copies in the place of its databases, and start it again; Calendly goes on meanwhile."""
    bot = [name for name in faulty.stack.services if name != "sandbox"]
    faulty.stack.stop(*bot)
    if is_embedded(faulty.stack.values["PARLEY_DATABASE_URL"]):
        _put_back(faulty.stack.var_dir, folder)
    else:
        for name, setting in DUMPS.items():
            target = f"--dbname={faulty.stack.values[setting]}"
            _run("pg_restore", "--clean", "--if-exists", "--exit-on-error", target, str(folder / name))
    faulty.stack.start(*bot)
    faulty.stack.wait_ready()


def _put_back(var: Path, folder: Path) -> None:
    for name in FILES:
        for beside in var.glob(f"{name}*"):  # Its write-ahead log with it.
            beside.unlink()
        shutil.copy(folder / name, var / name)


def _run(program: str, *arguments: str) -> None:
    found = programs()
    assert found, "PostgreSQL's programs are missing"
    done = subprocess.run([str(found / program), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
