"""A gateway killed between the moment that something is due and its telling: it is told after the next start, once."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from parley.accounts.people import People
from parley.clock import system_clock
from parley.db.engine import connect
from parley.db.tables import digests
from parley.reminders.digest import Digests
from parley.reminders.reminder import Calendar
from parley.reminders.rules import Weekly
from parley.when.zones import zone_of
from tests.jobs.processes import gateway_process, wait_for

CHORES = 90  # seconds: a chore comes round every twenty


@pytest.fixture
def calendly(_served_sandbox):
    """The sandbox; its clock is set to what it is, as the gateway's is."""
    _served_sandbox.reset()
    return _served_sandbox


@pytest.fixture
def gateway(rasa, calendly, database_url, tmp_path):
    """A gateway's process, not started yet."""
    process = gateway_process(rasa, calendly, database_url, tmp_path)
    yield process
    process.stop()


@pytest.fixture
def due(database_url):
    """A digest that has just come due."""
    database = connect(database_url)
    conversation = People(database, system_clock).meet("rest", "acme:sam")
    calendar = Calendar(conversation.principal_id, conversation.id, "https://api.calendly.com/users/SAM")
    kept = Digests(database, lambda _: zone_of("Europe/Berlin"), system_clock)
    digest = kept.add(calendar, Weekly((0, 1, 2, 3, 4, 5, 6), 0), "day", "Europe/Berlin")
    with database.write() as connection:
        connection.execute(update(digests).values(next_due=system_clock() - timedelta(seconds=1)))
    yield digest
    database.close()


def told(rasa):
    """Return the digests that the dialogue was told of."""
    return [said for said in rasa.heard() if said.startswith("/EXTERNAL_digest")]


def test_what_was_due_is_told_once_though_the_gateway_was_killed_before_it_could_tell(gateway, rasa, due):
    rasa.status = 503
    gateway.start()
    wait_for(lambda: told(rasa), "a try", seconds=CHORES)
    gateway.kill()
    rasa.turns.clear()
    rasa.status = 200
    gateway.start()
    (said,) = wait_for(lambda: told(rasa), "the digest", seconds=CHORES)
    assert json.loads(said.removeprefix("/EXTERNAL_digest"))["plan"] == due.id
    # Two more rounds of the chore tell nothing again.
    rounds = len(rasa.turns)
    gateway.stop()
    gateway.start()
    assert len(told(rasa)) == 1, rounds
