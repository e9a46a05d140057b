"""The time of a booking that is talked about, which "at 4", "in the morning" and "an hour later" go by."""

from datetime import date, datetime, time, timedelta

from actions.booking.calendar import account, offer
from actions.booking.drafted import wish_of
from actions.forms.task import Task
from actions.told_before import TELLING_TIMES, time_told
from actions.turn import Turn
from parley.scheduling.openings import lasts
from parley.when import Event

HALF_HOUR = timedelta(minutes=30)


def offered_times(task: Task) -> list[list[str]]:
    """Return the times on offer, each with what it is called."""
    offered = task.draft.get("offered") or {}
    return offered.get("choices", []) if offered.get("kind") in ("near", "times", "one") else []


def day_in_hand(turn: Turn, task: Task) -> date | None:
    """Return the day of the time talked about."""
    in_hand = time_in_hand(turn, task)
    return in_hand.start.astimezone(turn.zone(account(turn))).date() if in_hand else None


def time_in_hand(turn: Turn, task: Task) -> Event | None:
    """Return the time talked about: the one chosen, else the moment wished for, else the first on offer or wished."""
    start = _start_in_hand(task)
    if not start:
        return _told(turn)
    chosen = offer(turn, task)
    return Event(start, start + (lasts(chosen.event_type) if chosen else HALF_HOUR))


def _start_in_hand(task: Task) -> datetime | None:
    wish, chosen = wish_of(task), task.draft.get("start")
    if wish.exact and not chosen:
        return wish.start
    kept = chosen or next((start for start, _ in offered_times(task)), None)
    was = task.draft.get("was")
    return datetime.fromisoformat(kept) if kept else wish.start or (datetime.fromisoformat(was) if was else None)


def _told(turn: Turn) -> Event | None:
    """Return the noon of a later day that was told of right before: an hour alone is one of that day."""
    told = time_told(turn, account(turn)) if turn.did_before(*TELLING_TIMES) else None
    if not told:
        return None
    first, last = told[0].date(), (told[1] - timedelta(microseconds=1)).date()
    if first != last or told[0] < turn.services.clock():
        return None
    noon = datetime.combine(first, time(12), turn.zone(account(turn)))
    return Event(noon, noon + HALF_HOUR)
