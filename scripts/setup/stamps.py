"""Know what a step was last done for, so that it is done again only when that changed."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, Iterable


def digest(files: Iterable[Path], root: Path) -> str:
    """Return one hash over the names (below `root`) and contents of `files`, whatever their order."""
    total = hashlib.sha256()
    for file in sorted(set(files)):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(root).as_posix()}\0{content}\n".encode())
    return total.hexdigest()


def read(file: Path) -> dict[str, Any]:
    """Return what the stamp says; nothing when it is missing or broken."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def write(file: Path, said: dict[str, Any]) -> None:
    """Write the stamp whole or not at all: the last act of a step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(file.name + ".new")
    draft.write_text(json.dumps(said), encoding="utf-8")
    os.replace(draft, file)


def erase(file: Path) -> None:
    """Remove the stamp: the first act of a step."""
    if file.exists():
        file.unlink()
