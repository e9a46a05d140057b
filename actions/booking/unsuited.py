"""Times that do not suit: said as what a wish leaves out, or as a refusal of what was offered."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from actions.booking.calendar import account
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.exceptions import parted
from parley.scheduling.kept import as_json
from parley.scheduling.refusals import refused
from parley.scheduling.ruled_out import NOTHING, RuledOut, ruled_out, ruled_out_of, weekday_from
from parley.when import Span

# What does not suit: of a wish, and of all that is wished for after it.
WITHOUT, UNSUITED = "without", "unsuited"
MOST_DAYS, A_MINUTE = 14, timedelta(minutes=1)


def left_out_of(turn: Turn, task: Task, text: str, *, asked: bool) -> tuple[str, RuledOut]:
    """Return the text without the times that do not suit, and those; `asked` when a time was asked for."""
    said = (refused(text) if asked else None) or parted(text)
    if not said.left_out:
        return text, NOTHING
    times = turn.times(said.left_out, account(turn), asked=False)
    kept = turn.times(said.kept, account(turn), asked=False)
    ruled = ruled_out(said.left_out, [as_offered(turn, task, one, kept) for one in times])
    return (said.kept, ruled) if ruled else (text, ruled)


def as_offered(turn: Turn, task: Task, span: Span, kept: Sequence[Span] = ()) -> Span:
    """Return a weekday as the first that is not over before what is on offer, or wished for, begins."""
    choices = (task.draft.get("offered") or {}).get("choices", [])
    begins = [one.start for one in kept if one.start] or [at for choice, _ in choices if (at := _moment(choice))]
    return weekday_from(span, min(begins, default=None), turn.zone(account(turn)))


def _moment(choice: str) -> datetime | None:
    """Return when a choice on offer begins: a moment, or a day after a word."""
    try:
        moment = datetime.fromisoformat(choice.split(" ")[-1] if choice[:1].isalpha() else choice)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(hour=12, tzinfo=UTC)


def ruled_out_before(task: Task) -> RuledOut:
    """Return what was said not to suit in this task."""
    return ruled_out_of((task.draft.get("wish") or {}).get(WITHOUT) or task.draft.get(UNSUITED))


def narrowed(turn: Turn, wish: dict[str, Any] | None, before: RuledOut, ruled: RuledOut) -> dict[str, Any]:
    """Return a wish without what does not suit: anything from now on, where nothing of it would be left.

    What was ruled out `before` counts no more where the wish is for that very time.
    """
    zone, now = turn.zone(account(turn)), turn.services.clock()
    wish = {name: value for name, value in (wish or {}).items() if name != WITHOUT}
    anything = {"start": now.isoformat(), "end": None, "text": "", "exact": False}
    if wish.get("exact") or wish.get("among"):
        return wish | {WITHOUT: as_json(before | ruled)} if before | ruled else wish
    span = _span(wish)
    if before and span and before.takes_all(span, zone):
        before = NOTHING
    every = before | ruled
    if not wish or not wish.get("start") or (span and every.takes_all(span, zone)):
        wish = anything
    return wish | {WITHOUT: as_json(every)} if every else wish


def on_a_day_that_suits(turn: Turn, wish: dict[str, Any], before: RuledOut) -> dict[str, Any]:
    """Return an hour, or a part of a day, that was said without a day on the first day that suits."""
    if not before or not wish.get("start") or not (wish.get("end") or wish.get("exact")):
        return wish
    zone = turn.zone(account(turn))
    start = datetime.fromisoformat(wish["start"]).astimezone(zone)
    end = datetime.fromisoformat(wish["end"]).astimezone(zone) if wish.get("end") else start + A_MINUTE
    later = (timedelta(days=days) for days in range(MOST_DAYS))
    on = next((one for one in later if not before.takes_all((start + one, end + one), zone)), timedelta())
    moved = {"start": (start + on).isoformat(), "end": (end + on).isoformat() if wish.get("end") else None}
    return wish | moved if on else wish


def _span(wish: dict[str, Any]) -> tuple[datetime, datetime] | None:
    if not (wish.get("start") and wish.get("end")):
        return None
    return datetime.fromisoformat(wish["start"]), datetime.fromisoformat(wish["end"])
