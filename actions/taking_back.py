"""Taking back what was done: the last thing of all, however long ago, by the task that can."""

import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.cards import changes_of
from actions.forms.tasks import TASKS
from actions.turn import Events, Turn

NO_SHOWS = TASKS["undo_no_show"]
UNDOES = re.compile(r"\b(?:undo|revert|reverse)\b|\btake (?:it|that|this|the \w+) back\b|\btake back\b", re.IGNORECASE)
# What tells that something was done, and the intent whose task takes it back; None: nothing can.
_DONE = {
    "utter_booked": "cancel_event",
    "utter_moved": "reschedule_event",
    "utter_no_show_marked": "undo_no_show",
    "utter_canceled": None,
    "utter_canceled_all": None,
    "utter_canceled_some": None,
}


@dataclass(frozen=True)
class Done:
    """What was done, as it was told, and the event it was done to; `before` when it was in the turn before."""

    told: str
    said: str
    event: str | None
    before: bool


def take_back(turn: Turn) -> Events:
    """Return the events that take back what was done last; none when nothing was, or when it was said what can be.

    What was done a while ago is named first, and nothing is done about it without a yes.
    """
    done = done_last(turn)
    if done is None:
        return []
    by = _DONE[done.told]
    if by is None:
        turn.say("utter_cancelling_is_final" if done.before else "utter_cancelled_last", done=done.said)
        return turn.done()
    if done.event is None:
        return []
    if by != "undo_no_show":
        if done.before:
            response = "utter_take_back_booking" if by == "cancel_event" else "utter_take_back_move"
            turn.say(response, buttons=changes_of(turn, done.event))
            return turn.done()
        turn.say("utter_booked_last" if by == "cancel_event" else "utter_moved_last", done=done.said)
    kept = turn.keep_request(TASKS[by], by, turn.message.words)
    return [SlotSet("focus_event", done.event), *kept, FollowupAction(TASKS[by])]


def done_last(turn: Turn) -> Done | None:
    """Return what was done last in the conversation."""
    for ago, events in enumerate(reversed(turn.turns_before()), start=1):
        told = [one for one in events if one.get("event") == "bot" and _response(one) in _DONE]
        if told:
            said = ", ".join(str(told[-1].get("text") or "").splitlines()[:2])
            return Done(_response(told[-1]), said, _focus(events), ago == 1)
    return None


def _response(said: dict[str, Any]) -> str:
    response = str((said.get("metadata") or {}).get("utter_action"))
    return response.replace("_visitor_", "_")  # What visitors are told is worded for them.


def _focus(events: list[dict[str, Any]]) -> str | None:
    kept = [one.get("value") for one in events if one.get("event") == "slot" and one.get("name") == "focus_event"]
    return str(kept[-1]) if kept and kept[-1] else None
