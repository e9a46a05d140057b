"""Find uv, which builds the environments, or install it beside them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.setup.running import StepFailed, run

UV = "0.13.8"
# Older ones do not know `conflicts` between a project and a group.
OLDEST_UV = (0, 9)


def find_uv(root: Path) -> tuple[str, str]:
    """Return the path of uv and how it was come by; StepFailed when there is none and none can be installed."""
    on_path = shutil.which("uv")
    if on_path and _version(on_path) >= OLDEST_UV:
        return on_path, "found"
    ours = root / ".venv" / "tools" / "bin" / "uv"
    if ours.exists() and _version(str(ours)) >= OLDEST_UV:
        return str(ours), "up to date"
    _install(root / ".venv" / "tools", root)
    return str(ours), f"installed {UV}"


def _install(tools: Path, root: Path) -> None:
    try:
        run([sys.executable, "-m", "venv", "--clear", str(tools)], "Making a place for tools", root)
    except StepFailed as failure:
        package = "python%d.%d-venv" % sys.version_info[:2]
        raise StepFailed(
            f"{sys.executable} cannot make virtual environments. Install its venv module (Debian and Ubuntu: "
            f"apt install {package}) or put uv on the PATH (https://docs.astral.sh/uv/).\n{failure}"
        ) from failure
    run([str(tools / "bin" / "python"), "-m", "pip", "install", f"uv=={UV}"], "Installing uv", root)


def _version(uv: str) -> tuple[int, ...]:
    try:
        said = subprocess.run([uv, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    number = re.search(rb"(\d+)\.(\d+)", said)
    return tuple(int(part) for part in number.groups()) if number else ()
