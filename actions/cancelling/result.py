"""What came of cancelling, told."""

from actions.cancelling.reviewed import Seen, title, when
from actions.feedback.asking import feedback_buttons
from actions.turn import Turn
from parley.calendly.scopes import CHANGE
from parley.scheduling.causes import Cause
from parley.scheduling.changes import Canceled, CancelOutcome


def tell_one(turn: Turn, one: Seen, came: Canceled) -> None:
    """Say what came of cancelling one event."""
    if came.outcome is CancelOutcome.CANCELED:
        asks = feedback_buttons(turn, "cancelling")
        turn.say("utter_canceled", buttons=asks, title=title(turn, one), when=when(turn, one), told=_told(turn, one))
    else:
        fault = came.fault.value if came.fault else "not_allowed"
        turn.say(f"utter_cannot_cancel_{fault}", title=title(turn, one), when=when(turn, one))


def tell_several(turn: Turn, came: list[tuple[Seen, Canceled]]) -> None:
    """Say what came of each event, a line for each."""
    done = sum(result.outcome is CancelOutcome.CANCELED for _, result in came)
    lines = "\n".join(_line(turn, one, result) for one, result in came)
    response = "utter_canceled_all" if done == len(came) else "utter_canceled_some" if done else "utter_canceled_none"
    asks = feedback_buttons(turn, "cancelling") if done == len(came) else []
    turn.say(response, buttons=asks, count=done, all=len(came), events=lines)


def tell_failed(turn: Turn, came: Canceled) -> None:
    """Say why it could not even be tried, and what to do next; nothing was changed."""
    match came.cause:
        case Cause.RECONNECT:
            turn.offer("utter_reconnect", CHANGE)
        case Cause.SCOPE_MISSING:
            turn.offer("utter_more_access", CHANGE)
        case Cause.RATE_LIMITED:
            turn.say("utter_cancelling_later")
        case _:
            turn.say("utter_cancelling_failed")


def _line(turn: Turn, one: Seen, came: Canceled) -> str:
    if came.outcome is CancelOutcome.CANCELED:
        return turn.part("utter_line_is_canceled", when=when(turn, one), name=title(turn, one))
    unknown = "unknown" if came.outcome is CancelOutcome.UNKNOWN else "failed"
    kind = came.fault.value if came.fault else unknown
    why = turn.part(f"utter_line_stays_{kind}")
    return turn.part("utter_line_not_canceled", when=when(turn, one), name=title(turn, one), why=why)


def _told(turn: Turn, one: Seen) -> str:
    """Return who hears of it from Calendly."""
    coming = one.attendance.coming if one.attendance else []
    if not coming:
        return turn.part("utter_line_told_nobody")
    if len(coming) == 1:
        return turn.part("utter_line_told_one", name=coming[0].name)
    return turn.part("utter_line_told_many", count=len(coming))
