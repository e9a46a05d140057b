"""Calendly tells of whoever has linked, from then until they unlink."""

import asyncio
from datetime import timedelta

import pytest
from dbos import DBOS

from parley.calendly.scopes import READ_EVENTS
from parley.jobs import calendars
from parley.notices.hooks import NEEDED
from tests.gateway.calendly.deliveries import delivery, post
from tests.support.waiting import until


def test_unlinking_ends_the_subscription_and_what_comes_after_is_refused(gateway, desk, ana, outsider, hook_id, clock):
    body = delivery(outsider, outsider.books())
    desk.unlinking.unlink_all(ana.id)
    assert outsider.hooks() == []
    assert post(gateway, hook_id, body, clock) == 404


@pytest.mark.anyio
async def test_the_chore_subscribes_whoever_has_linked(desk, newsdesk, outsider, sender, clock):
    conversation = desk.meet(f"acme:{sender}", channel="rest")
    grant = desk.connect(conversation, scopes=READ_EVENTS | NEEDED).grant
    handle = await DBOS.start_workflow_async(calendars.subscribe, clock(), None)
    await handle.get_result(polling_interval_sec=0.05)
    await asyncio.to_thread(until, lambda: newsdesk.hooks.tells_of(grant.id))
    assert len(outsider.hooks()) == 1
    desk.unlinking.unlink_all(conversation.id)


@pytest.mark.anyio
async def test_a_round_asks_for_nothing_that_an_earlier_one_still_has_under_way(desk, sender, clock, monkeypatch):
    conversation = desk.meet(f"acme:{sender}", channel="rest")
    grant_id, go_on = desk.connect(conversation, scopes=READ_EVENTS | NEEDED).grant.id, asyncio.Event()

    async def tend(*_):
        await go_on.wait()

    monkeypatch.setattr(calendars, "_tend", tend)
    for seconds in (0, 20, 40):
        at = clock() + timedelta(seconds=seconds)
        await (await DBOS.start_workflow_async(calendars.subscribe, at, None)).get_result(polling_interval_sec=0.05)
    waiting = await DBOS.list_workflows_async(name="tend", status=["ENQUEUED", "PENDING"])
    assert [one.input["args"][1] for one in waiting].count(grant_id) == 1
    go_on.set()
    desk.unlinking.unlink_all(conversation.id)
