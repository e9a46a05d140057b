"""A turn in which an action could not be run: nothing of it counts, and it can be asked for again."""

from __future__ import annotations

import time
from typing import Any

from rasa.core.actions.action import create_bot_utterance
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY

RESPONSE = "utter_action_failed"
# What the intents begin with that the gateway says by itself.
NEWS = "EXTERNAL_"
# What asks once more for what was said before, wherever that failed.
TRY_AGAIN, YES = "try_again", "affirm"
# Seconds for which "try again" means that: as long as actions keep a request that waits.
LIFE = 30 * 60.0


class ActionFailed(BaseException):
    """An action could not be run, whose name this is. None of Rasa's own handlers may take it: the turn ends here."""


def is_news(intent: str | None) -> bool:
    """Whether nobody said this, or what was said stands for it: whoever has it worked asks again by themselves."""
    return (intent or "").startswith(NEWS)


def take_back(tracker: DialogueStateTracker) -> None:
    """Leave of the turn under way the person's message alone; everything else is as it was before it."""
    events = list(tracker.events)
    said = max(place for place, event in enumerate(events) if isinstance(event, UserUttered))
    kept = events[: said + 1]
    tracker.events = tracker._create_events(kept)
    tracker._reset()
    for event in kept:
        event.apply_to(tracker)


def say_failed(tracker: DialogueStateTracker, message: dict[str, Any]) -> BotUttered:
    """Note that the turn ended with this message, and return that as the event it is."""
    failed = create_bot_utterance({**message, "utter_action": RESPONSE})
    tracker.update_with_events([failed, ActionExecuted(ACTION_LISTEN_NAME)], None)
    return failed


def asked_again(tracker: DialogueStateTracker, intent: str | None) -> UserUttered | None:
    """The message that failed just before, if this intent asks for it again; None when it says something of its own.

    What failed is only meant right after it: once anything else was said or told, a yes is a yes to that.
    """
    if intent not in (TRY_AGAIN, YES):
        return None
    since: list[Any] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return event if _is_void(since) and time.time() - event.timestamp < LIFE else None
        since.append(event)
    return None


def intent_of(parse_data: Any) -> str | None:
    """The name of the intent that a message was read as."""
    name = ((parse_data or {}).get(INTENT) or {}).get(INTENT_NAME_KEY)
    return str(name) if name else None


def _is_void(events: list[Any]) -> bool:
    return any(isinstance(event, BotUttered) and event.metadata.get("utter_action") == RESPONSE for event in events)
