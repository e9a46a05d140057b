"""A gateway killed between Calendly's word and the telling of it: told after the next start, once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from parley.calendly.scopes import READ_EVENTS
from parley.clock import system_clock
from parley.db.engine import connect
from parley.db.tables import notices
from parley.notices.hooks import NEEDED
from parley.notices.parts import PATH, Ears, make_newsdesk
from tests.jobs.processes import gateway_process, wait_for
from tests.support.desk import make_desk
from tests.support.gateway import KEY
from tests.support.sandbox import serving_sandbox

SIGNING = "parley-sandbox-signing-key"
GATHER = 0.5
STEPS = {
    "recorded, not noted": ("before", "parley.notices.notices:Notices.heard"),
    "noted, step not": ("after", "parley.notices.notices:Notices.heard"),
    "gathered, not released": ("before", "parley.notices.notices:Notices.release"),
    "released, step not": ("after", "parley.notices.notices:Notices.release"),
    "told, not settled": ("before", "parley.notices.board:Board.settle_batch"),
    "settled, step not": ("after", "parley.notices.board:Board.settle_batch"),
}


@pytest.fixture(scope="module")
def calendly():
    with serving_sandbox(system_clock) as sandbox:
        yield sandbox


@pytest.fixture
def gateway(rasa, calendly, database_url, tmp_path):
    """A gateway's process that Calendly can reach, not started yet."""
    calendly.reset()
    more = {"calendly_webhook_key": SIGNING, "gather_seconds": GATHER}
    process = gateway_process(rasa, calendly, database_url, tmp_path, **more)
    yield process
    process.stop()


@pytest.fixture
def ana(calendly, database_url, gateway):
    """The chat of somebody who linked Ana's account, with a subscription for that gateway."""
    database = connect(database_url)
    desk = make_desk(database, calendly, system_clock, keys=(KEY,))
    conversation = desk.meet("acme:sam", "rest")
    desk.connect(conversation, "ana", scopes=READ_EVENTS | NEEDED)
    ears = Ears(f"{gateway.url}{PATH}", timedelta(minutes=5), timedelta(seconds=GATHER))
    hooks = make_newsdesk(database, desk.vault, desk.accounts, system_clock, ears).hooks
    for grant_id in hooks.due():
        hooks.tend(grant_id)
    yield conversation
    database.close()


def settled(database_url: str) -> int:
    """Return how much news is settled: what was told before the end of one process is told again by the next."""
    database = connect(database_url)
    with database.read() as connection:
        query = select(func.count()).where(notices.c.settled_at.is_not(None))
        count = connection.execute(query).scalar_one()
    database.close()
    return int(count)


def told(rasa, conversation):
    """Return the turns in which news were told, each once however often it was asked for."""
    turns = [one for one in rasa.turns if str(one.get("payload")).startswith("/EXTERNAL_event_changed")]
    return {one["id"] for one in turns if one["conversation"] == conversation.id}


@pytest.mark.parametrize("step", STEPS)
def test_killed_there_a_booking_by_somebody_outside_is_told_once(step, gateway, rasa, ana, outsider, database_url):
    gateway.start(*STEPS[step])
    outsider.books()
    assert gateway.wait(120) == -9
    gateway.start()
    wait_for(lambda: told(rasa, ana), "the news")
    # Two that are told at the same time get out of each other's way, for ten minutes.
    wait_for(lambda: settled(database_url) == 1, "its settling")
    outsider.books(place=3, email="another@example.org")
    wait_for(lambda: len(told(rasa, ana)) == 2, "what came after it")
