"""Hours that name no day, said right after days were told: they are of those days."""

from collections.abc import Sequence
from dataclasses import replace

from actions.stretch import CLOCK, Stretch, hours_of_each, is_of_any_day
from actions.that_day import only_day
from actions.told_before import TELLING_TIMES, time_told
from actions.turn import Turn
from parley.accounts.access import Account
from parley.when import Span


def told_before(turn: Turn, account: Account) -> Stretch | None:
    """Return the time that the answer before this one told of; None when it told of none."""
    told = time_told(turn, account) if turn.did_before(*TELLING_TIMES) else None
    return Stretch(*told) if told else None


def of_days_told(
    turn: Turn, account: Account, stretch: Stretch | None, said: Sequence[Span], told: Stretch | None
) -> Stretch | None:
    """Return hours as those of the one day told, or of each of several; anything else as it is."""
    if not (told and told.start and told.end) or not stretch:
        return stretch
    if not said:  # At most a part of each day, as in "only the mornings".
        return replace(told, part=stretch.part) if stretch.part else stretch
    zone, begin = turn.zone(account), stretch.start or stretch.end
    if begin is None or stretch.grain not in CLOCK or not all(is_of_any_day(one) for one in said):
        return stretch
    if day := only_day([(told.start, told.end)], zone):
        on = day - begin.astimezone(zone).date()
        start, end = (one.astimezone(zone) + on if one else None for one in (stretch.start, stretch.end))
        return replace(stretch, start=start, end=end)
    return hours_of_each(told, said[0]) if len(said) == 1 and said[0].kind != "instant" else stretch
