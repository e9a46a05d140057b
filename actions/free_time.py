"""Free time and working hours in words, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk.events import SlotSet

from actions.said_stretches import said_above, said_stretch
from actions.stretches import Stretch
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.scheduling.availability import Availability, Free, Standing
from parley.scheduling.kept import as_json
from parley.scheduling.openings import Part, parts_between
from parley.scheduling.ranges import Range, common, merged, without
from parley.scheduling.ruled_out import NOTHING, RuledOut, ruled_out_of
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
    # Only this part of each day.
    part: Part | None = None
    # But not then, in the words that said so; or only at the hours of each day that `hours` say.
    without: RuledOut = NOTHING
    left_out: str = ""
    hours: str = ""

    def is_within_a_day(self, zone: ZoneInfo) -> bool:
        """Return whether it begins and ends on one day."""
        return self.start.astimezone(zone).date() == (self.end.astimezone(zone) - timedelta(microseconds=1)).date()


def look_of(kept: Any) -> Look | None:
    """Return what was told last, None when it was no free time."""
    try:
        start, end = datetime.fromisoformat(kept["start"]), datetime.fromisoformat(kept["end"])
        part = kept.get("part")
        look = Look(start, end, timedelta(minutes=kept["least"]), Part(part) if part else None)
        without = ruled_out_of(kept.get("without"))
        return replace(look, without=without, left_out=kept.get("left_out") or "", hours=kept.get("hours") or "")
    except (KeyError, TypeError, ValueError):
        return None


def tell_free(turn: Turn, account: Account, look: Look) -> Events:
    """Say day by day what is free in working hours."""
    availability = Availability(account, turn.services.clock, turn.services.calls)
    free = availability.look(look.start, look.end)
    zone = turn.zone(account)
    days = by_day(_long_enough(_in_part(free.free, look, zone), look.least), zone)
    when = said_above(turn, account, _stretch(look))
    if not days:
        _tell_none(turn, account, look, free, when)
        return _remember(look)
    shown = dict(list(days.items())[:MOST_DAYS])
    lines = [_day_line(turn, account, day, spans) for day, spans in shown.items()]
    more = [button(turn.part("utter_line_another_week"), "show_more")]
    turn.say("utter_free_days", when=when, events="\n".join(lines), buttons=more)
    if len(shown) < len(days):
        last = max(shown) + A_DAY
        look = replace(look, end=day_start(last, zone))
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
        turn.clocks.told[:] = spans  # What is free of it, rather than all that was asked about.
        response = "utter_is_partly_free" if busy else "utter_is_free_in_hours"
        zone = turn.clocks.zone_words(account, look.start)
        free_at, busy_at = _times(turn, account, spans), _times(turn, account, busy)
        turn.say(response, when=when, zone=zone, free=free_at, busy=busy_at)
    return _remember(look)


def tell_soonest(turn: Turn, account: Account, look: Look) -> Events:
    """Say the first free time of a look, or what comes after it."""
    availability = Availability(account, turn.services.clock, turn.services.calls)
    free = _in_part(availability.look(look.start, look.end).free, look, turn.zone(account))
    first = next(iter(_long_enough(free, look.least)), None) or _next(turn, account, look)
    if first:
        turn.say("utter_next_free", when=turn.said(first, account))
    else:
        turn.say("utter_nothing_free_soon", days=AHEAD.days)
    return _remember(look)


def tell_busy(turn: Turn, account: Account, look: Look) -> Events:
    """Say day by day what takes time."""
    blocks = Availability(account, turn.services.clock, turn.services.calls).busy(look.start, look.end)
    taken = merged((max(one.start, look.start), min(one.end, look.end)) for one in blocks)
    taken = list(_in_part(taken, replace(look, part=None), turn.zone(account)))
    days = list(by_day(taken, turn.zone(account)).items())[:MOST_DAYS]
    when = said_above(turn, account, replace(_stretch(look), part=None))
    lines = "\n".join(_day_line(turn, account, day, spans) for day, spans in days)
    turn.say("utter_busy_days" if days else "utter_nothing_busy", when=when, events=lines)
    return _remember(look)


def tell_hours(turn: Turn, account: Account, start: datetime, end: datetime) -> Events:
    """Say the working hours day by day."""
    hours = Availability(account, turn.services.clock, turn.services.calls).hours(start, end)
    days = list(by_day(hours, turn.zone(account)).items())[:MOST_DAYS]
    when = said_above(turn, account, Stretch(start, end))
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
    outside = free.standing is Standing.OUTSIDE_HOURS or not _in_part(free.hours, look, turn.zone(account))
    taken = "utter_free_outside_hours" if outside else "utter_not_free"
    response = "utter_free_past" if free.standing is Standing.PAST else taken
    busy = [] if free.standing is Standing.PAST or look.part else _taken(free, look)
    zone = turn.clocks.zone_words(account, look.start)
    turn.say(response, when=when, zone=zone, busy=_times(turn, account, busy))
    if nearest := _next(turn, account, look):
        turn.say("utter_next_free", when=turn.said(nearest, account))
    else:
        turn.say("utter_nothing_free_soon", days=AHEAD.days)


def _next(turn: Turn, account: Account, look: Look) -> Range | None:
    after = max(look.end, turn.services.clock())
    availability = Availability(account, turn.services.clock, turn.services.calls)
    ahead = replace(look, start=after, end=after + AHEAD)
    free = _in_part(availability.look(ahead.start, ahead.end).free, ahead, turn.zone(account))
    return next(iter(_long_enough(free, max(look.least, SHORTEST))), None)


def _in_part(free: Sequence[Range], look: Look, zone: ZoneInfo) -> Sequence[Range]:
    """Return what of a time is in the part of the day that is asked for, and not left out."""
    whole = (look.start, look.end)
    wanted = common(free, parts_between(whole, look.part, zone)) if look.part else free
    return without(wanted, look.without.between(whole, zone)) if look.without else wanted


def _stretch(look: Look) -> Stretch:
    said = {"without": look.without, "left_out": look.left_out, "hours": look.hours}
    return Stretch(look.start, look.end, part=look.part, **said)  # type: ignore[arg-type]


def _taken(free: Free, look: Look) -> list[Range]:
    """Return what takes time in the look, as far as it does."""
    return common([(block.start, block.end) for block in free.busy], [(look.start, look.end)])


def _long_enough(spans: Sequence[Range], least: timedelta) -> list[Range]:
    return [one for one in spans if one[1] - one[0] >= max(least, SHORTEST)]


def _day_line(turn: Turn, account: Account, day: date, spans: Sequence[Range]) -> str:
    zone = turn.clocks.zone_words(account, spans[0][0])
    turn.clocks.told += spans
    return turn.part("utter_line_day", day=turn.said(day, account), times=_times(turn, account, spans), zone=zone)


def _times(turn: Turn, account: Account, spans: Sequence[Range]) -> str:
    ends = (turn.clocks.hours(*one, account) for one in spans)
    return ", ".join(turn.part("utter_line_span", start=start, end=end) for start, end in ends)


def _remember(look: Look) -> Events:
    kept = {"start": look.start.isoformat(), "end": look.end.isoformat(), "least": look.least // timedelta(minutes=1)}
    kept["part"] = look.part.value if look.part else None
    kept |= {"without": as_json(look.without), "left_out": look.left_out, "hours": look.hours} if look.without else {}
    return [SlotSet("listing", {"what": AVAILABILITY, **kept})]
