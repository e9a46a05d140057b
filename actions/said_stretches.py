"""Stretches of time in words."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from actions.stretches import Stretch, closed
from actions.turn import Turn
from parley.accounts.access import Account
from parley.scheduling.ranges import common
from parley.scheduling.ruled_out import NOTHING
from parley.when.wall import day_start

A_DAY = timedelta(days=1)


def said_stretch(turn: Turn, account: Account, stretch: Stretch) -> str:
    """Return a stretch in words, with its zone."""
    if stretch.hours:
        whole = said_stretch(turn, account, replace(stretch, hours="", without=NOTHING))
        return turn.part("utter_line_only_hours", when=whole, hours=stretch.hours)
    if stretch.without:
        return _said_without(turn, account, stretch)
    if stretch.part:
        whole = said_stretch(turn, account, replace(stretch, part=None))
        return turn.part(f"utter_line_each_{stretch.part.value}", when=whole)
    start, end = stretch.start, stretch.end
    if start and stretch.is_moment:
        return turn.said(start, account)
    if start and end:
        return _said_between(turn, account, start, end)
    if start:
        local = start.astimezone(turn.zone(account))
        at_midnight = local.time() == time()
        return turn.part("utter_line_from", when=turn.said(local.date() if at_midnight else start, account))
    return turn.part("utter_line_until", when=turn.said(end, account)) if end else turn.part("utter_line_any_time")


def _said_without(turn: Turn, account: Account, stretch: Stretch) -> str:
    """Return a stretch and what of it is left out: days by their dates, anything else as it was said."""
    when, zone = said_stretch(turn, account, replace(stretch, without=NOTHING)), turn.zone(account)
    whole = closed(turn, account, stretch)
    days = [(start.astimezone(zone), end.astimezone(zone)) for start, end in stretch.without.ranges]
    if replace(stretch.without, ranges=()) or any(one.time() != time() for day in days for one in day):
        return turn.part("utter_line_without_words", when=when, without=stretch.left_out)
    said = [turn.said(_days(start, end), account) for start, end in days if common([(start, end)], [whole])]
    return turn.part("utter_line_without", when=when, without=", ".join(said)) if said else when


def _days(start: datetime, end: datetime) -> date | tuple[date, date]:
    first, last = start.date(), (end - A_DAY).date()
    return first if first == last else (first, last)


def said_above(turn: Turn, account: Account, stretch: Stretch) -> str:
    """Return the same to stand above what lies in it, whose times are those that are told."""
    with turn.clocks.in_passing():
        return said_stretch(turn, account, stretch)


def _said_between(turn: Turn, account: Account, start: datetime, end: datetime) -> str:
    zone = turn.zone(account)
    first, last = start.astimezone(zone), end.astimezone(zone)
    whole_days = last == day_start(last.date(), zone)
    begins_whole = first == day_start(first.date(), zone) or end - start > A_DAY  # "from now on" is from today on
    if not (whole_days and begins_whole):
        return turn.said((start, end), account)
    # The clocks may change on the way.
    names = (turn.clocks.zone_words(account, one) for one in (start, end - timedelta(seconds=1)))
    zone_name = "/".join(dict.fromkeys(names))
    days = turn.said((first.date(), (last - A_DAY).date()), account)
    return turn.part("utter_line_days", days=days, zone=zone_name)
