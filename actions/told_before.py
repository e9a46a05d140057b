"""What was told last, and what goes on with it."""

from datetime import datetime

from actions.turn import Turn
from parley.accounts.access import Account

AGENDA = "agenda"
# What "more" and "earlier" go on with, by what was told last.
FURTHER = {
    AGENDA: "action_list_further",
    "availability": "action_check_availability",
    "openings": "action_list_openings",
    "event_types": "action_list_event_types",
}
FREE_TIME = (FURTHER["availability"], FURTHER["openings"])
# What tells of a stretch of time.
TELLING_TIMES = ("action_list_events", FURTHER[AGENDA], *FREE_TIME)


def what_was_told(turn: Turn) -> str | None:
    """Return what "more" goes on with; None when nothing was listed."""
    kept = turn.slot("listing")
    return str(kept.get("what")) if isinstance(kept, dict) else None


def free_time_told(turn: Turn) -> str | None:
    """Return the action that told when something is free, if that was told last."""
    told = FURTHER.get(str(what_was_told(turn)))
    return told if told in FREE_TIME else None


def time_told(turn: Turn, account: Account) -> tuple[datetime, datetime] | None:
    """Return when the stretch of time that was told last begins and ends; None when there is none."""
    told = turn.slot("listing")
    if not isinstance(told, dict):
        return None
    kept, zone = (told.get("listing") or {}).get("stretch") or told, turn.zone(account)
    try:
        start, end = (datetime.fromisoformat(kept[name]).astimezone(zone) for name in ("start", "end"))
    except (KeyError, TypeError, ValueError):
        return None
    return start, end
