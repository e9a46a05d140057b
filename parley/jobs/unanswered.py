"""Messages that a gateway had recorded and not answered when it died: worked by another one, or at the next start."""

from datetime import UTC, datetime
from typing import Any

import structlog
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from parley.gateway.order import TooManyAtOnce
from parley.gateway.rasa import RasaUnavailable
from parley.jobs import attention, news
from parley.jobs.homes import Home, home_of, homes
from parley.jobs.patience import patiently

log = structlog.get_logger(__name__)


async def look() -> None:
    """Begin to look for such messages, without waiting for what comes of it."""
    await DBOS.start_workflow_async(unanswered, datetime.now(UTC), None)


@DBOS.workflow(name="unanswered")
async def unanswered(_at: datetime, _context: Any) -> None:
    """Record each such message, to be answered once."""
    for home in homes():
        for message_id, conversation_id in await DBOS.run_step_async({"name": "left"}, _left, home):
            key, options = _key(home.name, message_id), SetEnqueueOptions(queue_partition_key=conversation_id)
            with SetWorkflowID(key), options:
                await attention.put(news.TELLING, answer, home.name, message_id, conversation_id)


@DBOS.workflow(name="answer")
async def answer(home: str, message_id: int, conversation_id: str) -> None:
    """Work the message, then hand the answers over as news are."""
    kept = await DBOS.run_step_async({"name": "work"}, _work, home, message_id, conversation_id)
    if kept:
        await news.hand_over(home, _key(home, message_id), conversation_id, kept)


async def _left(home: Home) -> list[tuple[int, str]]:
    return await home.do(home.outbox.left())


async def _work(home: str, message_id: int, conversation_id: str) -> list[int]:
    try:
        with attention.paid_to(news.TELLING):
            return await patiently(_work_once, home, message_id, conversation_id, also=(RasaUnavailable, TooManyAtOnce))
    except (RasaUnavailable, TooManyAtOnce) as problem:
        log.error("gave up answering", conversation=conversation_id, message=message_id, reason=str(problem))
        here = home_of(home)
        await here.do(here.outbox.give_up(message_id))
        return []


async def _work_once(home: str, message_id: int, conversation_id: str) -> list[int]:
    here = home_of(home)
    return await here.do(here.outbox.take_up(message_id, conversation_id))


def _key(home: str, message_id: int) -> str:
    return f"answer:{home}:{message_id}"
