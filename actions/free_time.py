"""Free time and working hours in words, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk.events import SlotSet

from actions.stretches import Stretch, said_stretch
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.scheduling.availability import Availability, Free, Standing
from parley.scheduling.ranges import Range, common, merged
from parley.when.wall import day_start

MOST_DAYS = 7
AHEAD = timedelta(days=21)  # as far as the next free time is looked for
SHORTEST = timedelta(minutes=15)  # what is shorter is no use to anybody
A_DAY = timedelta(days=1)
AVAILABILITY = "availability"


@dataclass(frozen=True)
class Look:
    """What was looked at for free time that lasts at least so long."""

    start: datetime
    end: datetime
    least: timedelta = timedelta()

    def is_within_a_day(self, zone: ZoneInfo) -> bool:
        """Return whether it begins and ends on one day."""
        return self.start.astimezone(zone).date() == (self.end.astimezone(zone) - timedelta(microseconds=1)).date()


def look_of(kept: Any) -> Look | None:
    """Return what was told last, None when it was no free time."""
    try:
        start, end = datetime.fromisoformat(kept["start"]), datetime.fromisoformat(kept["end"])
        return Look(start, end, timedelta(minutes=kept["least"]))
    except (KeyError, TypeError, ValueError):
        return None


def tell_free(turn: Turn, account: Account, look: Look) -> Events:
    """Say day by day what is free in working hours."""
    availability = Availability(account, turn.services.clock, turn.services.calls)
    free = availability.look(look.start, look.end)
    days = by_day(_long_enough(free.free, look.least), turn.zone(account))
    when = said_stretch(turn, account, Stretch(look.start, look.end))
    if not days:
        _tell_none(turn, account, look, free, when)
        return _remember(look)
    shown = dict(list(days.items())[:MOST_DAYS])
    lines = [_day_line(turn, account, day, spans) for day, spans in shown.items()]
    more = [button(turn.part("utter_line_another_week"), "show_more")]
    turn.say("utter_free_days", when=when, events="\n".join(lines), buttons=more)
    if len(shown) < len(days):
        last = max(shown) + A_DAY
        look = Look(look.start, day_start(last, turn.zone(account)), look.least)
    return _remember(look)


def tell_one_time(turn: Turn, account: Account, look: Look) -> Events:
    """Say whether one time, or one part of a day, is free, and what is in the way."""
    availability = Availability(account, turn.services.clock, turn.services.calls)
    free = availability.look(look.start, look.end)
    spans = _long_enough(free.free, look.least)
    when = said_stretch(turn, account, Stretch(look.start, look.end))
    if not spans:
        _tell_none(turn, account, look, free, when)
    elif free.standing is Standing.FREE and merged(spans) == [(max(look.start, turn.services.clock()), look.end)]:
        turn.say("utter_is_free", when=when)
    else:
        busy = _taken(free, look)
        response = "utter_is_partly_free" if busy else "utter_is_free_in_hours"
        zone = turn.clocks.zone_words(account, look.start)
        free_at, busy_at = _times(turn, account, spans), _times(turn, account, busy)
        turn.say(response, when=when, zone=zone, free=free_at, busy=busy_at)
    return _remember(look)


def tell_hours(turn: Turn, account: Account, start: datetime, end: datetime) -> Events:
    """Say the working hours day by day."""
    hours = Availability(account, turn.services.clock, turn.services.calls).hours(start, end)
    days = list(by_day(hours, turn.zone(account)).items())[:MOST_DAYS]
    when = said_stretch(turn, account, Stretch(start, end))
    lines = "\n".join(_day_line(turn, account, day, spans) for day, spans in days)
    turn.say("utter_working_hours" if days else "utter_no_working_hours", when=when, events=lines)
    return []


def by_day(spans: Sequence[Range], zone: ZoneInfo) -> dict[date, list[Range]]:
    """Return ranges day by day on the clocks of `zone`; one that goes over midnight is in both days."""
    days: dict[date, list[Range]] = {}
    for start, end in spans:
        day = start.astimezone(zone).date()
        while (midnight := day_start(day, zone)) < end:
            days.setdefault(day, []).extend(common([(start, end)], [(midnight, day_start(day + A_DAY, zone))]))
            day += A_DAY
    return days


def _tell_none(turn: Turn, account: Account, look: Look, free: Free, when: str) -> None:
    response = {Standing.PAST: "utter_free_past", Standing.OUTSIDE_HOURS: "utter_free_outside_hours"}.get(
        free.standing, "utter_not_free"
    )
    busy = [] if free.standing is Standing.PAST else _taken(free, look)
    zone = turn.clocks.zone_words(account, look.start)
    turn.say(response, when=when, zone=zone, busy=_times(turn, account, busy))
    if nearest := _next(turn, account, look):
        turn.say("utter_next_free", when=turn.said(nearest, account))
    else:
        turn.say("utter_nothing_free_soon", days=AHEAD.days)


def _next(turn: Turn, account: Account, look: Look) -> Range | None:
    after = max(look.end, turn.services.clock())
    availability = Availability(account, turn.services.clock, turn.services.calls)
    free = _long_enough(availability.look(after, after + AHEAD).free, max(look.least, SHORTEST))
    return next(iter(free), None)


def _taken(free: Free, look: Look) -> list[Range]:
    """Return what takes time in the look, as far as it does."""
    return common([(block.start, block.end) for block in free.busy], [(look.start, look.end)])


def _long_enough(spans: Sequence[Range], least: timedelta) -> list[Range]:
    return [one for one in spans if one[1] - one[0] >= max(least, SHORTEST)]


def _day_line(turn: Turn, account: Account, day: date, spans: Sequence[Range]) -> str:
    zone = turn.clocks.zone_words(account, spans[0][0])
    return turn.part("utter_line_day", day=turn.said(day, account), times=_times(turn, account, spans), zone=zone)


def _times(turn: Turn, account: Account, spans: Sequence[Range]) -> str:
    ends = (turn.clocks.hours(*one, account) for one in spans)
    return ", ".join(turn.part("utter_line_span", start=start, end=end) for start, end in ends)


def _remember(look: Look) -> Events:
    kept = {"start": look.start.isoformat(), "end": look.end.isoformat(), "least": look.least // timedelta(minutes=1)}
    return [SlotSet("listing", {"what": AVAILABILITY, **kept})]
