"""Times that do not suit: said as what a wish leaves out, or as a refusal of what was offered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from actions.booking.calendar import account
from actions.booking.drafted import wish_of
from actions.booking.on_offer import offered
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.exceptions import parted
from parley.scheduling.places import places_in, says_only_places
from parley.scheduling.ranges import Range
from parley.scheduling.refusals import refused
from parley.scheduling.ruled_out import NOTHING, RuledOut, hours_that_suit, ruled_out, ruled_out_of, weekday_from
from parley.scheduling.wish import Wish
from parley.scheduling.words import folded
from parley.when import Span

UNSUITED = "unsuited"  # what does not suit, of all that is wished for after it was said
MOST_DAYS = 14
AN_HOUR = 60  # minutes


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
    return wish_of(task).without or ruled_out_of(task.draft.get(UNSUITED))


def narrowed(turn: Turn, wish: Wish, before: RuledOut, ruled: RuledOut) -> Wish:
    """Return a wish without what does not suit: anything from now on, where nothing of it would be left.

    What was ruled out `before` counts no more where the wish is for that very time.
    """
    zone, now = turn.zone(account(turn)), turn.services.clock()
    if wish.exact or wish.among:
        return replace(wish, without=before | ruled)
    span = wish.span
    if before and span and before.takes_all(span, zone):
        before = NOTHING
    if (before | ruled).minutes_left < AN_HOUR:  # "Too early", and then "too late": what was said last counts.
        before = replace(before, minutes=())
    every = before | ruled
    if not wish.start or (span and every.takes_all(span, zone)):
        wish = Wish(now)
    return replace(wish, without=every)


def on_a_day_that_suits(turn: Turn, wish: Wish, before: RuledOut) -> Wish:
    """Return an hour, or a part of a day, that was said without a day on the first day that suits."""
    if not before or not wish.span:
        return wish
    zone = turn.zone(account(turn))
    start, end = (moment.astimezone(zone) for moment in wish.span)
    later = (timedelta(days=days) for days in range(MOST_DAYS))
    on = next((one for one in later if not before.takes_all((start + one, end + one), zone)), timedelta())
    return replace(wish, start=start + on, end=end + on if wish.end else None) if on else wish
