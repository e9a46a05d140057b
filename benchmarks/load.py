"""People asking: one after the other, many at once, and for a long while."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence

Say = Callable[[str, str], Awaitable[None]]

TEXTS = ("hello there", "thanks a lot", "what can you do", "good morning", "ok bye for now")
TURNS_OF_A_CHAT = 10
AROUND = 5  # turns on either side of the one that is looked at


async def conversation(say: Say, who: str, texts: Sequence[str], turns: int) -> list[float]:
    """Return the milliseconds that each turn of one conversation took."""
    took = []
    for text in itertools.islice(itertools.cycle(texts), turns):
        began = time.perf_counter()
        await say(who, text)
        took.append((time.perf_counter() - began) * 1000)
    return took


async def turns_a_second(say: Say, clients: int, chats: int) -> float:
    """Return how many turns are answered a second when so many people talk at once, each so many chats of ten turns."""

    async def person(number: int) -> None:
        for chat in range(chats):
            await conversation(say, f"crowd-{clients}-{number}-{chat}", TEXTS, TURNS_OF_A_CHAT)

    began = time.perf_counter()
    await asyncio.gather(*map(person, range(clients)))
    return clients * chats * TURNS_OF_A_CHAT / (time.perf_counter() - began)


async def long_conversation(say: Say) -> dict[int, float]:
    """Return the median milliseconds of the turns around the 10th, 100th and 300th of one conversation."""
    took = await conversation(say, "long", TEXTS, 300 + AROUND)
    return {turn: statistics.median(took[turn - AROUND : turn + AROUND]) for turn in (10, 100, 300)}


def p50(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]
