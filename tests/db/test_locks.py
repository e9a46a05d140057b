"""Locks between gateways: one holder at a time, nothing left behind by a process that is gone."""

import asyncio
import subprocess
import sys

import pytest
from sqlalchemy import text

from parley.db.engine import connect
from parley.db.locks import OneGateway, locks_of
from tests.support.stores import postgres

pytestmark = pytest.mark.anyio
DIE = """
import asyncio, os, signal, sys
from parley.db.engine import connect
from parley.db.locks import locks_of
locks = locks_of(connect(sys.argv[1]))
assert asyncio.run(locks.take("chat", lambda _: True))
print(locks.holder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def url():
    with postgres() as url:
        yield url


@pytest.fixture
def two(url):
    """Two gateways' locks."""
    database = connect(url)
    made = [locks_of(database), locks_of(database)]
    yield made
    for locks in made:
        locks.close()
    database.close()


def taken(locks, conversation):
    """Try a conversation's lock."""
    return locks.take(conversation, lambda connection: connection.execute(text("SELECT 'found'")).scalar_one())


async def until_gone(locks, holder):
    """Wait until PostgreSQL has noticed that a connection ended."""
    async with asyncio.timeout(60):
        while await locks.is_alive(holder):
            await asyncio.sleep(0.01)


async def test_a_conversation_is_one_gateways_until_it_is_given_back(two):
    first, second = two
    assert await taken(first, "chat") == "found"
    assert not await taken(second, "chat")
    assert await taken(second, "another chat")
    await first.give_back("chat")
    assert await taken(second, "chat")


async def test_a_gateway_is_alive_until_it_closes(url, two):
    first, second = two
    await taken(second, "chat")
    assert await first.is_alive(second.holder)
    assert await first.is_alive(first.holder)
    second.close()
    await until_gone(first, second.holder)
    assert await taken(first, "chat")


async def test_a_killed_gateway_holds_nothing_and_is_not_alive(url, two):
    died = subprocess.run([sys.executable, "-c", DIE, url], capture_output=True, text=True, check=False)
    assert died.returncode == -9, died.stderr
    holder, locks = int(died.stdout), two[0]
    await until_gone(locks, holder)
    assert await taken(locks, "chat")


async def test_after_a_broken_connection_the_gateway_is_alive_again_and_takes_locks(url, two):
    first, second = two
    await taken(first, "chat")
    database = connect(url)
    with database.write() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
    database.close()
    await first.give_back("chat")
    assert await taken(second, "chat")
    assert not await taken(first, "chat")
    assert await second.is_alive(first.holder)


async def test_on_sqlite_there_is_one_gateway_and_everything_is_free(sqlite):
    locks = locks_of(sqlite)
    assert isinstance(locks, OneGateway)
    assert await taken(locks, "chat")
    assert await taken(locks, "chat")
    assert await locks.is_alive(locks.holder)
    assert not await locks.is_alive(locks.holder + 1)
