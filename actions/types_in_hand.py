"""The event type talked about last, and whether words go on with it."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.turn import Events, Turn
from parley.scheduling.links_asked import asks_of_link, wants_another_link, wants_link_of_told
from parley.scheduling.types_asked import OfTypes, another_in, asked_of_types, names_types

IN_HAND = "type_in_hand"
TYPES, SHARE, OPENINGS = "action_list_event_types", "action_share_link", "action_list_openings"


def take_type_in_hand(uri: str | None, *, once: bool = False) -> Events:
    """Return the events that make this the type talked about, `once` with a link for one booking; None for no type."""
    return [SlotSet(IN_HAND, {"event_type": uri, "once": once} if uri else None)]


def type_in_hand(turn: Turn) -> str | None:
    """Return the URI of the type talked about last."""
    return _kept(turn).get("event_type")


def was_for_once(turn: Turn) -> bool:
    """Return whether the link handed out last is good for one booking."""
    return bool(_kept(turn).get("once"))


def asks_on(turn: Turn) -> bool:
    """Return whether event types, one of them or its link were told of in the turn before."""
    return turn.did_before(TYPES, SHARE)


def of_types(turn: Turn) -> str | None:
    """Return the action that answers what is asked of event types and their links; None for anything else."""
    words = turn.message.words
    asked = asked_of_types(words)
    if asked in (OfTypes.QUESTIONS, OfTypes.PLACE) or (asked and (asks_on(turn) or names_types(words))):
        return TYPES
    if turn.did_before(SHARE) and (asks_of_link(words) or wants_another_link(words) or another_in(words)):
        return SHARE if not turn.times(words, None, asked=False) or asks_of_link(words) else None
    if turn.did_before(TYPES, SHARE, OPENINGS) and type_in_hand(turn) and wants_link_of_told(words):
        return SHARE
    goes_on = turn.did_before(TYPES) and type_in_hand(turn) and another_in(words)
    return TYPES if goes_on and not turn.times(words, None, asked=False) else None


def _kept(turn: Turn) -> dict[str, Any]:
    kept: Any = turn.slot(IN_HAND)
    return kept if isinstance(kept, dict) else {}
