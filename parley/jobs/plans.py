"""Chores by the clock for what people asked to be told: calendars are looked into, and what is due becomes news.

What a reminder or a digest says is found out when it is told, by the action: the news only name it. The key of the news
is what is told and when it was due, so that it is told once, however often this is done.
"""

import asyncio
import json
from datetime import datetime
from typing import Any

import structlog
from dbos import DBOS

from parley.jobs import news
from parley.jobs.homes import Home, homes
from parley.reminders.parts import Plans
from parley.reminders.reminder import Calendar

MOST_LOOKED, MOST_TOLD = 200, 500
LOOKS_AT_ONCE = 8
log = structlog.get_logger(__name__)
REMINDER, DIGEST = "/EXTERNAL_reminder", "/EXTERNAL_digest"


@DBOS.workflow(name="look_after")
async def look_after(_at: datetime, _context: Any) -> None:
    """Look into the calendars whose turn it is, and at whose clocks digests go by."""
    for home in homes():
        await DBOS.run_step_async({"name": "look"}, _look, home)


@DBOS.workflow(name="tell_due")
async def tell_due(_at: datetime, _context: Any) -> None:
    """Record as news what is due, then plan what comes next."""
    for home in homes():
        for kind, plan_id, conversation_id, due in await DBOS.run_step_async({"name": "due"}, _due, home):
            await news.record(home.name, _news(kind, plan_id, conversation_id, due))
            await DBOS.run_step_async({"name": "go_on"}, _go_on, home, kind, plan_id, due)


async def _look(home: Home) -> int:
    plans, gate = home.plans, asyncio.Semaphore(LOOKS_AT_ONCE)

    async def look(calendar: Calendar) -> None:
        async with gate:  # In a thread of its own: it waits for Calendly, and the database's are few.
            await asyncio.to_thread(plans.lookout.look, calendar)

    calendars = await home.database.run(plans.reminders.to_look_at, MOST_LOOKED)
    for problem in await asyncio.gather(*map(look, calendars), return_exceptions=True):
        if problem is not None:  # One calendar that cannot be worked must not keep the others waiting.
            log.error("could not look after reminders", exc_info=problem)
    return len(calendars) + await home.database.run(plans.digests.follow_zones)


async def _due(home: Home) -> list[tuple[str, str, str, str]]:
    return await home.database.run(_all_due, home.plans)


def _all_due(plans: Plans) -> list[tuple[str, str, str, str]]:
    reminders = [
        (REMINDER, one.id, one.calendar.conversation_id, one.next_due.isoformat())
        for one in plans.reminders.due(MOST_TOLD)
        if one.next_due
    ]
    # Of several times that passed while nobody was there, the last one counts.
    digests = [
        (DIGEST, one.id, one.calendar.conversation_id, plans.digests.last(one).isoformat())
        for one in plans.digests.due(MOST_TOLD)
    ]
    return reminders + digests


async def _go_on(home: Home, kind: str, plan_id: str, due: str) -> None:
    kept = home.plans.reminders if kind == REMINDER else home.plans.digests
    await home.database.run(kept.told, plan_id, datetime.fromisoformat(due))


def _news(kind: str, plan_id: str, conversation_id: str, due: str) -> news.News:
    key = news.key_of("plan", f"{plan_id} {due}")
    return news.News(key, conversation_id, kind + json.dumps({"plan": plan_id, "due": due}))
