"""Posts to subscribers: made in the background, signed, repeated with back-off, given up after a day.

All waiting is by the sandbox's clock, so a test that moves it needs no patience of its own.
"""

import asyncio
import secrets
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from parley.sandbox.times import stamp
from parley.sandbox.webhooks.signature import HEADER, sign
from parley.sandbox.webhooks.subscriptions import Subscription, Subscriptions

# 10 s to connect and 15 s to read (Calendly, "Webhook timeouts").
TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=15)
FIRST_WAIT = timedelta(minutes=1)
MOST_DOUBLINGS = 11  # longer than a day
GIVEN_UP_AFTER = timedelta(hours=24)
LOOK_SECONDS = 0.1  # how soon a moved clock is noticed
KEPT = 1000


@dataclass
class Delivery:
    """One event for one subscriber. `answers`: the status of each attempt, or the kind of failure."""

    subscription: str
    url: str
    event: str
    body: bytes
    due: datetime
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: str = "waiting"
    answers: list[str] = field(default_factory=list)


class Deliveries:
    """The posts still to be made, and the last thousand that were."""

    def __init__(self, subscriptions: Subscriptions, clock: Callable[[], datetime]) -> None:
        self._subscriptions = subscriptions
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: list[Delivery] = []
        self._all: deque[Delivery] = deque(maxlen=KEPT)

    def add(self, subscription: Subscription, event: str, body: bytes) -> None:
        """Promises one post; safe from any thread, returns at once."""
        delivery = Delivery(subscription.id, subscription.url, event, body, self._clock())
        with self._lock:
            self._waiting.append(delivery)
            self._all.append(delivery)

    def report(self) -> list[dict[str, Any]]:
        """What was and will be posted, the oldest first; never a body, which tells about people."""
        with self._lock:
            return [_told(delivery) for delivery in self._all]

    def forget(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._all.clear()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Posts are made while the context lasts."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def post_due(self, http: aiohttp.ClientSession) -> None:
        """Makes every post that is due by the clock, side by side."""
        now = self._clock()
        with self._lock:
            due = [delivery for delivery in self._waiting if delivery.due <= now]
            self._waiting = [delivery for delivery in self._waiting if delivery.due > now]
        await asyncio.gather(*(self._attempt(http, delivery) for delivery in due))

    async def _run(self) -> None:
        """One slow subscriber does not keep the others waiting."""
        rounds: set[asyncio.Task[None]] = set()
        async with aiohttp.ClientSession(timeout=TIMEOUT, headers={"User-Agent": "Calendly"}) as http:
            try:
                while True:
                    if self._waiting:
                        task = asyncio.create_task(self.post_due(http))
                        rounds.add(task)
                        task.add_done_callback(rounds.discard)
                    await asyncio.sleep(LOOK_SECONDS)
            finally:
                for task in rounds:
                    task.cancel()
                await asyncio.gather(*rounds, return_exceptions=True)

    async def _attempt(self, http: aiohttp.ClientSession, delivery: Delivery) -> None:
        subscription = self._subscriptions.named(delivery.subscription)
        if subscription is None or not subscription.active:
            delivery.state = "dropped"
            return
        answer = await _post(http, delivery, self._headers(subscription, delivery.body))
        delivery.answers.append(answer)
        # A redirect is a failure as well.
        if answer.startswith("2"):
            delivery.state = "delivered"
            self._subscriptions.reached(subscription.id)
        else:
            self._put_off(delivery)

    def _headers(self, subscription: Subscription, body: bytes) -> dict[str, str]:
        signature = sign(subscription.signing_key, int(self._clock().timestamp()), body)
        return {"Content-Type": "application/json", HEADER: signature}

    def _put_off(self, delivery: Delivery) -> None:
        """The waits double; a day after the first failure there is one last attempt, then the hook is disabled.

        UNCONFIRMED whether the day also ends a day after the event itself: here it does not.
        """
        subscription = self._subscriptions.missed(delivery.subscription)
        if subscription is None or subscription.retrying_since is None:
            delivery.state = "dropped"
            return
        now, last = self._clock(), subscription.retrying_since + GIVEN_UP_AFTER
        if now >= last:
            delivery.state = "given up"
            self._subscriptions.disable(subscription.id)
            return
        delivery.due = min(now + FIRST_WAIT * 2 ** min(len(delivery.answers) - 1, MOST_DOUBLINGS), last)
        with self._lock:
            self._waiting.append(delivery)


async def _post(http: aiohttp.ClientSession, delivery: Delivery, headers: dict[str, str]) -> str:
    try:
        async with http.post(delivery.url, data=delivery.body, headers=headers, allow_redirects=False) as answer:
            await answer.read()
            return str(answer.status)
    except TimeoutError:
        return "timeout"
    except (aiohttp.ClientError, ValueError, OSError):
        return "no connection"


def _told(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "url": delivery.url,
        "event": delivery.event,
        "state": delivery.state,
        "answers": list(delivery.answers),
        "due": stamp(delivery.due) if delivery.state == "waiting" else None,
    }
