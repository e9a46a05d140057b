"""Chores by the clock: revocations tried again, what is over swept away, and ended accounts told about."""

from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from dbos import DBOS

from parley.accounts.grant import Ended
from parley.accounts.people import HOUSE
from parley.gateway.inbox import BATCH
from parley.jobs import calendars, erasing, handoffs, news, operations, plans, unanswered, unbrought
from parley.jobs.asking import arguments
from parley.jobs.homes import Home, homes

EVERY_TWENTY_SECONDS = "*/20 * * * * *"
EVERY_MINUTE, EVERY_TEN_MINUTES, EVERY_HOUR = "* * * * *", "*/10 * * * *", "17 * * * *"
MOST_BATCHES = 20
# Well above what lies between recording an operation and having it carried out.
LEFT_BEHIND = timedelta(seconds=30)
# Business keys must be remembered as long as a repeat may come.
REMEMBER = timedelta(days=30)
REMEMBER_CHORES = timedelta(hours=6)
MOST_FORGOTTEN = 1000
log = structlog.get_logger(__name__)


def prepare(*, shared: bool) -> None:
    """Declare when each chore is done; with `shared` there are other gateways to take up work from.

    A chore that was missed is not made up for: the next one does its work."""
    DBOS.apply_schedules(
        [
            {"schedule_name": name, "workflow_fn": chore, "schedule": cron, "context": None}
            for name, chore, cron in (
                ("revocations", revoke, EVERY_MINUTE),
                ("ended-accounts", tell_ended, EVERY_MINUTE),
                ("plans", plans.look_after, EVERY_TWENTY_SECONDS),
                ("due", plans.tell_due, EVERY_TWENTY_SECONDS),
                ("handoffs", handoffs.pass_on, EVERY_TWENTY_SECONDS),
                ("erasures", erasing.take_up, EVERY_TWENTY_SECONDS),
                ("retention", erasing.retain, EVERY_HOUR),
                ("operations-left-behind", take_up, EVERY_TWENTY_SECONDS),
                ("unbrought", unbrought.unbrought, EVERY_TWENTY_SECONDS),
                *(_OF_OTHERS if shared else ()),
                ("subscriptions", calendars.subscribe, EVERY_TWENTY_SECONDS),
                ("calendars", calendars.look_around, EVERY_MINUTE),
                ("held-notices", calendars.tell_held, EVERY_TWENTY_SECONDS),
                ("sweep", sweep, EVERY_TEN_MINUTES),
                ("old-jobs", forget, EVERY_HOUR),
            )
        ]
    )


@DBOS.workflow(name="revoke")
async def revoke(_at: datetime, _context: Any) -> None:
    """Try every revocation whose time has come, and give up those that are a week old."""
    for home in homes():
        await DBOS.run_step_async({"name": "revoke"}, _revoke, home)


@DBOS.workflow(name="sweep")
async def sweep(_at: datetime, _context: Any) -> None:
    """Forget what was never finished."""
    for home in homes():
        await DBOS.run_step_async({"name": "sweep"}, _sweep, home)


@DBOS.workflow(name="tell_ended")
async def tell_ended(_at: datetime, _context: Any) -> None:
    """Record news for each person whose account Calendly ended, once for each end."""
    for home in homes():
        for key, conversation_id in await DBOS.run_step_async({"name": "ended"}, _ended, home):
            await news.record(home.name, news.News(key, conversation_id, news.RECONNECT))


@DBOS.workflow(name="take_up")
async def take_up(_at: datetime, _context: Any) -> None:
    """Have operations carried out that were recorded by a process which was gone before it could have that done."""
    for home in homes():
        for operation_id, conversation_id, attempt in await DBOS.run_step_async({"name": "open"}, _open, home):
            await operations.enqueue(home.name, operation_id, conversation_id, attempt)


@DBOS.workflow(name="adopt")
async def adopt(_at: datetime, _context: Any) -> None:
    """Take up what gateways that are gone left unfinished."""
    from parley.jobs import engine

    await DBOS.run_step_async({"name": "adopt"}, _in_thread, engine.adopt)


@DBOS.workflow(name="forget")
async def forget(_at: datetime, _context: Any) -> None:
    """Forget jobs that are long done: chores after hours, everything else after a month."""
    await DBOS.run_step_async({"name": "forget"}, _forget)


_OF_OTHERS = (
    ("left-behind", adopt, EVERY_TWENTY_SECONDS),
    ("unanswered", unanswered.unanswered, EVERY_TWENTY_SECONDS),
)


async def _revoke(home: Home) -> int:
    lost = await home.database.run(home.accounts.revocations.give_up)
    due = await home.database.run(home.accounts.revocations.due)
    for revocation in due:
        # In a thread of its own: it waits for Calendly, and the database's are few.
        await _in_thread(home.accounts.revocations.carry_out, revocation)
    return lost + len(due)


async def _sweep(home: Home) -> int:
    await home.database.run(home.newsdesk.board.sweep)
    await home.database.run(home.accounts.access.footprints.sweep)
    for batch in range(1, MOST_BATCHES + 1):
        swept = await home.database.run(home.accounts.sweep.sweep)
        forgotten = await home.database.run(home.outbox.forget)
        if not swept.is_partial and forgotten < BATCH:
            return batch
    return MOST_BATCHES


async def _open(home: Home) -> list[tuple[str, str, int]]:
    return [arguments(one) for one in await home.database.run(home.operator.left_behind, LEFT_BEHIND)]


async def _ended(home: Home) -> list[tuple[str, str]]:
    found = []
    for one in await home.database.run(home.accounts.grants.ended_untold):
        conversation = await home.database.run(home.accounts.people.conversation_of, one.principal_id)
        if conversation.channel != HOUSE:
            found.append((_key(one), conversation.id))
            continue
        log.error("Calendly ended the house account; run `parley house link`", grant=one.grant_id)
        await home.database.run(home.accounts.grants.told, one.grant_id)
    return found


def _key(ended: Ended) -> str:
    return news.key_of("ended", f"{ended.grant_id} {ended.generation}")


async def _forget() -> int:
    now, gone = datetime.now(UTC), 0
    names = ["revoke", "sweep", "tell_ended", "take_up", "pass_on", "take_up_erasures", "retain", "adopt"]
    names += ["look_after", "tell_due", "unanswered", "unbrought", "forget"]
    names += calendars.CHORES
    for which, age in ((names, REMEMBER_CHORES), (None, REMEMBER)):
        old = await DBOS.list_workflows_async(
            name=which,
            status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
            end_time=(now - age).isoformat(),
            limit=MOST_FORGOTTEN,
            load_input=False,
            load_output=False,
        )
        await DBOS.delete_workflows_async([one.workflow_id for one in old])
        gone += len(old)
    return gone


async def _in_thread[**P, T](work: Any, *args: Any) -> Any:
    import asyncio

    return await asyncio.to_thread(work, *args)
