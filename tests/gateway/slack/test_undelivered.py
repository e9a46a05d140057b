"""What Slack does not take is brought later, once, and at its pace."""

import asyncio

import pytest

from parley.jobs import unbrought
from tests.gateway.slack.conftest import texts
from tests.support.jobs import calm
from tests.support.waiting import until


def test_what_slack_does_not_take_comes_before_the_next_answer_and_once(workspace):
    workspace.slack.troubles["chat.postMessage"] = ["internal_error"]
    workspace.sends.message("hello")
    until(lambda: not workspace.slack.troubles["chat.postMessage"])
    workspace.sends.message("goodbye")
    assert texts(workspace.told(count=2)) == ["heard hello", "heard goodbye"]


@pytest.mark.anyio
async def test_what_slack_does_not_take_is_brought_when_nobody_says_anything_more(workspace, clock):
    workspace.slack.troubles["chat.postMessage"] = ["internal_error"]
    await asyncio.to_thread(workspace.sends.message, "hello")
    await asyncio.to_thread(until, lambda: not workspace.slack.troubles["chat.postMessage"])
    clock.pass_(seconds=30)
    await unbrought.unbrought(clock(), None)
    assert texts(await asyncio.to_thread(workspace.told)) == ["heard hello"]
    await unbrought.unbrought(clock(), None)
    assert await asyncio.to_thread(calm)
    assert len(workspace.slack.posted("U1")) == 1


def test_the_pace_that_slack_asks_for_is_kept(workspace):
    workspace.slack.troubles["chat.postMessage"] = [(429, {"Retry-After": "1"})]
    workspace.sends.message("hello")
    assert texts(workspace.told()) == ["heard hello"]
