"""Which times to put before somebody: all openings can be reached, never more at once than a phone shows."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from actions.booking.calendar import account, finder, the_offer
from actions.booking.drafted import put, wish_of
from actions.booking.picker import grid_of
from actions.booking.said import said, said_start
from actions.booking.unsuited import UNSUITED, ruled_out_before
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.turn import Turn
from parley.calendly.models import Opening
from parley.scheduling.event_types import Offer
from parley.scheduling.kept import as_json
from parley.scheduling.openings import FAR, Day, Part, by_day, is_between, lasts, nearest, part_of
from parley.scheduling.reasons import NoOpening
from parley.scheduling.ruled_out import RuledOut, names_a_day
from parley.scheduling.wish import Time, Wish

MOST_TIMES, MOST_DAYS, NEAREST, MANY = 6, 5, 3, 60
AHEAD = timedelta(days=14)
LATER, WEEK = "later", "week"
type Offered = dict[str, Any]


def settle(turn: Turn, task: Task) -> None:
    """Take the wished time when it is free; else put what is free into the draft, to be offered."""
    wish = wish_of(task)
    if not wish.exact or wish.without:
        task.draft[UNSUITED] = as_json(wish.without) if wish.without else None
    if wish.among:
        put(task, offered=_readings(turn, wish.among))
    elif wish.exact and wish.start:
        _take(turn, task, wish.start)
    else:
        put(task, offered=_in_range(turn, task, wish))


def _take(turn: Turn, task: Task, start: datetime) -> None:
    offer = the_offer(turn, task)
    found = finder(turn).find(offer.event_type, start, start + timedelta(minutes=1))
    if any(one.start_time == start for one in found.openings):
        if _is_news(turn, task):
            with turn.clocks.in_passing():  # What "that" means is the whole time of the booking.
                turn.say("utter_moment_it_is", start=said(turn, start))
        put(task, start=start.isoformat(), wish=None, offered=None)
        turn.clocks.told.append((start, start + lasts(offer.event_type)))
        return
    near = finder(turn).openings.nearest(offer.uri, start, MANY)
    ruled, zone = ruled_out_before(task), turn.zone(account(turn))
    if ruled.suits(start, zone):  # Whoever asks for a time that did not suit before has changed their mind.
        near = [one for one in near if ruled.suits(one.start_time, zone)] or near
    near = nearest(near, start, NEAREST)
    why = NoOpening.BETWEEN if is_between(near, start, lasts(offer.event_type)) else found.why or NoOpening.FULL
    put(task, offered=_times(turn, near, "near") | {"why": why.value, "wished": said(turn, start)})


def _is_news(turn: Turn, task: Task) -> bool:
    """Return whether to say which time is taken: one picked from a list is known; a move is looked at whole, next."""
    wish = wish_of(task)
    return turn.form == TASKS["schedule_appointment"] and (wish.unnamed or names_a_day(wish.text))


def _in_range(turn: Turn, task: Task, wish: Wish) -> Offered:
    now = turn.services.clock()
    start = wish.start or now
    end = wish.end or start + AHEAD
    offer = the_offer(turn, task)
    found = finder(turn).find(offer.event_type, start, end)
    part, zone, ruled = wish.part, turn.zone(account(turn)), wish.without
    openings = [one for one in found.openings if ruled.suits(one.start_time, zone) and _is_within(wish, one)]
    fitting = [one for one in openings if part in (None, part_of(one.start_time, zone))]
    if openings:  # A part of the day in which nothing is free is no reason to offer nothing.
        return laid_out(turn, fitting or openings)
    if found.openings:  # All there is does not suit.
        if suiting := _suiting(turn, offer, end, ruled):
            return _times(turn, suiting, "near")
        # Nothing at all fits what was ruled out: what fits some of it is better than nothing.
        there = [one for one in found.openings if RuledOut(ranges=ruled.ranges).suits(one.start_time, zone)]
        offered = _times(turn, (there or found.openings)[:NEAREST], "near")
        return offered | {"why": NoOpening.UNSUITED.value, "wished": _said_range(turn, start, end)}
    near = finder(turn).openings.nearest(offer.uri, max(start, now), NEAREST)
    why = (found.why or NoOpening.UNKNOWN).value
    return _times(turn, near, "near") | {"why": why, "wished": _said_range(turn, start, end)}


def _is_within(wish: Wish, opening: Opening) -> bool:
    """Return whether an opening is on one of the days that are wished for."""
    return not wish.only or any(start <= opening.start_time < end for start, end in wish.only)


def _suiting(turn: Turn, offer: Offer, after: datetime, ruled: RuledOut) -> list[Opening]:
    """Return the next openings that are not ruled out."""
    zone = turn.zone(account(turn))
    later = finder(turn).openings.between(offer.uri, after, after + FAR)
    return [one for one in later if ruled.suits(one.start_time, zone)][:NEAREST]


def laid_out(turn: Turn, openings: list[Opening]) -> Offered:
    """Return one opening as a proposal, a few as times, more as the parts of a day, and more still as days."""
    days = by_day(openings, turn.zone(account(turn)))
    if len(openings) <= MOST_TIMES:
        return _times(turn, openings, "one" if len(openings) == 1 else "times")
    if len(days) > 1:
        return _days(turn, days)
    parts = [part for part in Part if days[0].in_part(part, turn.zone(account(turn)))]
    return _parts(turn, days[0], parts) if len(parts) > 1 else _times(turn, openings, "times")


def _times(turn: Turn, openings: list[Opening], kind: str) -> Offered:
    zone = turn.zone(account(turn))
    shown = openings[:MOST_TIMES]
    on = {one.start_time.astimezone(zone).date() for one in shown}
    day = on.pop() if len(on) == 1 and kind == "times" else None
    choices = [[one.start_time.isoformat(), said_start(turn, one.start_time, day)] for one in shown]
    after = shown[-1].start_time.isoformat() if len(openings) > MOST_TIMES else None
    return {"kind": kind, "choices": choices, "day": said(turn, day) if day else None, "after": after}


def _days(turn: Turn, days: list[Day]) -> Offered:
    zone = turn.zone(account(turn))
    shown = days[:MOST_DAYS]
    choices = [[f"day {one.day.isoformat()}", said(turn, one.day)] for one in shown]
    after = None
    if len(days) > MOST_DAYS:
        after = datetime.combine(days[MOST_DAYS].day, time(), zone).isoformat()
    return {"kind": "days", "choices": choices, "day": None, "after": after, "grid": grid_of(shown)}


def _parts(turn: Turn, day: Day, parts: list[Part]) -> Offered:
    choices = [[f"{part.value} {day.day.isoformat()}", turn.part(f"utter_line_{part.value}")] for part in parts]
    grid = grid_of([day])
    return {"kind": "parts", "choices": choices, "day": said(turn, day.day), "after": None, "grid": grid}


def _readings(turn: Turn, among: Iterable[Time]) -> Offered:
    return {"kind": "which", "choices": [_reading(turn, *one) for one in among]}


def _reading(turn: Turn, start: datetime, end: datetime | None = None) -> list[str]:
    if end is None:
        return [start.isoformat(), said(turn, start)]
    zone = turn.zone(account(turn))
    first, last = start.astimezone(zone), end.astimezone(zone)
    # A day, or its morning: the day alone tells the readings apart.
    day = first.time() == time() and last <= first + timedelta(days=1)
    title = said(turn, first.date()) if day else _said_range(turn, start, end)
    return [f"span {start.isoformat()} {end.isoformat()}", title]


def _said_range(turn: Turn, start: datetime, end: datetime) -> str:
    zone = turn.zone(account(turn))
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.time() == last.time() == time():
        return said(turn, (first.date(), (last - timedelta(days=1)).date()))
    return said(turn, (start, end))
