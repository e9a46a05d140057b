"""PostgreSQL, Redis and Chromium for the tests: found, installed where that is ours to do, or named as missing."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from scripts.testing import postgres, redis

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    """One thing the tests use: the variable that leads to it, Debian's package, how to see and how to start it."""

    variable: str
    package: str
    present: Callable[[], object]
    start: Callable[[ExitStack], str]


def browser() -> str | None:
    """Return the path of a Chromium, or None without one."""
    return next((path for path in map(shutil.which, _BROWSERS) if path), None)


def _start_postgres(closing: ExitStack) -> str:
    programs = postgres.programs()
    if programs is None:
        raise OSError("PostgreSQL's server programs are missing")
    return closing.enter_context(postgres.running(programs))


def _start_redis(closing: ExitStack) -> str:
    return closing.enter_context(redis.running(redis.program() or "redis-server"))


NEEDS = (
    Need("PARLEY_TEST_POSTGRES_URL", "postgresql", postgres.programs, _start_postgres),
    Need("PARLEY_TEST_REDIS_URL", "redis-server", redis.program, _start_redis),
    Need("PARLEY_TEST_CHROMIUM", "chromium", browser, lambda _: browser() or "chromium"),
)


def provide(closing: ExitStack, given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the variables that lead to each service, and a sentence for each that cannot be had.

    A variable that is set already is taken as it is. What is started here ends with `closing`.
    """
    wanted = [need for need in NEEDS if not given.get(need.variable)]
    lacking = [need for need in wanted if not need.present()]
    trouble = _install([need.package for need in lacking]) if lacking else ""
    variables, sentences = {}, []
    for need in wanted:
        try:
            if not need.present():
                raise OSError(trouble)
            variables[need.variable] = need.start(closing)
        except OSError as error:
            sentences.append(_sentence(need, error))
    return variables, sentences


def _sentence(need: Need, error: OSError) -> str:
    return (
        f"No {need.package}: {error}. Install it (Debian and Ubuntu: apt install {need.package}) "
        f"or set {need.variable}; until then the tests that use it are skipped."
    )


def _install(packages: list[str]) -> str:
    """Install Debian's packages; return why not, or nothing."""
    if not Path("/etc/debian_version").exists() or os.geteuid() != 0:
        return "it is not installed, and installing it takes root on Debian"
    print(f"  installing {', '.join(packages)} …", flush=True)
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        # RUNLEVEL=1: the packages' own servers are not started.
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        done = subprocess.run([*apt, *command], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"`apt-get {command[0]}` failed ({(done.stderr.strip().splitlines() or ['no reason given'])[-1]})"
    return ""
