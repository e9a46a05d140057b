"""Operations: what people said yes to is carried out by a job, until it is known what came of it, and then told."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from parley.jobs import attention, news
from parley.jobs.asking import QUEUE, WORKFLOW, workflow_id
from parley.jobs.homes import home_of
from parley.jobs.patience import patiently, step
from parley.operations.booking import SETTLED
from parley.operations.telling import news_key

# Somebody waits for each: see the figures in docs/decisions/0014-operations.md.
POLL_SECONDS = 0.05
# In one conversation at a time; one that is being looked for must not hold up the next.
MOST_AT_ONCE = 8
# Seconds between looks for what got lost.
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 300.0
# Seconds after which a look is certain: there is one then, for somebody waits.
CERTAIN = SETTLED.total_seconds() + 1
PATIENCE = timedelta(days=1)
DONE = "/EXTERNAL_operation_done"


def prepare() -> None:
    """Declare the queue."""
    DBOS.register_queue(QUEUE, partition_concurrency=MOST_AT_ONCE, polling_interval_sec=POLL_SECONDS)


async def enqueue(home: str, operation_id: str, conversation_id: str, attempt: int) -> None:
    """Have an operation carried out. The same attempt again is the same job."""
    with SetWorkflowID(workflow_id(operation_id, attempt)), SetEnqueueOptions(queue_partition_key=conversation_id):
        await attention.put(QUEUE, carry_out, home, operation_id, conversation_id, attempt)


@DBOS.workflow(name=WORKFLOW)
async def carry_out(home: str, operation_id: str, conversation_id: str, attempt: int) -> None:
    """Carry the operation out, look for what got lost until it is known, and have it told."""
    for pause in pauses():
        if await DBOS.run_step_async({"name": "carry_out"}, _carry_out, home, operation_id):
            break
        await DBOS.sleep_async(pause)
    else:
        await step("give_up", _give_up, home, operation_id)
    await tell(home, operation_id, conversation_id, attempt)


async def tell(home: str, operation_id: str, conversation_id: str, attempt: int) -> None:
    """Have it told what came of an attempt; the same again is told once."""
    payload = f'{DONE}{{"operation": "{operation_id}"}}'
    await news.record(home, news.News(news_key(operation_id, attempt), conversation_id, payload))


def pauses() -> Iterator[float]:
    """Yield the seconds before each next look, in all as long as patience lasts."""
    pause, waited = FIRST_PAUSE, 0.0
    while waited < PATIENCE.total_seconds():
        now = min(pause, CERTAIN - waited) if waited < CERTAIN else pause
        yield now
        waited += now
        pause = min(pause * 2, LONGEST_PAUSE)


async def _carry_out(home: str, operation_id: str) -> bool:
    return await patiently(_carry_out_once, home, operation_id, first=0.2)


async def _carry_out_once(home: str, operation_id: str) -> bool:
    # In a thread of its own: it waits for Calendly, and the database's are few.
    return await asyncio.to_thread(home_of(home).operator.carry_out, operation_id)


async def _give_up(home: str, operation_id: str) -> None:
    await asyncio.to_thread(home_of(home).operator.give_up, operation_id)
