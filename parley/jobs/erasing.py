"""Erasing people, and keeping nothing for longer than it should be: everywhere, whatever happens meanwhile."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import structlog
from dbos import DBOS, SetWorkflowID

from parley.gateway.rasa import RasaUnavailable
from parley.jobs import attention
from parley.jobs.homes import Home, home_of, homes
from parley.jobs.patience import patiently, step

QUEUE = "erasing"
# Well above what lies between the yes in a chat and the gateway's own going about it.
LEFT_BEHIND = timedelta(seconds=30)
# Seconds that somebody waits in the chat to hear that it is done.
PATIENCE = 8.0
# Seconds for which an erasure waits until it is known what came of what the person said yes to, and between two looks.
SETTLING, BETWEEN_LOOKS = 3600.0, 1.0
PAGE, MOST_BATCHES = 1000, 50
log = structlog.get_logger(__name__)


def prepare() -> None:
    """Declare the queue."""
    DBOS.register_queue(QUEUE, polling_interval_sec=0.2)


async def carry_out_now(home: str, principal_id: str) -> bool:
    """Erase a person who asked for it, and return whether it is done already; if not yet, it goes on by itself."""
    here = home_of(home)
    erasure_id = await here.database.run(here.erasures.of, principal_id)
    if erasure_id is None:
        return False
    await _enqueue(home, erasure_id)
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < deadline:
        if await here.database.run(here.erasures.get, erasure_id) is None:
            return True
        await asyncio.sleep(0.1)
    return False


@DBOS.workflow(name="take_up_erasures")
async def take_up(_at: datetime, _context: Any) -> None:
    """Go about what was asked for at the command line, or by a process that is gone."""
    for home in homes():
        for erasure_id in await DBOS.run_step_async({"name": "due"}, _due, home):
            await _enqueue(home.name, erasure_id)


@DBOS.workflow(name="erase_when_settled")
async def erase(home: str, erasure_id: str) -> None:
    """Erase a person once nothing is half done for them. Only ids of the erasure are in the books."""
    await DBOS.run_step_async({"name": "settle"}, _settle, home, erasure_id)
    await erase_at_once(home, erasure_id)


@DBOS.workflow(name="erase")
async def begun_before(home: str, erasure_id: str) -> None:
    """Finish an erasure that a release before this one began."""
    await erase_at_once(home, erasure_id)


async def erase_at_once(home: str, erasure_id: str) -> None:
    """Erase a person, step by step; each may be done again."""
    for name, work in (
        ("rows", _rows),
        ("revoke", _revoke),
        ("dialogue", _dialogue),
        ("jobs", _jobs),
        ("memory", _memory),
        ("finish", _finish),
    ):
        await step(name, work, home, erasure_id)


@DBOS.workflow(name="retain")
async def retain(_at: datetime, _context: Any) -> None:
    """Forget what is older than the setting says."""
    for home in homes():
        await DBOS.run_step_async({"name": "retain"}, _retain, home)


async def _enqueue(home: str, erasure_id: str) -> None:
    with SetWorkflowID(f"erase:{erasure_id}"):
        await attention.put(QUEUE, erase, home, erasure_id)


async def _due(home: Home) -> list[str]:
    return await home.database.run(home.erasures.due, LEFT_BEHIND)


async def _settle(home: str, erasure_id: str) -> None:
    """Let what the person said yes to come to its end: a move cut off half done would stay so, known to nobody."""
    until = asyncio.get_running_loop().time() + SETTLING
    while open_ones := await patiently(_under_way, home, erasure_id, seconds=None):
        if is_over := asyncio.get_running_loop().time() > until:
            log.error("a person is erased while operations are not settled", erasure=erasure_id, count=len(open_ones))
        for operation_id in open_ones:
            await patiently(_go_on, home, operation_id, is_over, seconds=None)
        await asyncio.sleep(0 if is_over else BETWEEN_LOOKS)


async def _under_way(home: str, erasure_id: str) -> list[str]:
    here = home_of(home)
    erasure = await here.database.run(here.erasures.get, erasure_id)
    return await here.database.run(here.operator.under_way, erasure.principal_id) if erasure else []


async def _go_on(home: str, operation_id: str, is_over: bool) -> None:
    operator = home_of(home).operator
    await asyncio.to_thread(operator.give_up if is_over else operator.carry_out, operation_id)


async def _rows(home: str, erasure_id: str) -> None:
    here = home_of(home)
    await here.database.run(here.erasures.erase_rows, erasure_id)


async def _revoke(home: str, _erasure_id: str) -> None:
    here = home_of(home)
    # What cannot be revoked now is tried again by a chore, as always.
    for revocation in await here.database.run(here.accounts.revocations.due):
        await asyncio.to_thread(here.accounts.revocations.carry_out, revocation)


async def _dialogue(home: str, erasure_id: str) -> None:
    for conversation_id in await _conversations(home, erasure_id):
        # It never gives up: somebody was told that it goes on until it is done.
        await patiently(_forget_dialogue, home, conversation_id, also=(RasaUnavailable,), seconds=None, longest=60)


async def _forget_dialogue(home: str, conversation_id: str) -> None:
    here = home_of(home)
    await here.do(here.outbox.forget_dialogue(conversation_id))


async def _jobs(home: str, erasure_id: str) -> None:
    """Delete the jobs of these conversations, after ending those that are not done."""
    mine = set(await _conversations(home, erasure_id))
    offset = 0
    while mine:
        found = await DBOS.list_workflows_async(limit=PAGE, offset=offset, load_output=False)
        about = [one.workflow_id for one in found if one.input and mine & set(map(str, one.input["args"]))]
        if about:
            await DBOS.cancel_workflows_async(about)
            await DBOS.delete_workflows_async(about)
        if len(found) < PAGE:
            return
        offset += PAGE - len(about)


async def _memory(home: str, erasure_id: str) -> None:
    here = home_of(home)
    erasure = await here.database.run(here.erasures.get, erasure_id)
    if erasure:
        await here.do(here.outbox.forget_person(erasure.principal_id))


async def _finish(home: str, erasure_id: str) -> None:
    here = home_of(home)
    await here.database.run(here.erasures.finish, erasure_id)


async def _conversations(home: str, erasure_id: str) -> list[str]:
    here = home_of(home)
    erasure = await here.database.run(here.erasures.get, erasure_id)
    return erasure.conversations if erasure else []


async def _retain(home: Home) -> int:
    batches = 1
    while batches < MOST_BATCHES and await home.database.run(home.retention.sweep):
        batches += 1
    if oldest := home.retention.oldest:
        try:
            for _ in range(MOST_BATCHES):
                if not await home.do(home.outbox.sweep_dialogue(oldest)):
                    break
        except RasaUnavailable as problem:
            log.warning("what was said is swept later", reason=str(problem))
    return batches
