"""Times that do not suit: said as what a wish leaves out, or as a refusal of what was offered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from actions.booking.calendar import account
from actions.booking.on_offer import offered
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.exceptions import parted
from parley.scheduling.kept import as_json
from parley.scheduling.places import places_in, says_only_places
from parley.scheduling.ranges import Range
from parley.scheduling.refusals import refused
from parley.scheduling.ruled_out import NOTHING, RuledOut, hours_that_suit, ruled_out, ruled_out_of, weekday_from
from parley.scheduling.words import folded
from parley.when import Span

# What does not suit: of a wish, and of all that is wished for after it.
WITHOUT, UNSUITED = "without", "unsuited"
UNNAMED = "unnamed"  # a moment that the words led to and did not name: "whichever is earliest", "an hour later"
ONLY = "only"  # the days of a wish that is for several: "Tuesday or Thursday"
MOST_DAYS, A_MINUTE = 14, timedelta(minutes=1)
AN_HOUR = 60  # minutes
type Wish = dict[str, Any]


def left_out_of(
    turn: Turn, task: Task, text: str, *, asked: bool, begin: datetime | None = None
) -> tuple[str, RuledOut]:
    """Return the text without the times that do not suit, and those; `asked` when a time was asked for.

    `begin` is when what is wished for instead begins, where that is known.
    """
    hours, text = hours_that_suit(text)
    said = (refused(text) if asked else None) or parted(text)
    if not said.left_out:
        return text, hours
    if places := _places(turn, task, said.left_out):
        return said.kept, hours | RuledOut(ranges=places)
    times = turn.times(said.left_out, account(turn), asked=asked)
    kept = turn.times(said.kept, account(turn), asked=False)
    begins = [begin] if begin else [one.start for one in kept if one.start]
    ruled = ruled_out(said.left_out, [as_offered(turn, task, one, begins) for one in times])
    return (said.kept, hours | ruled) if ruled else (text, hours)


def _places(turn: Turn, task: Task, words: str) -> tuple[Range, ...]:
    """Return when those of the choices are that words name by their places: "the first two"."""
    stretches, said = offered(turn, task), folded(words)
    places = places_in(said, len(stretches)) if says_only_places(said) else None
    chosen = [place - 1 if place > 0 else len(stretches) + place for place in places or ()]
    return tuple(stretches[one] for one in chosen) if all(0 <= one < len(stretches) for one in chosen) else ()


def as_offered(turn: Turn, task: Task, span: Span, begins: Sequence[datetime] = ()) -> Span:
    """Return a weekday as the first that is not over before what is on offer, or wished for, begins."""
    begins = begins or [start for start, _ in offered(turn, task)]
    return weekday_from(span, min(begins, default=None), turn.zone(account(turn)))


def ruled_out_before(task: Task) -> RuledOut:
    """Return what was said not to suit in this task."""
    return ruled_out_of((task.draft.get("wish") or {}).get(WITHOUT) or task.draft.get(UNSUITED))


def narrowed(turn: Turn, wish: Wish | None, before: RuledOut, ruled: RuledOut) -> Wish:
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
    if (before | ruled).minutes_left < AN_HOUR:  # "Too early", and then "too late": what was said last counts.
        before = replace(before, minutes=())
    every = before | ruled
    if not wish or not wish.get("start") or (span and every.takes_all(span, zone)):
        wish = anything
    return wish | {WITHOUT: as_json(every)} if every else wish


def on_a_day_that_suits(turn: Turn, wish: Wish, before: RuledOut) -> Wish:
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


def _span(wish: Wish) -> tuple[datetime, datetime] | None:
    if not (wish.get("start") and wish.get("end")):
        return None
    return datetime.fromisoformat(wish["start"]), datetime.fromisoformat(wish["end"])
