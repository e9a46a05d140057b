"""All processes of Parley on one machine, as one thing that starts, is ready, and stops."""

import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from parley.supervisor.child import Child
from parley.supervisor.readiness import Answer, ask
from parley.supervisor.services import Service, describe, environment, newest_model, parley_command
from parley.supervisor.values import Ports, resolve, uses_sandbox

READY_WITHIN = 180.0
STOP_WITHIN = 4.0
_POLL = 0.1

type OnReady = Callable[[str, float], None]


class StackFailed(Exception):
    """The stack cannot start or go on; the message is meant for people, with the last lines of the log."""


class Stack:
    """Sandbox (unless Calendly is configured), actions, rasa and gateway on `ports`, keeping all data in `var_dir`.

    `env` holds the chosen `PARLEY_…` settings; the rest follows from `ports` and `var_dir`, and `.env` is not read.
    As a context manager it migrates, starts and waits until all are ready, and stops them on the way out.
    """

    def __init__(
        self, root: Path, var_dir: Path, ports: Ports, env: Mapping[str, str], model: Path | None = None
    ) -> None:
        chosen = model or newest_model(root)
        if chosen is None:
            raise StackFailed("There is no trained model in models/. Run `make setup`, which trains one.")
        self.root, self.var_dir = root, var_dir.absolute()
        self.values = resolve(env, self.var_dir, ports)
        services = describe(root, self.var_dir, ports, self.values, chosen)
        self.services = {name: s for name, s in services.items() if name != "sandbox" or uses_sandbox(env)}
        self._children: dict[str, Child] = {}
        self._started: dict[str, float] = {}

    def __enter__(self) -> Self:
        try:
            self.migrate()
            self.start()
            self.wait_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pids(self) -> dict[str, int]:
        """Return the process ids by name."""
        return {name: child.pid for name, child in self._children.items()}

    @property
    def url(self) -> str:
        """Return the gateway's address on this machine."""
        return f"http://127.0.0.1:{self.services['gateway'].port}"

    def migrate(self) -> None:
        """Bring the database up to date; StackFailed when that cannot be done."""
        self.var_dir.mkdir(parents=True, exist_ok=True)
        command, told = parley_command(self.root, "migrate"), environment(self.values)
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            command, cwd=self.root, env=told, capture_output=True, text=True, check=False, start_new_session=True
        )
        if done.returncode:
            raise StackFailed(_with_lines("The database could not be brought up to date:", _last(done.stderr)))

    def start(self, *names: str) -> None:
        """Start the named processes, or all. A process that has ended may be started again."""
        for service in self._named(names):
            self._started[service.name] = time.monotonic()
            self._children[service.name] = Child(service, self.root)

    def wait_ready(self, *names: str, within: float = READY_WITHIN, on_ready: OnReady | None = None) -> None:
        """Return once the named processes, or all, are ready; `on_ready` is told each name and its seconds.

        Raises StackFailed when a process ends meanwhile, or when one is not ready `within` so many seconds.
        """
        waiting, deadline = {s.name: s for s in self._named(names)}, time.monotonic() + within
        while waiting:
            self.check()
            answers = {name: ask(service.health) for name, service in waiting.items()}
            for name in [name for name, answer in answers.items() if answer.ready]:
                del waiting[name]
                if on_ready:
                    on_ready(name, time.monotonic() - self._started[name])
            if waiting and time.monotonic() > deadline:
                raise self._not_ready({name: answers[name] for name in waiting}, within)
            time.sleep(_POLL if waiting else 0)

    def check(self) -> None:
        """Return when every started process runs; StackFailed names each that ended, with its last lines."""
        ended = {name: child for name, child in self._children.items() if child.exit_code is not None}
        if ended:
            headlines = {name: f"{name} {child.ending}. {self._log_words(child)}" for name, child in ended.items()}
            raise StackFailed("\n".join(_with_lines(headlines[name], child.tail()) for name, child in ended.items()))

    def stop(self, *names: str, within: float = STOP_WITHIN) -> None:
        """End the named processes, or all, with their children: asked first, made to after `within` seconds."""
        children = [self._children.pop(s.name) for s in self._named(names) if s.name in self._children]
        deadline = time.monotonic() + within
        for child in children:
            child.terminate()
        for child in children:
            child.wait(deadline - time.monotonic())
            child.kill()
            child.wait(1.0)

    def _named(self, names: tuple[str, ...]) -> list[Service]:
        return [self.services[name] for name in names or self.services]

    def _log_words(self, child: Child) -> str:
        log = child.service.log
        shown = log.relative_to(self.root) if log.is_relative_to(self.root) else log
        return f"Its last lines ({shown}):"

    def _not_ready(self, answers: Mapping[str, Answer], within: float) -> StackFailed:
        parts = []
        for name, answer in answers.items():
            child = self._children[name]
            headline = f"{name} is not ready after {within:.0f} s: {answer.said}. {self._log_words(child)}"
            parts.append(_with_lines(headline, child.tail()))
        return StackFailed("\n".join(parts))


def _last(text: str) -> list[str]:
    return text.splitlines()[-20:]


def _with_lines(sentence: str, lines: list[str]) -> str:
    return "\n".join([sentence, *(f"    {line}" for line in lines or ["(nothing was written)"])])
