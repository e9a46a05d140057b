"""Whether words ask of event types or their links, or go on with the type told of last."""

from actions.turn import Turn
from actions.type_in_hand import is_type_told
from parley.scheduling.links_asked import asks_of_link, wants_another_link, wants_link_of_told
from parley.scheduling.types_asked import OfTypes, another_in, asked_of_types, names_types

TYPES, SHARE, OPENINGS = "action_list_event_types", "action_share_link", "action_list_openings"


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
    if turn.did_before(TYPES, SHARE, OPENINGS) and is_type_told(turn) and wants_link_of_told(words):
        return SHARE
    goes_on = turn.did_before(TYPES) and is_type_told(turn) and another_in(words)
    return TYPES if goes_on and not turn.times(words, None, asked=False) else None
