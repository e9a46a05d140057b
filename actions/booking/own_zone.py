"""The zone of whoever books for themselves: what they are told, and what their invitation says, is one."""

from actions.booking.drafted import put
from actions.forms.task import Task
from actions.settings import set_zone
from actions.turn import Turn


def live_in(turn: Turn, task: Task, zone: str) -> None:
    """Tell times in a visitor's own zone from now on; those on offer are put anew, and the chosen one stays."""
    set_zone(turn, zone)
    put(task, zone=zone, ask_zone=None, offered=None)
