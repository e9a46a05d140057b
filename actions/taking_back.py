"""Taking back what was done: the last thing of all, however long ago, by the task that can."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions.cards import changes_of
from actions.forms.tasks import TASKS
from actions.turn import Events, Turn
from parley.scheduling.courtesies import NO, WISHING, led_by

NO_SHOWS = TASKS["undo_no_show"]
_IT = r"(?:it|that|this|them|him|her|everything|(?:the |my )?(?:meeting|call|event|appointment))"
_BACK = (
    rf"(?:put|move|change|switch|set|bring|turn) (?:{_IT} )?back"
    r"(?: (?:to|where|as|how|the way|like) (?:it was|before|(?:the |its )?(?:old|original|previous) (?:time|slot|one)"
    r"|(?:where|what|how|when) it was))?(?: (?:before|again))?"
)
_PUTS_BACK = re.compile(
    rf"{led_by(NO, WISHING)}(?:{_BACK}|(?:undo|revert|reverse)(?: (?:{_IT}|(?:the|that) move))?)"
    r"(?:[,. ]+(?:please|again))*[\s.!?]*",
    re.IGNORECASE,
)
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
    """What was done, as it was told, and the event it was done to; `before` when it was in the turn before.

    `was` is when it was before a move.
    """

    told: str
    said: str
    event: str | None
    before: bool
    was: datetime | None = None


def puts_back(turn: Turn) -> bool:
    """Return whether words want back what a move changed: `no, put it back`."""
    if not _PUTS_BACK.fullmatch(turn.message.words):
        return False
    done = done_last(turn)
    return done is not None and done.told == "utter_moved" and done.event is not None


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
    text = turn.message.words
    if done.was and done.was > turn.now:
        # The old time, if it is free still: that is asked, like any move.
        turn.say("utter_moving_back")
        text = f"move it to {done.was.astimezone(turn.zone()):%-d %B %Y at %H:%M}"
    elif by != "undo_no_show":
        if done.before:
            response = "utter_take_back_booking" if by == "cancel_event" else "utter_take_back_move"
            turn.say(response, buttons=changes_of(turn, done.event))
            return turn.done()
        turn.say("utter_booked_last" if by == "cancel_event" else "utter_moved_last", done=done.said)
    kept = turn.keep_request(TASKS[by], by, text)
    return [SlotSet("focus_event", done.event), *kept, FollowupAction(TASKS[by])]


def done_last(turn: Turn) -> Done | None:
    """Return what was done last in the conversation."""
    turns = turn.turns_before()
    for ago, events in enumerate(reversed(turns), start=1):
        told = [one for one in events if one.get("event") == "bot" and _response(one) in _DONE]
        if told:
            said = ", ".join(str(told[-1].get("text") or "").splitlines()[:2])
            was = _was(turns[: len(turns) - ago + 1]) if _response(told[-1]) == "utter_moved" else None
            return Done(_response(told[-1]), said, _focus(events), ago == 1, was)
    return None


def _response(said: dict[str, Any]) -> str:
    response = str((said.get("metadata") or {}).get("utter_action"))
    return response.replace("_visitor_", "_")  # What visitors are told is worded for them.


def _focus(events: list[dict[str, Any]]) -> str | None:
    kept = [one.get("value") for one in events if one.get("event") == "slot" and one.get("name") == "focus_event"]
    return str(kept[-1]) if kept and kept[-1] else None


def _was(turns: list[list[dict[str, Any]]]) -> datetime | None:
    """Return when the meeting was that these turns moved last, as the task kept it."""
    kept = [one.get("value") for events in turns for one in events if one.get("name") == "rescheduling"]
    drafts = [one["draft"] for one in kept if isinstance(one, dict) and isinstance(one.get("draft"), dict)]
    return datetime.fromisoformat(drafts[-1]["was"]) if drafts and drafts[-1].get("was") else None
