"""News that meet something in their way which passes: none is lost, and none is held back for good."""

import asyncio
import shutil
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from parley.jobs import news
from parley.jobs.homes import NoHome
from tests.gateway.test_rest_callbacks import client, say, to_tell
from tests.support.jobs import calm

__all__ = ["client", "to_tell"]
DENIED = "heard /EXTERNAL_link_denied"
DATABASE_RESTARTED = OperationalError("SELECT 1", {}, Exception("the server ended the connection"))


@pytest.fixture
def stands_in_the_way(monkeypatch):
    """Give a function that lets a step of the news fail the first time, with this error, before it does anything."""

    def stands_in_the_way(step: str, problem: Exception) -> None:
        real, problems = getattr(news, step), [problem]

        async def once(*args: object) -> object:
            if problems:
                raise problems.pop()
            return await real(*args)

        monkeypatch.setattr(news, step, once)

    return stands_in_the_way


async def until(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.mark.anyio
@pytest.mark.parametrize("problem", [NoHome("here"), DATABASE_RESTARTED], ids=["gateway", "database"])
async def test_news_are_told_once_what_they_are_told_with_is_there_again(
    in_process, to_tell, sender, stands_in_the_way, problem
):
    stands_in_the_way("_turn_once", problem)
    async with in_process() as gateway:
        await to_tell(sender)
        assert await asyncio.to_thread(calm, 15)
        assert await say(gateway, sender, "again") == [DENIED, "heard again"]


@pytest.mark.anyio
@pytest.mark.parametrize("problem", [NoHome("here"), DATABASE_RESTARTED], ids=["gateway", "database"])
@pytest.mark.parametrize("step", ["_show", "_post_once"])
async def test_messages_are_brought_to_a_client_once_what_they_are_brought_with_is_there_again(
    in_process, client, to_tell, sender, stands_in_the_way, step, problem
):
    stands_in_the_way(step, problem)
    async with in_process(rest_callbacks=f"acme={client.url}") as gateway:
        await to_tell(sender)
        assert await asyncio.to_thread(calm, 15)
        assert len(client.got) == 1
        assert await say(gateway, sender, "again") == ["heard again"]


def test_a_client_that_has_no_address_any_more_gets_what_was_on_its_way_with_the_next_answer(
    in_process, client, to_tell, sender, tmp_path
):
    client.statuses = [503] * 100

    async def before() -> None:
        async with in_process(rest_callbacks=f"acme={client.url}"):
            await to_tell(sender)
            await until(lambda: client.got)

    async def after() -> list[str]:
        async with in_process() as gateway:
            assert await asyncio.to_thread(calm, 15)
            return await say(gateway, sender, "again")

    # Each in a loop of its own, as in a process of its own.
    asyncio.run(before())
    shutil.rmtree(tmp_path / "web")
    assert asyncio.run(after()) == [DENIED, "heard again"]
