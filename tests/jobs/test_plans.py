"""What is due becomes news once, however often the chore runs, and what comes next is planned."""

import asyncio
import json
from datetime import timedelta

import pytest

from parley.clock import system_clock
from parley.gateway.app import make_app
from parley.jobs import plans as chores
from parley.reminders.parts import make_plans
from parley.reminders.reminder import Calendar
from parley.reminders.rules import Lead, Weekly
from parley.visits.parts import make_visits
from tests.support.desk import make_desk
from tests.support.gateway import KEY, make_page, make_settings
from tests.support.jobs import calm

pytestmark = pytest.mark.anyio
NOW, NOTHING = system_clock(), None


@pytest.fixture
def desk(sqlite, calendly, clock):
    """The account services with the gateway's key."""
    return make_desk(sqlite, calendly, clock, (KEY,))


@pytest.fixture
async def gateway(rasa, calendly, sqlite_url, tmp_path, clock):
    """A gateway whose jobs run."""
    settings = make_settings(
        rasa, calendly, public_url="http://gateway.test", database_url=sqlite_url, web=make_page(tmp_path)
    )
    app = make_app(settings, clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def kept(desk, clock):
    """The reminders and digests."""
    visits = make_visits(desk.database, desk.vault, desk.accounts, clock)
    return make_plans(desk.database, desk.accounts, visits.calendars, clock)


@pytest.fixture
def calendar(desk):
    """Ana's calendar."""
    conversation = desk.meet("ana", channel="rest")
    owner = desk.connect(conversation).grant.owner
    return Calendar(conversation.principal_id, conversation.id, owner.uri)


async def run(times=1):
    """Let the chores run, and all news be told."""
    for _ in range(times):
        await chores.look_after(NOW, NOTHING)
        await chores.tell_due(NOW, NOTHING)
    await asyncio.to_thread(calm)


def told(rasa):
    """Return what was told: each plan's id with when it was due."""
    payloads = [turn["payload"] for turn in rasa.turns]
    return [(one["plan"], one["due"]) for payload in payloads for one in [json.loads(payload[payload.index("{") :])]]


async def test_nothing_is_told_before_it_is_due_and_then_once(gateway, kept, calendar, rasa, clock):
    reminder = kept.reminders.add(calendar, "every", Lead(10))
    await run()
    due = kept.reminders.get(reminder.id, calendar.principal_id).next_due
    clock.now = due - timedelta(seconds=1)
    await run()
    assert told(rasa) == []
    clock.now = due
    await run(3)
    assert told(rasa) == [(reminder.id, due.isoformat())]
    assert rasa.turns[0]["payload"].startswith("/EXTERNAL_reminder{")
    assert kept.reminders.get(reminder.id, calendar.principal_id).next_due > due


async def test_through_days_each_meeting_is_told_of_once(gateway, kept, calendar, rasa, clock, desk):
    reminder = kept.reminders.add(calendar, "every", Lead(10))
    account = kept.lookout.account(calendar)
    coming = account.calendly.scheduled_events(user=account.owner.uri, starting_after=clock(), limit=60)
    end = clock() + timedelta(days=2)
    begun = clock()
    while clock() < end:
        clock.pass_(minutes=3)
        await chores.look_after(NOW, NOTHING)
        await chores.tell_due(NOW, NOTHING)
    await asyncio.to_thread(calm)
    dues = {one.start_time - timedelta(minutes=10) for one in coming}
    assert told(rasa) == [(reminder.id, due.isoformat()) for due in sorted(dues) if begun < due <= end]


async def test_a_digest_is_told_once_and_planned_for_the_next_day(gateway, kept, calendar, rasa, clock):
    digest = kept.digests.add(calendar, Weekly((0, 1, 2, 3, 4), 8 * 60), "day")
    clock.now = digest.next_due
    await run(3)
    assert told(rasa) == [(digest.id, digest.next_due.isoformat())]
    (after,) = kept.digests.of(calendar.principal_id)
    assert after.next_due == digest.next_due + timedelta(days=1)


async def test_after_days_away_only_the_last_digest_is_told(gateway, kept, calendar, rasa, clock):
    digest = kept.digests.add(calendar, Weekly((0, 1, 2, 3, 4, 5, 6), 8 * 60), "day")
    clock.now = digest.next_due + timedelta(days=3, hours=1)
    await run(2)
    assert told(rasa) == [(digest.id, (digest.next_due + timedelta(days=3)).isoformat())]


async def test_a_digest_follows_its_person_to_another_zone(gateway, kept, calendar, desk, clock, rasa):
    digest = kept.digests.add(calendar, Weekly((0, 1, 2, 3, 4, 5, 6), 8 * 60), "day")
    named = kept.digests.add(calendar, Weekly((0,), 8 * 60), "day", "Europe/Berlin")
    desk.people.prefer(calendar.principal_id, chosen_zone="Australia/Lord_Howe")
    await run()
    after = kept.digests.get(digest.id, calendar.principal_id)
    assert (after.zone_used, after.next_due.hour) == ("Australia/Lord_Howe", 21)
    assert kept.digests.get(named.id, calendar.principal_id) == named


async def test_a_crash_between_the_news_and_the_note_tells_nothing_twice(
    gateway, kept, calendar, rasa, clock, monkeypatch
):
    reminder = kept.reminders.add(calendar, "every", Lead(10))
    await run()
    due = kept.reminders.get(reminder.id, calendar.principal_id).next_due
    clock.now = due

    async def nothing(*_):
        return None

    with monkeypatch.context() as crashing:
        crashing.setattr(chores, "_go_on", nothing)
        await chores.tell_due(NOW, NOTHING)
    assert kept.reminders.get(reminder.id, calendar.principal_id).next_due == due
    await run(2)
    assert told(rasa) == [(reminder.id, due.isoformat())]
