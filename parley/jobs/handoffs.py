"""Requests for a person, brought to the webhook of the people behind the bot."""

from datetime import datetime
from typing import Any

import structlog
from dbos import DBOS, SetWorkflowID

from parley.gateway.channels.interface import NotTaken
from parley.jobs import attention, news
from parley.jobs.homes import Home, home_of, homes
from parley.jobs.patience import step, until_taken

QUEUE = "handoffs"
FAILED = "/EXTERNAL_handoff_failed"
log = structlog.get_logger(__name__)


def prepare() -> None:
    """Declare the queue."""
    DBOS.register_queue(QUEUE, polling_interval_sec=1.0)


@DBOS.workflow(name="pass_on")
async def pass_on(_at: datetime, _context: Any) -> None:
    """Have every request that nobody was told of brought to somebody. The same request again is the same job."""
    for home in homes():
        for handoff_id in await DBOS.run_step_async({"name": "due"}, _due, home):
            with SetWorkflowID(f"handoff:{handoff_id}"):
                await attention.put(QUEUE, hand_over, home.name, handoff_id)


@DBOS.workflow(name="hand_over")
async def hand_over(home: str, handoff_id: str) -> None:
    """Bring a request to the webhook, for a day; then tell the person that nobody could be told."""
    unheard = await DBOS.run_step_async({"name": "post"}, _post, home, handoff_id)
    if unheard:
        await news.record(home, news.News(news.key_of("handoff", handoff_id), unheard, FAILED))
    await step("settle", _settle, home, handoff_id)


async def _due(home: Home) -> list[str]:
    return await home.database.run(home.helpdesk.handoffs.due) if home.helpdesk.has_webhook else []


async def _post(home: str, handoff_id: str) -> str | None:
    """Return the conversation in which nobody could be told; None when all is well, or nothing is left to tell."""
    try:
        await until_taken(_post_once, home, handoff_id)
    except NotTaken as problem:
        log.error("gave up handing over to a person", handoff=handoff_id, reason=str(problem))
        here = home_of(home)
        left = await here.database.run(here.helpdesk.handoffs.get, handoff_id)
        return left.conversation_id if left else None
    return None


async def _post_once(home: str, handoff_id: str) -> None:
    here = home_of(home)
    # Read anew for each try: what was erased meanwhile is told to nobody.
    handoff = await here.database.run(here.helpdesk.handoffs.get, handoff_id)
    if handoff:
        await here.do(here.helpdesk.post(handoff))


async def _settle(home: str, handoff_id: str) -> None:
    here = home_of(home)
    await here.database.run(here.helpdesk.handoffs.settle, handoff_id)
