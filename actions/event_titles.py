"""An event in one line: when it is, what it is called, and with whom."""

from actions.listing import name_of
from actions.turn import Turn
from parley.scheduling.agenda import Attendance


def title_of(turn: Turn, attendance: Attendance) -> str:
    """Return an event's name with its one invitee, or with how many people are in it."""
    name, count = name_of(turn, attendance.event), attendance.event.invitees_counter.active
    people = attendance.canceled if attendance.event.status == "canceled" else attendance.coming
    if len(people) == 1 and count < 2:
        return turn.part("utter_line_title_with", name=name, who=people[0].name)
    return turn.part("utter_line_title_group", name=name, count=count) if count > 1 else name


def when_of(turn: Turn, attendance: Attendance) -> str:
    """Return when it is, in the person's zone."""
    return turn.said((attendance.event.start_time, attendance.event.end_time))


def line_of(turn: Turn, attendance: Attendance, number: int) -> str:
    """Return its line in a list."""
    title, when = title_of(turn, attendance), when_of(turn, attendance)
    return turn.part("utter_line_event", number=number, when=when, name=title)
