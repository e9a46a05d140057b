"""When the choices are that a booking has put before somebody."""

from datetime import date, datetime, timedelta

from actions.booking.calendar import account, the_offer
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.openings import Part, lasts, part_of_day
from parley.scheduling.ranges import Range
from parley.when.wall import day_start

A_DAY = timedelta(days=1)


def offered(turn: Turn, task: Task) -> list[Range]:
    """Return when each of the choices on offer is."""
    choices = (task.draft.get("offered") or {}).get("choices", [])
    return [stretch_of(turn, task, choice) for choice, _ in choices]


def stretch_of(turn: Turn, task: Task, choice: str) -> Range:
    """Return when a choice is: a moment, a day, a part of one, or a stretch."""
    zone = turn.zone(account(turn))
    match choice.split(" "):
        case ["span", start, *end]:
            return datetime.fromisoformat(start), datetime.fromisoformat((end or [start])[0])
        case ["day", day]:
            on = date.fromisoformat(day)
            return day_start(on, zone), day_start(on + A_DAY, zone)
        case [part, day]:
            return part_of_day(date.fromisoformat(day), Part(part), zone)
    begin = datetime.fromisoformat(choice)
    return begin, begin + lasts(the_offer(turn, task).event_type)
