"""Calendars: what Calendly tells of them, or a look shows, becomes news for whom it concerns."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from parley.jobs import attention, news, operations
from parley.jobs.asking import arguments
from parley.jobs.homes import Home, home_of, homes
from parley.jobs.patience import step
from parley.notices.happened import Happened, Kind

# What is heard and told does not wait behind what has to ask Calendly.
HEARING, LOOKING = "calendars", "looks"
HEARD_AT_ONCE, LOOKED_AT_ONCE = 12, 4
CHORES = ("subscribe", "look_around", "tell_held", "tend", "look")
# What waits for its turn: a notice's id, and the conversation's.
Noted = tuple[str, str]
log = structlog.get_logger(__name__)


def prepare() -> None:
    """Declare the queues, and let every subscription be looked after: who knows what was missed meanwhile."""
    DBOS.register_queue(HEARING, worker_concurrency=HEARD_AT_ONCE, polling_interval_sec=0.2)
    DBOS.register_queue(LOOKING, worker_concurrency=LOOKED_AT_ONCE, polling_interval_sec=0.5)
    for home in homes():
        home.newsdesk.hooks.look_after_all()


async def record(home: str, grant_id: str, told: str, happened: Happened) -> None:
    """Record what Calendly told of a calendar; once this returns it will be worked. `told` again is the same."""
    with SetWorkflowID(f"heard:{told}"):
        await attention.put(HEARING, heard, home, grant_id, happened.as_values())


@DBOS.workflow(name="heard")
async def heard(home: str, grant_id: str, values: dict[str, Any]) -> None:
    """Note it for whom it concerns, and tell them soon."""
    noted = await step("note", _in_thread, _note, home, grant_id, values)
    await _tell_soon(home, noted)
    settled = await step("settle", _in_thread, _settle, home, values)
    if settled:
        await operations.tell(home, *settled)


@DBOS.workflow(name="release")
async def release(home: str, conversation_id: str, batch: str) -> None:
    """Tell what waits in a conversation, unless more of it is coming or the person does not want to hear now."""
    if await step("release", _in_thread, _release, home, conversation_id, batch):
        await news.record(home, news.of_changes(batch, conversation_id))


@DBOS.workflow(name="tend")
async def tend(home: str, grant_id: str) -> None:
    """Make or look after one subscription."""
    await DBOS.run_step_async({"name": "tend"}, _tend, home, grant_id)


@DBOS.workflow(name="look")
async def look(home: str, grant_id: str) -> None:
    """Look at one calendar."""
    await _tell_soon(home, await DBOS.run_step_async({"name": "look"}, _look, home, grant_id))


@DBOS.workflow(name="subscribe")
async def subscribe(at: datetime, _context: Any) -> None:
    """Make the subscriptions that are wanted, and look after those whose time has come."""
    for home in homes():
        due = await DBOS.run_step_async({"name": "due"}, _in_thread, home.newsdesk.hooks.due)
        await _each("tend", tend, home, due, at)


@DBOS.workflow(name="look_around")
async def look_around(at: datetime, _context: Any) -> None:
    """Look at the calendars whose changes Calendly does not tell."""
    for home in homes():
        due = await DBOS.run_step_async({"name": "due"}, _in_thread, home.newsdesk.looks.due)
        await _each("look", look, home, due, at)
        if _is_turn(home, at):
            noted = await DBOS.run_step_async({"name": "visitors"}, _look_for_visitors, home.name)
            await _tell_soon(home.name, noted)


@DBOS.workflow(name="tell_held")
async def tell_held(at: datetime, _context: Any) -> None:
    """Tell what was held back by quiet hours, or could not be told when it was tried."""
    for home in homes():
        for conversation_id in await DBOS.run_step_async({"name": "held"}, _in_thread, home.newsdesk.notices.overdue):
            batch = _batch(conversation_id, at)
            with SetWorkflowID(f"release:{batch}"), _unless_waiting(f"release:{conversation_id}"):
                await attention.put(HEARING, release, home.name, conversation_id, batch)


async def _tell_soon(home: str, noted: list[list[str]] | list[Noted]) -> None:
    wait = home_of(home).newsdesk.notices.gather.total_seconds() if noted else 0.0
    for notice_id, conversation_id in noted:
        with SetWorkflowID(f"release:{notice_id}"), SetEnqueueOptions(delay_seconds=wait):
            await attention.put(HEARING, release, home, conversation_id, notice_id)


async def _each(name: str, workflow: Any, home: Home, due: list[str], at: datetime) -> None:
    for grant_id in due:
        with SetWorkflowID(f"{name}:{grant_id}:{int(at.timestamp())}"), _unless_waiting(f"{name}:{grant_id}"):
            await attention.put(LOOKING, workflow, home.name, grant_id)


def _unless_waiting(what: str) -> SetEnqueueOptions:
    """Return options for what the next round asks for again: one that waits, or is being done, is enough."""
    return SetEnqueueOptions(deduplication_id=what, duplication_policy="return-existing")


def _note(home: str, grant_id: str, values: dict[str, Any]) -> list[Noted]:
    noted = home_of(home).newsdesk.notices.heard(grant_id, Happened.of(values))
    return [noted] if noted else []


def _settle(home: str, values: dict[str, Any]) -> list[Any]:
    """Return what was still looked for, and is found by what Calendly told, as its job names it."""
    happened = Happened.of(values)
    if happened.kind is not Kind.BOOKED or not happened.key:
        return []
    operation = home_of(home).operator.heard_of(happened.key)
    return list(arguments(operation)) if operation else []


def _release(home: str, conversation_id: str, batch: str) -> bool:
    return home_of(home).newsdesk.notices.release(conversation_id, batch)


async def _tend(home: str, grant_id: str) -> None:
    desk = home_of(home).newsdesk
    if await _in_thread(desk.hooks.tend, grant_id):
        # Until then nobody told of anything.
        await _in_thread(desk.looks.soon, grant_id)


async def _look(home: str, grant_id: str) -> list[Noted]:
    desk, noted = home_of(home).newsdesk, list[Noted]()

    def hear(happened: Happened) -> None:
        if one := desk.notices.heard(grant_id, happened):
            noted.append(one)

    await _in_thread(desk.looks.look, grant_id, hear)
    return noted


async def _look_for_visitors(home: str) -> list[Noted]:
    desk = home_of(home).newsdesk
    found = await _in_thread(desk.looks.look_for_visitors)
    noted = [await _in_thread(desk.notices.heard_for_visitor, *one) for one in found]
    return [one for one in noted if one]


def _is_turn(home: Home, at: datetime) -> bool:
    every = home.newsdesk.looks.every
    minutes = max(1, round(every.total_seconds() / 60)) if every else 0
    return bool(minutes) and int(at.timestamp() // 60) % minutes == 0


def _batch(conversation_id: str, at: datetime) -> str:
    moment = at.astimezone(UTC).isoformat()
    return hashlib.sha256(f"{conversation_id} {moment}".encode()).hexdigest()[:32]


async def _in_thread(work: Callable[..., Any], *args: Any) -> Any:
    return await asyncio.to_thread(work, *args)
