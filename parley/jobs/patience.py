"""Waiting out what passes: nothing that was promised is lost because the gateway or its database goes or comes."""

from collections.abc import Awaitable, Callable
from typing import Any

from dbos import DBOS
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, stop_never, wait_exponential_jitter

from parley.gateway.channels.interface import NotTaken
from parley.jobs.homes import NoHome

SIX_HOURS, A_DAY = 6 * 3600.0, 24 * 3600.0
# A gateway on its way out, a database that is restarted: what fails by them would be lost, though it can still be done.
PASSING = (NoHome, OperationalError, InterfaceError, NoConnection)


async def patiently[T](
    work: Callable[..., Awaitable[T]],
    *args: Any,
    also: tuple[type[Exception], ...] = (),
    seconds: float | None = SIX_HOURS,
    first: float = 0.5,
    longest: float = 30.0,
) -> T:
    """Do it again and again while it fails by what passes, or by what is named in `also`, for so many seconds.

    None never gives up. The pause between two tries grows from `first` to `longest` seconds. Raises the last failure.
    """
    again = AsyncRetrying(
        retry=retry_if_exception_type((*PASSING, *also)),
        stop=stop_never if seconds is None else stop_after_delay(seconds),
        wait=wait_exponential_jitter(multiplier=first, max=longest),
        reraise=True,
    )
    return await again(work, *args)


async def until_taken[T](work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Bring something to somebody, for a day, with pauses of up to an hour. NotTaken when nobody took it by then."""
    return await patiently(work, *args, also=(NotTaken,), seconds=A_DAY, first=1, longest=3600)


async def step[T](name: str, work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Do a step of a workflow under this name, patiently."""
    return await DBOS.run_step_async({"name": name}, patiently, work, *args)
