"""News for a conversation: told once Rasa is there, in order, shown once, however often a process dies meanwhile."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

import structlog
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

from parley.gateway.channels.interface import NotTaken
from parley.gateway.order import TooManyAtOnce
from parley.gateway.rasa import RasaUnavailable
from parley.jobs import attention
from parley.jobs.homes import home_of
from parley.jobs.patience import patiently, step, until_taken

TELLING, CALLING, WATCHING = "news", "callbacks", "watching"
POLL_SECONDS = 0.2
# Longer than any callback of the sign-in takes.
PATIENCE_SECONDS = 120.0
LINKED = "/EXTERNAL_account_linked"
DENIED, FAILED, RECONNECT = "/EXTERNAL_link_denied", "/EXTERNAL_link_failed", "/EXTERNAL_reconnect"
# News of a calendar, by the id of those told together: what they are, the action reads by that.
CHANGED = "/EXTERNAL_event_changed"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class News:
    """Something to tell a conversation: an intent of the gateway's own.

    The same `key` is the same news; its messages are found again by what they are `about`, the key where not said.
    """

    key: str
    conversation_id: str
    payload: str
    about: str = ""


def key_of(kind: str, secret_or_id: str) -> str:
    """Return a key of at most 32 characters that gives nothing away."""
    return f"{kind}:{hashlib.sha256(secret_or_id.encode()).hexdigest()[:24]}"


def of_changes(batch: str, conversation_id: str) -> News:
    """Return the news of what changed in a calendar, told together as `batch`."""
    return News(key_of("changes", batch), conversation_id, f'{CHANGED}{{"notice": "{batch}"}}')


def prepare() -> None:
    """Declare the queues: one piece of news at a time for each conversation."""
    DBOS.register_queue(TELLING, partition_concurrency=1, polling_interval_sec=POLL_SECONDS)
    DBOS.register_queue(CALLING, partition_concurrency=1, polling_interval_sec=1.0)
    DBOS.register_queue(WATCHING, polling_interval_sec=1.0)


async def record(home: str, news: News) -> None:
    """Record the news; once this returns they will be told. The same key again is the same news."""
    with SetWorkflowID(f"news:{news.key}"), SetEnqueueOptions(queue_partition_key=news.conversation_id):
        await attention.put(TELLING, tell, home, news.about or news.key, news.conversation_id, news.payload)


async def watch_over(home: str, key: str, conversation_id: str, since: datetime, patience: float) -> None:
    """See to it that something is told about the sign-in of that key, even if this process dies in the middle of it."""
    with SetWorkflowID(f"watch:{key}"), SetEnqueueOptions(delay_seconds=patience):
        await attention.put(WATCHING, watch, home, key, conversation_id, since.isoformat())


@DBOS.workflow(name="tell")
async def tell(home: str, key: str, conversation_id: str, payload: str) -> None:
    """Run the turn, then hand the answers over. Two steps: what could not be handed over is not asked for again."""
    kept = await DBOS.run_step_async({"name": "turn"}, _turn, home, key, conversation_id, payload)
    if kept:
        await hand_over(home, key, conversation_id, kept)


async def hand_over(home: str, key: str, conversation_id: str, kept: list[int]) -> None:
    """Show messages, or begin to bring them to the client's address: the last steps of a workflow."""
    if await step("show", _show, home, conversation_id, kept):
        return
    options = SetEnqueueOptions(queue_partition_key=conversation_id)
    with SetWorkflowID(f"callback:{key}"), options:
        await attention.put(CALLING, call_back, home, key, conversation_id, kept)


@DBOS.workflow(name="call_back")
async def call_back(home: str, key: str, conversation_id: str, messages: list[int]) -> None:
    """Bring messages to the client's own address for a day; then they wait for the person's next message."""
    await DBOS.run_step_async({"name": "post"}, _post, home, key, conversation_id, messages)


@DBOS.workflow(name="watch")
async def watch(home: str, key: str, conversation_id: str, since: str) -> None:
    """Find out what became of a sign-in that nothing was said about, and say it."""
    if await step("told", _is_told, key):
        return
    payload = await step("look", _outcome, home, conversation_id, since)
    late = key_of("late", key)
    with SetWorkflowID(f"news:{late}"), SetEnqueueOptions(queue_partition_key=conversation_id):
        await attention.put(TELLING, tell, home, late, conversation_id, payload)


async def _is_told(key: str) -> bool:
    return await DBOS.get_workflow_status_async(f"news:{key}") is not None


async def _turn(home: str, key: str, conversation_id: str, payload: str) -> list[int]:
    try:
        # The next news of the conversation may be waiting behind these.
        with attention.paid_to(TELLING):
            return await patiently(
                _turn_once, home, key, conversation_id, payload, also=(RasaUnavailable, TooManyAtOnce)
            )
    except (RasaUnavailable, TooManyAtOnce) as problem:
        log.error("gave up telling", conversation=conversation_id, news=key, reason=str(problem))
        return []


async def _turn_once(home: str, key: str, conversation_id: str, payload: str) -> list[int]:
    here = home_of(home)
    if payload == RECONNECT:
        return await here.do(here.outbox.ended(key, conversation_id))
    if payload.startswith(CHANGED):
        batch = json.loads(payload.removeprefix(CHANGED))["notice"]
        return await here.do(here.outbox.changes(key, conversation_id, batch, payload))
    return await here.do(here.outbox.turn(key, conversation_id, payload))


async def _show(home: str, conversation_id: str, messages: list[int]) -> bool:
    here = home_of(home)
    return await here.do(here.outbox.show(conversation_id, messages))


async def _post(home: str, key: str, conversation_id: str, messages: list[int]) -> None:
    try:
        await until_taken(_post_once, home, key, conversation_id, messages)
    except NotTaken as problem:
        log.error("gave up calling back", conversation=conversation_id, news=key, reason=str(problem))


async def _post_once(home: str, key: str, conversation_id: str, messages: list[int]) -> None:
    here = home_of(home)
    await here.do(here.outbox.post(key, conversation_id, messages))


async def _outcome(home: str, conversation_id: str, since: str) -> str:
    here = home_of(home)
    linked = await here.database.run(here.accounts.access.accounts, conversation_id)
    begun = datetime.fromisoformat(since)
    # A code that is still waiting was on a page which nobody got to see: that sign-in has failed, too.
    return LINKED if any(one.state == "live" and one.since >= begun for one in linked) else FAILED
