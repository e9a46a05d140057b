"""The settings that every clone needs and nobody should have to invent: random secrets in `.env`."""

from __future__ import annotations

import base64
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Callable

PRIVATE = 0o600
_HEADER = "# Parley's settings on this machine. Keep it private: it holds secrets. Never commit it.\n"
_NAME = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=", re.MULTILINE)


def _secret() -> str:
    return secrets.token_urlsafe(32)


# The last two are for docker compose alone.
MAKERS: dict[str, Callable[[], str]] = {
    "PARLEY_RASA_SECRET": _secret,
    "PARLEY_ACTIONS_SECRET": _secret,
    "PARLEY_KEYS": lambda: base64.b64encode(secrets.token_bytes(32)).decode(),
    "PARLEY_REST_CLIENTS": lambda: f"local:{_secret()}",
    "POSTGRES_PASSWORD": lambda: secrets.token_hex(24),
    "POSTGRES_RASA_PASSWORD": lambda: secrets.token_hex(24),
}


def ensure(root: Path) -> str:
    """Add the names that `.env` lacks, change none that it has, keep it to its owner; return what was done."""
    file = root / ".env"
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    lacking = [name for name in MAKERS if name not in _NAME.findall(before)]
    if lacking:
        _write(file, _joined(before or _HEADER, lacking))
        return "wrote " + ", ".join(lacking) if before else "written"
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        file.chmod(PRIVATE)
        return "made private"
    return "up to date"


def _joined(before: str, lacking: list[str]) -> str:
    gap = "" if before.endswith("\n") else "\n"
    return before + gap + "".join(f"{name}={MAKERS[name]()}\n" for name in lacking)


def _write(file: Path, text: str) -> None:
    draft = file.with_name(".env.new")
    if draft.exists():
        draft.unlink()
    with os.fdopen(os.open(str(draft), os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(str(draft), str(file))
