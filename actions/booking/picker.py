"""Free times laid out to be chosen from: days across, times down."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from actions.booking.calendar import account
from actions.booking.said import said
from actions.turn import Turn, button
from parley import parts
from parley.scheduling.openings import Day

MOST_IN_A_DAY = 40
A_MINUTE = timedelta(minutes=1)
# Kinds of offers whose choices are the times themselves.
TIMES = ("times", "near", "one")
Grid = list[Any]


def grid_of(days: Sequence[Day]) -> Grid:
    """Return the starts of the days' openings as the draft keeps them: the first one, and minutes after it."""
    starts = [one.start_time for day in days for one in day.openings[:MOST_IN_A_DAY]]
    return [starts[0].isoformat(), [(one - starts[0]) // A_MINUTE for one in starts]]


def openings(turn: Turn, offered: Mapping[str, Any], lines: str) -> list[parts.Openings]:
    """Return what is on offer as times by day, in place of the lines; none where there is no free time."""
    if "grid" in offered:
        first, minutes = offered["grid"]
        starts = [datetime.fromisoformat(first) + one * A_MINUTE for one in minutes]
    elif offered.get("kind") in TIMES:
        starts = [datetime.fromisoformat(start) for start, _ in offered["choices"]]
    else:
        starts = []
    if not starts:
        return []
    zone = turn.zone(account(turn))
    by_day = groupby(sorted(starts), lambda start: start.astimezone(zone).date())
    days = [_day(turn, day, times) for day, times in by_day]
    return [parts.Openings(days, turn.clocks.zone_words(account(turn), starts[0]), tuple(lines.split("\n")))]


def _day(turn: Turn, day: date, starts: Iterable[datetime]) -> parts.Day:
    times = [parts.Time(turn.clocks.hour(one, account(turn)), one, chosen(one.isoformat())) for one in starts]
    return parts.Day(said(turn, day), times, chosen(f"day {day.isoformat()}"))


def chosen(choice: str) -> str:
    """Return the payload that chooses a time or a day."""
    return button("", "inform", choice=choice)["payload"]
