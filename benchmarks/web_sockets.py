"""`python -m benchmarks.web_sockets`: many open tabs, many turns at once, and whether a message is lost or doubled.

Every visitor has two tabs. Each message has an id of its own, and every fifth is sent from both tabs at once under the
same one, as a page does when its connection broke. The same number of turns over REST, in the same run, is what the
speed is compared with.
"""

import asyncio
import itertools
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import socketio

from benchmarks import load, ours
from parley.gateway.visitors import COOKIE
from tests.e2e.running import Running, start

ROOT = Path(__file__).resolve().parents[1]
VISITORS, TABS, TURNS, AT_ONCE = 100, 2, 10, 50
REPEATED = 5  # every so manieth message
PATIENCE = 60  # seconds


@dataclass
class Tab:
    """One open page; `shown` is what it was shown of the bot's, by the ids that the server gives."""

    client: socketio.AsyncClient
    shown: list[str] = field(default_factory=list)
    history: "asyncio.Queue[Any]" = field(default_factory=asyncio.Queue)

    async def open(self, url: str) -> None:
        """Come in, and wait until the session stands."""
        self.client.on("bot_uttered", lambda said: self.shown.append(said["id"]))
        self.client.on("history", self.history.put_nowait)
        await self.client.connect(url, transports=["websocket"], wait_timeout=PATIENCE)
        await self.read()

    async def read(self) -> list[dict[str, Any]]:
        """Return all that was said, as after a reload."""
        await self.client.emit("session_request", {})
        return list((await asyncio.wait_for(self.history.get(), PATIENCE))["messages"])

    async def say(self, text: str, message_id: str) -> bool:
        """Send a message; return whether it was taken."""
        said = {"message": text, "id": message_id}
        return bool((await self.client.call("user_uttered", said, timeout=PATIENCE))["ok"])


@dataclass
class Visitor:
    """One person, who says one thing after the other."""

    tabs: list[Tab]
    sent: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    refused: int = 0

    async def chat(self, number: int, gate: asyncio.Semaphore) -> None:
        """Say ten things."""
        for turn, text in enumerate(itertools.islice(itertools.cycle(load.TEXTS), TURNS)):
            async with gate:
                began, message_id = time.perf_counter(), f"{number}-{turn}"
                saying = self.tabs if turn % REPEATED == 0 else self.tabs[:1]
                taken = await asyncio.gather(*(tab.say(text, message_id) for tab in saying))
                self.took.append((time.perf_counter() - began) * 1000)
            self.sent.append(message_id)
            self.refused += taken.count(False)

    async def look(self, found: Counter[str]) -> None:
        """Count what is not as it must be, in the history and in each tab."""
        said = await self.tabs[0].read()
        mine = [one["id"] for one in said if one["from"] == "user"]
        bots = [one["id"] for one in said if one["from"] == "bot"]
        followed = [
            after["from"] for one, after in itertools.pairwise([*said, {"from": "end"}]) if one["from"] == "user"
        ]
        found["answers"] += len(bots)
        found["refused"] += self.refused
        found["messages lost"] += len(set(self.sent) - set(mine))
        found["messages doubled"] += len(mine) - len(set(mine))
        found["messages out of order"] += mine != self.sent
        found["messages without an answer"] += len(followed) - followed.count("bot")
        for tab in self.tabs:
            found["answers lost in a tab"] += len(set(bots) - set(tab.shown))
            found["answers doubled in a tab"] += len(tab.shown) - len(set(tab.shown))


def main() -> int:
    """Measure, print, and return 1 when a message was lost or doubled."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start(ROOT, Path(folder), PARLEY_ADDRESS_RATE="1000000/minute") as stack,
    ):
        return asyncio.run(_measure(stack))


async def _measure(stack: Running) -> int:
    async with ours.client(stack) as say:
        await load.conversation(say, "warm-up", load.TEXTS, 30)
        rest = await load.turns_a_second(say, AT_ONCE, VISITORS * TURNS // AT_ONCE // load.TURNS_OF_A_CHAT)
    async with AsyncExitStack() as opened:
        visitors = await asyncio.gather(*(_visitor(stack.url, opened) for _ in range(VISITORS)))
        gate, began = asyncio.Semaphore(AT_ONCE), time.perf_counter()
        await asyncio.gather(*(one.chat(number, gate) for number, one in enumerate(visitors)))
        seconds, found = time.perf_counter() - began, Counter[str]()
        for one in visitors:
            await one.look(found)
    sockets = VISITORS * TURNS / seconds
    took = [one for visitor in visitors for one in visitor.took]
    print(f"{VISITORS * TABS} web sockets of {VISITORS} visitors, {AT_ONCE} turns at once, {VISITORS * TURNS} messages")
    print(f"turns a second: {sockets:.0f}; over REST, {AT_ONCE} clients: {rest:.0f}; ratio {sockets / rest:.2f}")
    print(f"a turn, ms: p50 {load.p50(took):.0f}, p95 {load.p95(took):.0f}, most {max(took):.0f}")
    print(f"memory of the gateway, MB: {psutil.Process(stack.stack.pids['gateway']).memory_info().rss / 2**20:.0f}")
    print(", ".join(f"{name}: {count}" for name, count in found.items()))
    return int(any(count for name, count in found.items() if name != "answers"))


async def _visitor(url: str, opened: AsyncExitStack) -> Visitor:
    async with aiohttp.ClientSession() as browser, browser.get(url) as page:
        cookie = page.cookies[COOKIE].value
    tabs = []
    for _ in range(TABS):
        # The cookie is the session's: python-engineio would take a header of its own apart.
        headers, jar = {"Cookie": f"{COOKIE}={cookie}"}, aiohttp.DummyCookieJar()
        session = await opened.enter_async_context(aiohttp.ClientSession(headers=headers, cookie_jar=jar))
        tab = Tab(socketio.AsyncClient(reconnection=False, http_session=session))
        await tab.open(url)
        opened.push_async_callback(tab.client.disconnect)
        tabs.append(tab)
    return Visitor(tabs)


if __name__ == "__main__":
    sys.exit(main())
