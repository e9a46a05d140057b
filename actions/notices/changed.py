"""Telling what changed in a calendar, unasked: one thing in full, several in a list."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import ThreadedAction
from actions.listing import name_of, remember
from actions.notices.reading import PASSING, Change, read_change
from actions.on_account import SHOWN_ACCOUNT
from actions.turn import Events, Turn
from parley.calendly.models import ScheduledEvent
from parley.notices.happened import Kind

MOST_TOLD = 10


class TellChanges(ThreadedAction):
    """Tells the notices that wait together under one id; only those of the person whose conversation this is."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_tell_changes"

    def answer(self, turn: Turn) -> Events:
        """Tell them as it is now. While Calendly cannot be asked nothing is said of them, and they go on waiting.

        Others may say something in this turn all the same: a form that it interrupted asks its question again.
        """
        board, batch = turn.services.newsdesk.board, turn.entity("notice") or ""
        waiting = board.batch(batch, turn.clocks.principal_id)
        told, others = waiting[:MOST_TOLD], len(waiting[MOST_TOLD:])
        try:
            found = list(turn.services.calls.map(lambda one: read_change(turn, one), told))
        except PASSING:
            board.put_off([one.id for one in waiting])
            return []
        changes = [one for one in found if one]
        board.settle(one.id for one, change in zip(told, found, strict=True) if change is None)
        if not changes:
            return []
        if len(changes) == 1 and not others:
            return _tell_one(turn, changes[0])
        return _tell_several(turn, changes, others)


def _tell_one(turn: Turn, change: Change) -> Events:
    if not change.by_visited and len(turn.accounts) > 1:
        account = next((one for one in turn.accounts if one.id == change.notice.grant_id), None)
        if account:
            turn.say("utter_in_account", email=account.owner.email)
    turn.say(f"utter_notice_{_kind(change)}", **_values(turn, change))
    # "It" is this event from now on, and in this account.
    grant_id = change.notice.grant_id if len(turn.accounts) > 1 else None
    return [*remember([change.event]), SlotSet("focus_event", change.event.id), SlotSet(SHOWN_ACCOUNT, grant_id)]


def _tell_several(turn: Turn, changes: list[Change], others: int) -> Events:
    lines = [turn.part(f"utter_line_notice_{_kind(one)}", **_values(turn, one)) for one in changes]
    if others:
        lines.append(turn.part("utter_line_notices_more", count=others))
    booked = not others and all(one.notice.kind is Kind.BOOKED for one in changes)
    response = "utter_notices_booked" if booked else "utter_notices"
    turn.say(response, count=len(changes) + others, events="\n".join(lines))
    accounts = {one.notice.grant_id for one in changes}
    if len(accounts) > 1:
        return []
    grant_id = accounts.pop() if len(turn.accounts) > 1 else None
    return [*remember(one.event for one in changes), SlotSet(SHOWN_ACCOUNT, grant_id)]


def _kind(change: Change) -> str:
    kind = change.notice.kind
    if change.by_visited:
        return f"host_{kind}"
    if kind is Kind.CANCELED and change.who.cancellation and change.who.cancellation.canceler_type == "host":
        return "canceled_by_host"
    return kind.value


def _values(turn: Turn, change: Change) -> dict[str, Any]:
    cancellation, event = change.who.cancellation, change.event
    reason = (cancellation.reason or "").strip() if cancellation else ""
    return {
        "event": event.id,
        "title": name_of(turn, event),
        "who": change.who.name,
        "when": _when(turn, event),
        "before": _when(turn, change.before) if change.before else turn.part("utter_line_another_time"),
        "by": cancellation.canceled_by if cancellation else "",
        "reason": turn.part("utter_line_notice_reason", reason=reason) if reason else "",
    }


def _when(turn: Turn, event: ScheduledEvent) -> str:
    return turn.said((event.start_time, event.end_time))
