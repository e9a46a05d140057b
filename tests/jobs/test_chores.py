"""Chores by the clock: what is due is done, what is over goes, and whoever lost an account hears of it once."""

import asyncio

import pytest
from sqlalchemy import func, select

from parley.calendly.errors import ReconnectNeeded
from parley.calendly.scopes import READ_EVENTS
from parley.clock import system_clock
from parley.db.tables import revocations, tickets
from parley.gateway.app import make_app
from parley.jobs import chores
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


def count(desk, table) -> int:
    with desk.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture
def ended(desk, clock):
    """Somebody whose account Calendly ended a while ago."""
    conversation = desk.meet("ended", channel="rest")
    connected = desk.connect(conversation)
    desk.oauth.revoke(connected.grant.tokens.refresh_token)
    clock.pass_(hours=3)
    with pytest.raises(ReconnectNeeded):
        desk.access.account(conversation.id, READ_EVENTS).calendly.current_user()
    clock.pass_(minutes=5)
    return conversation


async def test_a_revocation_that_calendly_was_not_there_for_is_made_up_for(gateway, desk, calendly, clock):
    conversation = desk.meet("leaves", channel="rest")
    desk.connect(conversation)
    calendly.switch(status=503, paths=["/oauth/revoke"])
    desk.unlinking.unlink_all(conversation.id)
    await chores.revoke(NOW, NOTHING)
    assert count(desk, revocations) == 1
    calendly.well()
    clock.pass_(hours=2)
    await chores.revoke(NOW, NOTHING)
    assert count(desk, revocations) == 0


async def test_a_revocation_that_failed_for_a_week_is_given_up_and_logged(gateway, desk, calendly, clock, logs):
    conversation = desk.meet("leaves", channel="rest")
    desk.connect(conversation)
    calendly.switch(status=503, paths=["/oauth/revoke"])
    desk.unlinking.unlink_all(conversation.id)
    clock.pass_(days=7, seconds=1)
    await chores.revoke(NOW, NOTHING)
    assert count(desk, revocations) == 0
    assert "gave up revoking" in logs.getvalue()


async def test_old_tickets_are_swept_away(gateway, desk, clock):
    conversation = desk.meet("asks", channel="rest")
    desk.linking.issue_ticket(conversation.id, READ_EVENTS)
    clock.pass_(days=2)
    await chores.sweep(NOW, NOTHING)
    assert count(desk, tickets) == 0


async def test_whoever_lost_an_account_is_told_once(gateway, ended, rasa):
    for _ in range(3):
        await chores.tell_ended(NOW, NOTHING)
        await asyncio.to_thread(calm)
    assert [(turn["conversation"], turn["payload"]) for turn in rasa.turns] == [(ended.id, "/EXTERNAL_reconnect")]


async def test_an_end_of_the_house_account_is_logged_once_and_told_to_nobody(gateway, desk, clock, rasa, logs):
    house = desk.house.conversation()
    desk.connect(house, live=False)
    desk.connecting.agree(house)
    grant = desk.grants.of(house.principal_id)
    desk.oauth.revoke(grant.tokens.refresh_token)
    clock.pass_(hours=3)
    with pytest.raises(ReconnectNeeded):
        desk.access.account(house.id, READ_EVENTS).calendly.current_user()
    clock.pass_(minutes=5)
    for _ in range(2):
        await chores.tell_ended(NOW, NOTHING)
    await asyncio.to_thread(calm)
    assert rasa.turns == []
    assert logs.getvalue().count("Calendly ended the house account") == 1


async def test_whoever_linked_again_before_it_was_said_is_not_told(gateway, desk, ended, rasa):
    rasa.status = 503
    await chores.tell_ended(NOW, NOTHING)
    while not rasa.turns:
        await asyncio.sleep(0.02)
    desk.connect(ended)
    # Rasa is still not there: news that were not withdrawn would be tried on and on.
    assert await asyncio.to_thread(calm, 15)


def test_no_two_chores_have_one_name(monkeypatch):
    declared = []
    monkeypatch.setattr(chores.DBOS, "apply_schedules", declared.extend)
    chores.prepare(shared=True)
    names = [one["schedule_name"] for one in declared]
    assert sorted(names) == sorted(set(names))
