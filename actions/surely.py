"""What a message surely asks for, whatever it was taken for."""

import re

from actions.asked_of_types import of_types
from actions.forms.dropping import kept_in
from actions.forms.tasks import TASKS
from actions.notices.following import NOTIFICATIONS, goes_on_with_news
from actions.reminders.following import went_on
from actions.small_talk import ABOUT_DATA, is_late, small_talk_in
from actions.taking_back import puts_back
from actions.turn import Turn
from actions.unwanted import wants_fewer
from parley.scheduling.acquaintances import asked_of_somebody
from parley.scheduling.another_sum import another_sum
from parley.scheduling.courtesies import NO, WISHING, YES, led_by
from parley.scheduling.did_not_come import says_did_not_come
from parley.scheduling.in_calendly import Place, in_calendly, wants_them_changed
from parley.scheduling.questions import asks_called_off, asks_nearest, asks_no_shows, look_up_in
from parley.scheduling.refinements import refinement_in
from parley.scheduling.retimed import moves_nothing, retimes_this
from parley.scheduling.sums import sum_in
from parley.when import without

LIST, DETAILS, NO_SHOWS = "action_list_events", "action_event_details", "action_tell_no_shows"
LATE, INVITEES, SOMEBODY = "action_tell_whom_to_write", "action_get_invitees", "action_tell_of_somebody"
BACK, DROP = "action_go_back", "action_drop_request"
IN_CALENDLY, CHECK = "action_tell_in_calendly", "action_check_availability"
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
# "Cancel that and tell her I'm sick".
_CANCELS_THIS = re.compile(
    rf"{led_by(NO, YES, WISHING)}cancel (?:it|that|this|hers|his|theirs)(?:\s+(?:and|but|because)\b.*|[,;.].*)",
    re.IGNORECASE,
)
_MAKES = re.compile(r"\bmake (?:it|that)\b", re.IGNORECASE)
# What a change of what is talked about is easily taken for.
_MAY_CHANGE = frozenset(
    {"change_answer", "inform", "nlu_fallback", "out_of_scope", "deny", "show_earlier", "show_more"}
)
# What tells that nothing was changed, or is yet.
_LEFT_ALONE = ("utter_task_dropped", "utter_kept", "utter_kept_several", "utter_not_moved", "utter_cancel_or_move")


def surely_asked(turn: Turn) -> tuple[str, str] | None:
    """Return the action that answers the message, and the intent it has there; None when that is for others to say."""
    words = turn.message.words
    if not words:
        return None
    if small_talk_in(words) in ABOUT_DATA:
        return "action_out_of_scope", "out_of_scope"
    if place_in_calendly(turn):
        return IN_CALENDLY, "out_of_scope"
    if reminding := went_on(turn):
        return reminding, "set_reminder"
    if goes_on_with_news(turn):
        return NOTIFICATIONS, "set_notifications"
    if asked := of_types(turn):
        return asked, "list_event_types"
    if fewer := wants_fewer(turn):
        return fewer, "check_availability"
    if is_late(words) and turn.intent in _EASILY_TAKEN:
        return LATE, "get_invitees"
    if keeps_dropped(turn):
        return DROP, "deny"
    if puts_back(turn):
        return BACK, "go_back"
    if turn.intent in _MAY_CHANGE and moves_by_a_length(turn, words):
        return TASKS["reschedule_event"], "reschedule_event"
    if turn.intent in _MAY_CHANGE and turn.focus and _CANCELS_THIS.fullmatch(words):
        return TASKS["cancel_event"], "cancel_event"
    if asked_of_somebody(_without_times(turn, words)) and not turn.visiting:
        return SOMEBODY, "get_invitees"
    if asks_nearest(words):
        return DETAILS, "event_details"
    if asks_no_shows(words):
        return NO_SHOWS, _IN_RANGE
    if says_did_not_come(words):
        return TASKS["mark_no_show"], "mark_no_show"
    if asks_called_off(words) or sum_in(words) or _looks_again(turn, words):
        return LIST, _IN_RANGE
    looked_up = look_up_in(words) if turn.intent in _EASILY_TAKEN else None
    return (DETAILS if looked_up == "event_details" else LIST, looked_up) if looked_up else None


def place_in_calendly(turn: Turn) -> Place | None:
    """Return what of Calendly's the message wants changed that is changed only there; None for anything else."""
    if turn.visiting:
        return None
    words = turn.message.words
    hours = turn.did_before(CHECK) and wants_them_changed(words)
    return Place.HOURS if hours else in_calendly(words)


def _looks_again(turn: Turn, words: str) -> bool:
    kept = turn.slot("listing")
    if not turn.did_before(*LISTS) or not isinstance(kept, dict) or kept.get("what") != "agenda":
        return False
    rest = _without_times(turn, words)
    return another_sum(rest, turn.words_before) is not None or refinement_in(rest) is not None


def _without_times(turn: Turn, words: str) -> str:
    """Return words with a bar in place of each time."""
    spans = [one for one in turn.times(words, None, asked=False) if one.kind != "duration" and not one.latent]
    return without(words, spans)


def keeps_dropped(turn: Turn) -> str | None:
    """Return the response to words that all stays as it is, right after a change was dropped; None for other words."""
    kept = kept_in(turn.message.words)
    return kept if kept and turn.told_before(*_LEFT_ALONE) else None


def moves_by_a_length(turn: Turn, words: str) -> bool:
    """Return whether words move what is talked about by a length, and say nothing else: "push it back half an hour"."""
    if turn.focus is None or (moves_nothing(words) and not _MAKES.search(words)):
        return False
    lengths = [one for one in turn.times(words, None, asked=False) if one.kind == "duration"]
    return len(lengths) == 1 and retimes_this(words, lengths, strict=True)
