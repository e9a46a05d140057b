"""A conversation as Rasa works on it: the last few turns, and one event for each thing carried over from before.

Rasa replays a tracker's events several times a turn (for every copy, for every policy), so a turn costs as much as the
conversation is long. A live tracker is cut back at a turn's start to `KEEP_TURNS` once it holds more than `MOST_TURNS`.
What the events before the cut had brought about (slots, the active loop, being paused) is put in front of the rest as
events, so that every replay still ends in the same state.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

MOST_TURNS = 10
KEEP_TURNS = 5


class LiveTracker(DialogueStateTracker):
    """A tracker that knows which of its events are stored, and how many the whole conversation has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = 0
        """How many events of this conversation the database holds."""
        self.settled = 0
        """How many of `events`, counted from the first, need no writing: stored ones and carried ones."""

    def unsaved(self) -> list[Event]:
        """The events that the database does not have yet, oldest first."""
        return list(islice(self.events, self.settled, None))

    def take(self, events: Sequence[Event], stored: int) -> None:
        """Apply events that the database has already; afterwards it is known to hold `stored` of them."""
        for event in events:
            self.update(event)
        self.settle(stored)

    def settle(self, stored: int) -> None:
        """Note that everything in this tracker is in the database, which holds `stored` events in all."""
        self.stored = stored
        self.settled = len(self.events)

    def shorten(self) -> Shortened | None:
        """Cut the tracker back when it has grown too long; None when it has not.

        The state of the tracker does not change. Nothing may be unsaved afterwards but what was unsaved before.
        """
        starts = _turn_starts(self.events)
        return self._cut(starts[-KEEP_TURNS]) if len(starts) > MOST_TURNS else None

    def shorten_to(self, since: float) -> Shortened | None:
        """Cut off the turns in which something was said before the moment; None when there is none, or no later one."""
        starts = _turn_starts(self.events)
        later = [start for start in starts if self.events[start + 1].timestamp >= since]
        return self._cut(later[0]) if later and later[0] != starts[0] else None

    def _cut(self, cut: int) -> Shortened:
        carried = self._carried_at(cut)
        kept = list(islice(self.events, cut, None))
        self.events = self._create_events([*carried, *kept])
        self.settled = max(0, self.settled - cut) + len(carried)
        return Shortened(carried, len(kept))

    def _carried_at(self, cut: int) -> list[Event]:
        before = self.init_copy()
        for event in islice(self.events, cut):
            before.update(event)
        return carried_events(before, self.events[cut].timestamp)


class Shortened:
    """The outcome of a cut: the events carried over, and how many real ones were kept behind them."""

    def __init__(self, carried: list[Event], kept: int) -> None:
        self.carried = carried
        self.kept = kept


def carried_events(tracker: DialogueStateTracker, timestamp: float) -> list[Event]:
    """The fewest events that bring a new tracker into this one's state as it stands between two turns."""
    carried: list[Event] = _loop_events(tracker)
    for slot in tracker.slots.values():
        if slot.value != slot.initial_value:
            carried.append(SlotSet(slot.name, slot.value))
    if tracker.is_paused():
        carried.append(ConversationPaused())
    for event in carried:
        event.timestamp = timestamp
    return carried


def _loop_events(tracker: DialogueStateTracker) -> list[Event]:
    loop = tracker.active_loop
    if loop is None or not loop.name:
        return []
    trigger = loop.trigger_message
    # A loop remembers the message that started it, and takes it from the tracker when it is activated.
    started_by = [UserUttered(trigger["text"], trigger["intent"], trigger["entities"], trigger)] if trigger else []
    rejected = [ActionExecutionRejected(loop.name)] if loop.rejected else []
    interrupted = [LoopInterrupted(True)] if loop.is_interrupted else []
    return [*started_by, ActiveLoop(loop.name), *rejected, *interrupted]


def _turn_starts(events: Sequence[Event]) -> list[int]:
    """Where each turn begins: at the `action_listen` that the user's message answers."""
    starts = []
    previous: Event | None = None
    for index, event in enumerate(events):
        if isinstance(event, UserUttered) and _is_listen(previous):
            starts.append(index - 1)
        previous = event
    return starts


def _is_listen(event: Event | None) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
