"""Anything but what is on offer, or chosen: "none of these", "the first two don't work", "that's too early"."""

from datetime import datetime, timedelta

from actions.booking.calendar import account, finder, the_offer
from actions.booking.drafted import wish_of
from actions.booking.in_hand import offered_times
from actions.booking.on_offer import A_DAY, offered, stretch_of
from actions.booking.unsuited import narrowed, ruled_out_before
from actions.forms.answers import yes_or_no
from actions.forms.message import Message
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.ranges import Range
from parley.scheduling.refusals import Lean, leans, refuses_the_offer
from parley.scheduling.ruled_out import DAY_MINUTES, NOTHING, RuledOut
from parley.scheduling.wish import Wish
from parley.when.wall import day_start

A_MOMENT = timedelta(microseconds=1)


def declined(turn: Turn, task: Task, message: Message) -> Wish | None:
    """Return the wish for anything but what is chosen, or on offer, when words decline that; None when they do not."""
    lean = leans(message.text)
    if lean is None and not refuses_the_offer(message.text) and not _is_no_to_one(task, message):
        return None
    return _without(turn, task, lean)


def without_chosen(turn: Turn, task: Task) -> Wish:
    """Return the wish for any other time than the one that is chosen."""
    return _without(turn, task, None)


def _without(turn: Turn, task: Task, lean: Lean | None) -> Wish:
    chosen = task.draft.get("start")
    stretches = [stretch_of(turn, task, chosen)] if chosen else offered(turn, task)
    if lean is Lean.EARLIER:
        return narrowed(turn, _before(turn, task, stretches), ruled_out_before(task), NOTHING)
    ruled = _beyond(turn, task, lean, stretches) or RuledOut(ranges=tuple(stretches))
    return narrowed(turn, _around(turn, task), ruled_out_before(task), ruled)


def first_free(turn: Turn, task: Task) -> Wish | None:
    """Return the wish for the first free time of those on offer."""
    stretches = offered(turn, task)
    if offered_times(task):
        return Wish.at(stretches[0][0], unnamed=True)
    free = finder(turn).openings.between(the_offer(turn, task).uri, *stretches[0]) if stretches else []
    return Wish.at(free[0].start_time, unnamed=True) if free else None


def _before(turn: Turn, task: Task, stretches: list[Range]) -> Wish:
    """Return what of its day lies before the hours on offer, or before the hour chosen; else all before the days."""
    if not stretches:
        return Wish()
    zone, now = turn.zone(account(turn)), turn.services.clock()
    first = min(start for start, _ in stretches)
    days = {start.astimezone(zone).date() for start, _ in stretches}
    begin = max(now, day_start(days.pop(), zone)) if _is_hour(task) and len(days) == 1 else now
    return Wish(begin, max(begin, first))


def _is_hour(task: Task) -> bool:
    """Return whether hours are what is declined, rather than days or parts of them."""
    return bool(task.draft.get("start") or offered_times(task))


def _is_no_to_one(task: Task, message: Message) -> bool:
    return (task.draft.get("offered") or {}).get("kind") == "one" and yes_or_no(message) is False


def _beyond(turn: Turn, task: Task, lean: Lean | None, stretches: list[Range]) -> RuledOut | None:
    """Return the hours up to the latest on offer, or from the earliest on; with days alone on offer, those before."""
    zone = turn.zone(account(turn))
    if lean is None or not stretches:
        return None
    is_hour = _is_hour(task)
    if lean is Lean.SOON or (lean is Lean.EARLY and not is_hour):
        last = (max(end for _, end in stretches) - A_MOMENT).astimezone(zone).date()
        return RuledOut(ranges=((turn.services.clock(), day_start(last + A_DAY, zone)),))
    if not is_hour:
        return RuledOut(ranges=((min(start for start, _ in stretches), max(end for _, end in stretches)),))
    minutes = [start.astimezone(zone).hour * 60 + start.astimezone(zone).minute for start, _ in stretches]
    return RuledOut(minutes=((0, max(minutes) + 1) if lean is Lean.EARLY else (min(minutes), DAY_MINUTES),))


def _around(turn: Turn, task: Task) -> Wish:
    """Return the range that was looked in; from that day on, where one moment was wished for or chosen."""
    wish, chosen = wish_of(task), task.draft.get("start")
    moment = datetime.fromisoformat(chosen) if chosen else wish.start if wish.exact else None
    if not moment:
        return Wish() if wish.among else wish
    day = moment.astimezone(turn.zone(account(turn))).date()
    return Wish(day_start(day, turn.zone(account(turn))))
