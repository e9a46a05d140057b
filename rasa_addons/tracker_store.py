"""Where Rasa keeps its conversations: in memory while they are alive, in SQL always."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from rasa_addons.event_log import POSTGRESQL_CONNECTIONS, EventLog, Head, Live, Stored
from rasa_addons.live_tracker import LiveTracker

MOST_LIVE = 2_000
# What was forgotten by way of another Rasa is gone from this one's memory after so many seconds at its next turn.
IDLE_S = 3_600

T = TypeVar("T")


class ParleyTrackerStore(TrackerStore):
    """A tracker store that writes each event once and reads a conversation only when somebody else wrote to it.

    A tracker that is handed out leaves the memory and comes back when it is saved: a turn that fails half-way leaves
    nothing behind, the next one reads the database. A database error is raised, never worked around.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        most_live: int = MOST_LIVE,
        **kwargs: Any,
    ) -> None:
        """Open the database at the URL `host` (Rasa's name for `url:` in endpoints.yml), creating its tables."""
        self._live: OrderedDict[str, LiveTracker] = OrderedDict()
        self._most_live = most_live
        self._log = _open(host)
        self._threads = _threads(self._log)
        super().__init__(domain, event_broker, **kwargs)

    @property
    def domain(self) -> Domain:
        """The domain whose slots new trackers get."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        # A tracker carries the slots of the domain it was made with.
        self._live.clear()
        self._domain = domain or Domain.empty()

    def init_tracker(self, sender_id: str) -> LiveTracker:
        """A new, empty tracker."""
        return LiveTracker(sender_id, self.domain.slots)

    async def retrieve(self, sender_id: str) -> LiveTracker | None:
        """The live part of a conversation, or None when it has no events."""
        live = self._live.pop(sender_id, None)
        head = await self._run(self._log.head, sender_id)
        if head is None:
            return None
        if live is None or live.unsaved() or live.stored > head.events:
            return await self._read_live(sender_id, head)
        if live.stored < head.events:
            live.take(await self._read_events(sender_id, live.stored, head.events), head.events)
        return live

    async def retrieve_full_tracker(self, conversation_id: str) -> LiveTracker | None:
        """A whole conversation, from its first event on, or None when it has none."""
        rows = await self._run(self._log.read, conversation_id)
        return self._tracker(conversation_id, [], _events(rows), len(rows)) if rows else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are new, all or none.

        Raises ConversationMovedOn when another process wrote to the conversation meanwhile, and SQLAlchemy's errors.
        """
        live = await self._as_live(tracker)
        new = live.unsaved()
        if new:
            await self._append(live, new)
            await self._stream(live.sender_id, new)
        self._keep(live)

    async def exists(self, conversation_id: str) -> bool:
        """Whether anything was ever stored for this conversation."""
        return await self._run(self._log.head, conversation_id) is not None

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await self._run(self._log.conversations)

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation, here and in the database."""
        self._live.pop(conversation_id, None)
        await self._run(self._log.forget, conversation_id)

    async def over(self, before: float, limit: int) -> list[str]:
        """Return conversations in which nothing has happened since the moment (seconds since 1970)."""
        return await self._run(self._log.over, before, limit)

    async def long_ones(self, before: float, limit: int) -> list[str]:
        """Return conversations in which something was said before the moment."""
        return await self._run(self._log.long_ones, before, limit)

    async def forget_before(self, conversation_id: str, before: float) -> None:
        """Delete what was said before the moment, and keep the state that it led to."""
        live, head = await self.retrieve(conversation_id), await self._run(self._log.head, conversation_id)
        if live is None or head is None:
            return
        shortened = live.shorten_to(before)
        part = Live(live.stored - shortened.kept, _dumps(shortened.carried)) if shortened else head.live
        await self._run(self._log.forget_before, conversation_id, before, part)
        self._keep(live)

    async def forget_over(self, conversation_id: str, before: float) -> None:
        """Delete a conversation unless something has happened in it since the moment."""
        if await self._run(self._log.is_over, conversation_id, before):
            await self.forget(conversation_id)

    async def told(self, conversation_id: str) -> list[dict[str, Any]]:
        """Return every event that is kept of a conversation, as JSON."""
        return [json.loads(row) for row in await self._run(self._log.read, conversation_id)]

    def close(self) -> None:
        """Close the database."""
        self._log.close()
        if self._threads:
            self._threads.shutdown()

    async def _append(self, live: LiveTracker, new: list[Event]) -> None:
        total = live.stored + len(new)
        shortened = live.shorten()
        part = Live(total - shortened.kept, _dumps(shortened.carried)) if shortened else None
        await self._run(self._log.append, live.sender_id, live.stored, [_stored(event) for event in new], part)
        live.settle(total)

    async def _stream(self, sender_id: str, new: list[Event]) -> None:
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, sender_id)

    async def _as_live(self, tracker: DialogueStateTracker) -> LiveTracker:
        if isinstance(tracker, LiveTracker):
            return tracker
        # Made by somebody else (an import, for instance): it holds the conversation from its first event on.
        head = await self._run(self._log.head, tracker.sender_id)
        stored = head.events if head else 0
        live = self._tracker(tracker.sender_id, [], list(tracker.events), stored)
        live.settled = stored
        return live

    def _keep(self, live: LiveTracker) -> None:
        self._live[live.sender_id] = live
        self._live.move_to_end(live.sender_id)
        while len(self._live) > self._most_live or _is_idle(next(iter(self._live.values()))):
            self._live.popitem(last=False)
            if not self._live:
                return

    async def _read_live(self, sender_id: str, head: Head) -> LiveTracker:
        recent = await self._read_events(sender_id, head.live.start, head.events)
        return self._tracker(sender_id, deserialise_events(json.loads(head.live.carried)), recent, head.events)

    async def _read_events(self, sender_id: str, start: int, end: int) -> list[Event]:
        # Events written since the head was read are left for the next turn: the count must fit the events.
        return _events((await self._run(self._log.read, sender_id, start))[: end - start])

    def _tracker(self, sender_id: str, carried: list[Event], recent: list[Event], stored: int) -> LiveTracker:
        tracker = self.init_tracker(sender_id)
        tracker.take([*carried, *recent], stored)
        return tracker

    async def _run(self, work: Callable[..., T], *args: Any) -> T:
        if self._threads is None:
            # A local file answers in a tenth of a millisecond, less than the way to a thread and back.
            return work(*args)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)


def _open(url: str | None) -> EventLog:
    if not url or "${" in url:
        raise RasaException("The tracker store has no database: set PARLEY_TRACKER_URL.")
    try:
        return EventLog(url)
    except ValueError as error:
        raise RasaException(f"PARLEY_TRACKER_URL cannot be used: {error}.") from error
    except ImportError as error:
        # Rasa takes an ImportError for "no such store" and would keep the conversations in memory.
        raise RasaException(f"The tracker store's database driver is missing: {error}") from error


def _threads(log: EventLog) -> ThreadPoolExecutor | None:
    return ThreadPoolExecutor(POSTGRESQL_CONNECTIONS, "tracker-store") if log.is_remote else None


def _is_idle(live: LiveTracker) -> bool:
    return bool(live.events) and live.events[-1].timestamp < time.time() - IDLE_S


def _events(rows: list[str]) -> list[Event]:
    return deserialise_events([json.loads(row) for row in rows])


def _stored(event: Event) -> Stored:
    data: dict[str, Any] = event.as_dict()
    return Stored(event.type_name, event.timestamp, json.dumps(data))


def _dumps(events: list[Event]) -> str:
    return json.dumps([event.as_dict() for event in events])
