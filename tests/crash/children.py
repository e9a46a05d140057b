"""Processes of their own that do one piece of work on the tests' database and sandbox."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import httpx
from sqlalchemy import create_engine

from parley.calendly.scopes import READ_EVENTS
from parley.db.engine import Database, connect
from parley.gateway.app import make_app
from tests.crash.steps import watched
from tests.support.clock import MovingClock
from tests.support.desk import REDIRECT, Desk, make_desk
from tests.support.forking import SPAWNING
from tests.support.gateway import KEY, make_settings
from tests.support.jobs import calm, unscheduled
from tests.support.rasa import RasaStandIn
from tests.support.sandbox import Sandbox

PATIENCE = 60
# As the application is registered, see tests.support.desk.
PUBLIC = REDIRECT.removesuffix("/oauth/callback")


@dataclass(frozen=True)
class World:
    """Where a child finds what its parent has."""

    database_url: str
    sandbox_url: str
    now: datetime

    def desk(self) -> Desk:
        """Return the account services, on connections of the child's own."""
        return self._on(connect(self.database_url))

    def narrow_desk(self, connections: int) -> Desk:
        """Return the account services on so few connections that several processes fit on the tests' PostgreSQL."""
        if self.database_url.startswith("sqlite"):
            return self.desk()
        database = Database(create_engine(self.database_url, pool_size=connections, max_overflow=0))
        return self._on(database)

    def _on(self, database: Database) -> Desk:
        # Hundreds of calls at once on a busy machine take their time.
        budget = timedelta(seconds=PATIENCE)
        return make_desk(database, Sandbox(self.sandbox_url), MovingClock(self.now), (KEY,), budget=budget)


@dataclass(frozen=True)
class Fate:
    """How a child ended: killed (`steps` is empty then), or done after these steps with this answer."""

    killed: bool
    steps: list[str]
    answer: Any


def run(work: Callable[..., tuple[list[str], Any]], *arguments: Any, fatal: int | None = None) -> Fate:
    """Do `work` in a process that is killed at its step number `fatal`, or not at all; it returns steps and answer."""
    ours, theirs = SPAWNING.Pipe()
    process = SPAWNING.Process(target=_do, args=(theirs, fatal, work, arguments))
    process.start()
    theirs.close()
    try:
        steps, answer = ours.recv() if ours.poll(PATIENCE) else ([], "nothing was heard of it")
    except EOFError:
        steps, answer = [], None
    process.join(PATIENCE)
    if process.exitcode != -9:
        assert process.exitcode == 0, f"exit code {process.exitcode}: {answer}"
    return Fate(process.exitcode == -9, steps, answer)


def _do(pipe: Any, fatal: int | None, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    pipe.send(work(fatal, *arguments))


def ask(fatal: int | None, world: World, conversation_id: str) -> tuple[list[str], str]:
    """Ask Calendly something with the conversation's account, and return the name that it answers with."""
    desk = world.desk()
    with watched(fatal) as steps:
        name = desk.access.account(conversation_id, READ_EVENTS).calendly.current_user().name
    return steps.names, name


def come_back(
    fatal: int | None, world: World, rasa_url: str, folder: str, address: str, cookies: dict[str, str]
) -> tuple[list[str], int]:
    """Serve the callback as the gateway does, and return the status of the page."""
    rasa = RasaStandIn()
    rasa.url = rasa_url
    settings = make_settings(
        rasa,
        Sandbox(world.sandbox_url),
        public_url=PUBLIC,
        database_url=world.database_url,
        web=Path(folder),
    )

    async def visit() -> tuple[list[str], int]:
        app = make_app(settings, MovingClock(world.now))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings.public_url) as browser,
        ):
            with watched(fatal) as steps:
                page = await browser.get(address, headers={"Cookie": _header(cookies)})
            await asyncio.to_thread(calm)  # A job left over would be done, and counted, in the next child.
            return steps.names, page.status_code

    with unscheduled():  # What chores do would be counted among the steps.
        return asyncio.run(visit())


def _header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def ask_together(world: World, conversation_id: str, threads: int, ready: Any, answers: Any) -> None:
    """Ask from many threads at the moment when every process is `ready`, and put what came of it into `answers`."""
    desk, together = world.narrow_desk(connections=threads // 2), Barrier(threads)

    def one(_: int) -> str:
        if together.wait(PATIENCE) == 0:
            ready.wait(PATIENCE)
        together.wait(PATIENCE)
        try:
            return desk.access.account(conversation_id, READ_EVENTS).calendly.current_user().name
        except Exception as problem:
            return f"{type(problem).__name__}: {problem}"

    with ThreadPoolExecutor(threads) as pool:
        answers.put(list(pool.map(one, range(threads))))
