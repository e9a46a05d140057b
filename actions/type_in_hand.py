"""The event type that is talked about where words name none: of the task under way, or of what was told last."""

from collections.abc import Iterable
from typing import Any

from rasa_sdk.events import SlotSet

from actions.forms.task import Task
from actions.told_before import FREE_TIME, free_time_told
from actions.turn import Events, Turn
from parley.scheduling.event_types import Offer, find

IN_HAND = "type_in_hand"
_KEPT_IN = {"booking_form": "booking", "reschedule_form": "rescheduling"}
# What is asked of one type, in words that name it.
TELLING_TYPES = ("action_list_event_types", "action_share_link", *FREE_TIME)


def take_type_in_hand(uri: str | None, *, once: bool = False) -> Events:
    """Return the events that make this the type told of last, `once` with a link for one booking; None for no type."""
    return [SlotSet(IN_HAND, {"event_type": uri, "once": once} if uri else None)]


def type_told(turn: Turn, offers: Iterable[Offer]) -> Offer | None:
    """Return the type that was told of last."""
    return next((one for one in offers if one.uri == _told(turn).get("event_type")), None)


def is_type_told(turn: Turn) -> bool:
    """Return whether one type was told of last."""
    return bool(_told(turn).get("event_type"))


def was_for_once(turn: Turn) -> bool:
    """Return whether the link handed out last is good for one booking."""
    return bool(_told(turn).get("once"))


def type_in_hand(turn: Turn, offers: list[Offer]) -> Offer | None:
    """Return the type whose booking is under way, else the one whose free times, or what it is like, was told last."""
    uri = _of_task(turn) or _of_listing(turn)
    known = next((one for one in offers if one.uri == uri), None)
    return known or find(offers, turn.text_before(*TELLING_TYPES)).offer


def _told(turn: Turn) -> dict[str, Any]:
    kept: Any = turn.slot(IN_HAND)
    return kept if isinstance(kept, dict) else {}


def _of_task(turn: Turn) -> str | None:
    task = Task.of(turn.slot(_KEPT_IN[turn.form])) if turn.form in _KEPT_IN else None
    return task.draft.get("event_type") if task else None


def _of_listing(turn: Turn) -> str | None:
    kept: Any = turn.slot("listing") if free_time_told(turn) else None
    return kept.get("event_type") if kept else None
