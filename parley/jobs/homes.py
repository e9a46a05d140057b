"""What the jobs of this process work on. A workflow outlives the process, so it names its home and finds it anew."""

import asyncio
import hashlib
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url

from parley.accounts.parts import Accounts
from parley.db.engine import Database
from parley.notices.parts import Newsdesk
from parley.operations.operator import Operator
from parley.reminders.parts import Plans
from parley.rights.erasing import Erasures
from parley.rights.retention import Retention

if TYPE_CHECKING:
    from parley.gateway.helpdesk import Helpdesk
    from parley.gateway.outbox import Outbox


class NoHome(LookupError):
    """No gateway in this process serves what the workflow is about (any more)."""


@dataclass(frozen=True)
class Home:
    """One gateway: its services, and the event loop that they live on."""

    name: str
    loop: asyncio.AbstractEventLoop
    database: Database
    accounts: Accounts
    plans: Plans
    outbox: "Outbox"
    helpdesk: "Helpdesk"
    erasures: Erasures
    retention: Retention
    operator: Operator
    newsdesk: Newsdesk

    async def do[T](self, work: Coroutine[Any, Any, T]) -> T:
        """Return what `work` returns, worked on the gateway's own loop: workflows run on another."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))


_homes: dict[str, Home] = {}


def name_of(database_url: str) -> str:
    """Return what a gateway on this database is called."""
    address = make_url(database_url).render_as_string(hide_password=True)
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def settle(home: Home) -> None:
    """Let jobs find the home."""
    _homes[home.name] = home


def leave(home: Home) -> None:
    """Let no job find the home any more."""
    _homes.pop(home.name, None)


def home_of(name: str) -> Home:
    """Return the home of that name, or the only one there is: an address may change while a job waits."""
    if name in _homes:
        return _homes[name]
    if len(_homes) == 1:
        return next(iter(_homes.values()))
    raise NoHome(name)


def homes() -> list[Home]:
    """Return all homes of this process."""
    return list(_homes.values())
