"""Messages that wait to be brought to somebody: taken up when that failed, or when the gateway that was at it died."""

from datetime import datetime
from typing import Any

from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from parley.jobs import attention, news
from parley.jobs.homes import Home, homes


@DBOS.workflow(name="unbrought")
async def unbrought(_at: datetime, _context: Any) -> None:
    """Record for each conversation that what waits in it is to be brought."""
    for home in homes():
        for conversation_id, messages in await DBOS.run_step_async({"name": "waiting"}, _waiting, home):
            key, options = f"waiting:{home.name}:{messages[-1]}", SetEnqueueOptions(queue_partition_key=conversation_id)
            with SetWorkflowID(f"callback:{key}"), options:
                await attention.put(news.CALLING, news.call_back, home.name, key, conversation_id, messages)


async def _waiting(home: Home) -> list[tuple[str, list[int]]]:
    return await home.do(home.outbox.unbrought())
