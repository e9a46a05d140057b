"""The whole of Parley as people meet it: gateway, Rasa, actions, a sandbox, all on SQLite."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import httpx

from benchmarks.load import Say
from tests.e2e.person import sign_in
from tests.e2e.running import KEY, Running, start

PEOPLE = 50


@contextmanager
def running(root: Path, var: Path) -> Iterator[tuple[Running, float]]:
    """Give a running stack, and the seconds from starting it until all of it was ready."""
    began = time.perf_counter()
    with start(root, var) as stack:
        yield stack, time.perf_counter() - began


@asynccontextmanager
async def client(stack: Running) -> AsyncIterator[Say]:
    """Give a way to say something over REST that insists on an answer."""
    url, headers = f"{stack.url}/webhooks/rest/webhook", {"Authorization": f"Bearer {KEY}"}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), headers=headers) as session:

        async def say(who: str, text: str) -> None:
            async with session.post(url, json={"sender": who, "message": text}) as answer:
                assert answer.status == 200, await answer.text()
                assert await answer.json(), "The bot said nothing"

        yield say


def link(stack: Running, people: int = PEOPLE) -> list[str]:
    """Link an account for so many people, and return who they are."""
    names = [f"linked-{number}" for number in range(people)]
    with httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {KEY}"}, timeout=30) as rest:
        for number, name in enumerate(names):
            ask = rest.post("/webhooks/rest/webhook", json={"sender": name, "message": "connect my calendly"})
            with httpx.Client(timeout=30) as browser:
                page = sign_in(browser, ask.json()[-1]["buttons"][0]["url"], ("ana", "ben", "priya")[number % 3])
            linked = rest.post("/webhooks/rest/webhook", json={"sender": name, "message": page.code})
            assert "Connected to" in linked.text, linked.text
    return names


async def all_at_once(say: Say, people: list[str], text: str) -> list[float]:
    """Return the seconds that each person waited when all of them ask in the same moment."""

    async def wait(who: str) -> float:
        began = time.perf_counter()
        await say(who, text)
        return time.perf_counter() - began

    return list(await asyncio.gather(*(wait(who) for who in people)))
