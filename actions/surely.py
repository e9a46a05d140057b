"""What a message surely asks for, whatever it was taken for."""

from actions.reminders.following import went_on
from actions.small_talk import is_late
from actions.turn import Turn
from parley.scheduling.questions import asks_called_off, asks_no_shows, look_up_in
from parley.scheduling.refinements import refinement_in
from parley.scheduling.sums import sum_in
from parley.when import without

LIST, DETAILS, NO_SHOWS = "action_list_events", "action_event_details", "action_tell_no_shows"
LATE = "action_tell_whom_to_write"
# What tells a list that may be looked at again right after it.
LISTS = (LIST, "action_list_further")
_IN_RANGE = "list_events_in_range"
# Tasks that a question is easily taken for, and look-ups that need other access than it does.
_EASILY_TAKEN = frozenset(
    {
        "schedule_appointment",
        "reschedule_event",
        "cancel_event",
        "mark_no_show",
        "check_availability",
        "list_event_types",
        "out_of_scope",
        "nlu_fallback",
    }
)


def surely_asked(turn: Turn) -> tuple[str, str] | None:
    """Return the action that answers the message, and the intent it has there; None when that is for others to say."""
    words = turn.message.words
    if not words:
        return None
    if reminding := went_on(turn):
        return reminding, "set_reminder"
    if is_late(words) and turn.intent in _EASILY_TAKEN:
        return LATE, "get_invitees"
    if asks_no_shows(words):
        return NO_SHOWS, _IN_RANGE
    if asks_called_off(words) or sum_in(words) or _looks_again(turn, words):
        return LIST, _IN_RANGE
    looked_up = look_up_in(words) if turn.intent in _EASILY_TAKEN else None
    return (DETAILS if looked_up == "event_details" else LIST, looked_up) if looked_up else None


def _looks_again(turn: Turn, words: str) -> bool:
    kept = turn.slot("listing")
    if not turn.did_before(*LISTS) or not isinstance(kept, dict) or kept.get("what") != "agenda":
        return False
    spans = [one for one in turn.times(words, None, asked=False) if one.kind != "duration" and not one.latent]
    return refinement_in(without(words, spans)) is not None
