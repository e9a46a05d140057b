"""Cutting a tracker back changes what it costs, never what it says."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from rasa_addons.live_tracker import KEEP_TURNS, MOST_TURNS, LiveTracker
from tests.rasa_addons.talking import DOMAIN

# What a user does not see, and what therefore may differ: the bot's last words and what was said before the cut.
STATE = ("slots", "paused", "active_loop", "followup_action", "latest_action", "latest_message", "latest_action_name")


def test_a_short_tracker_is_left_alone() -> None:
    tracker = _tracker([event for number in range(MOST_TURNS) for event in _turn(number)])
    before = list(tracker.events)
    assert tracker.shorten() is None
    assert list(tracker.events) == before


def test_a_long_tracker_keeps_its_last_turns_from_a_turns_start() -> None:
    tracker = _tracker([event for number in range(MOST_TURNS + 1) for event in _turn(number)])
    shortened = tracker.shorten()
    kept = list(tracker.events)[len(shortened.carried) :]
    assert shortened.kept == len(kept)
    assert isinstance(kept[0], ActionExecuted)
    texts = [event.text for event in kept if isinstance(event, UserUttered)]
    assert texts == [f"text {number}" for number in range(MOST_TURNS + 1 - KEEP_TURNS, MOST_TURNS + 1)]


def test_what_was_unsaved_stays_unsaved() -> None:
    tracker = _tracker([event for number in range(MOST_TURNS) for event in _turn(number)])
    tracker.settle(len(tracker.events))
    new = _turn(99)
    for event in new:
        tracker.update(event)
    assert tracker.shorten()
    assert tracker.unsaved() == new


@pytest.mark.parametrize("seed", range(200))
def test_every_replay_of_a_cut_tracker_ends_in_the_state_of_the_whole_one(seed: int) -> None:
    rng = random.Random(seed)
    events = [event for number in range(60) for event in _turn(number, _changes(rng))]
    whole, cut = _tracker(events), LiveTracker("c", DOMAIN.slots)
    cuts = 0
    for event in events:
        cut.update(event)
        cuts += cut.shorten() is not None
        assert len(cut.events) < 16 * MOST_TURNS
    assert cuts >= 5
    for replay in (cut, cut.copy()):
        assert _state(replay) == _state(whole)
    # A loop is started by a message; that one is older than the cut and goes with it.
    assert _trigger(cut.copy()) == _trigger(whole)


def test_a_reset_session_leaves_nothing_carried() -> None:
    events = [event for number in range(4) for event in _turn(number, [SlotSet("note", number)])]
    events += [event for number in range(MOST_TURNS + 1) for event in _turn(number, [SessionStarted()])]
    tracker = _tracker(events)
    assert tracker.shorten().carried == []


def _tracker(events: list[Event]) -> LiveTracker:
    tracker = LiveTracker("c", DOMAIN.slots)
    for event in events:
        tracker.update(event)
    return tracker


def _turn(number: int, changes: list[Event] | None = None) -> list[Event]:
    said = UserUttered(f"text {number}", {"name": "greet", "confidence": 1.0}, [{"entity": "note", "value": number}])
    reply = [ActionExecuted("utter_greet"), BotUttered("Hello.")]
    return [ActionExecuted("action_listen"), said, *(changes or []), *reply]


def _changes(rng: random.Random) -> list[Event]:
    possible: list[list[Event]] = [
        [],
        [],
        [SlotSet("note", rng.choice([None, 1, "two", ["three"], {"four": 4}]))],
        [SlotSet("ordinal", rng.choice([None, "1", "2"]))],
        [AllSlotsReset()],
        [ActionExecuted("booking_form"), ActiveLoop("booking_form"), SlotSet("requested_slot", "day")],
        [ActionExecutionRejected("booking_form")],
        [LoopInterrupted(True)],
        [ActionExecuted("booking_form"), ActiveLoop(None), SlotSet("requested_slot", None)],
        [ConversationPaused()],
        [ConversationResumed()],
        [FollowupAction("action_list"), ActionExecuted("action_list")],
        [Restarted()] if rng.random() < 0.2 else [],
        [SessionStarted()] if rng.random() < 0.2 else [],
    ]
    return rng.choice(possible)


def _state(tracker: Any) -> dict[str, Any]:
    state = tracker.current_state()
    loop = {key: value for key, value in state["active_loop"].items() if key != "trigger_message"}
    return {**{key: state[key] for key in STATE}, "active_loop": loop}


def _trigger(tracker: Any) -> Any:
    message = tracker.active_loop.trigger_message if tracker.active_loop else None
    return message and {key: message[key] for key in ("text", "intent", "entities")}
