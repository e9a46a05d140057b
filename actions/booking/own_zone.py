"""The zone of whoever books for themselves: what they are told, and what their invitation says, is one."""

from actions.booking.calendar import account
from actions.booking.drafted import put
from actions.forms.task import Task
from actions.settings import own_zone_name, set_zone
from actions.turn import Turn
from parley.scheduling.own_place import OwnPlace, own_place_in


def own_zone_in(turn: Turn, text: str) -> tuple[OwnPlace, str | None] | None:
    """Return where a visitor says that they are, and the zone's name where it is news; None where they say nothing.

    What is called a time zone is news even where it is the present one.
    """
    place = own_place_in(text)
    name = own_zone_name(turn, place.zone) if place else None
    if not place or not name:
        return None
    return place, name if place.called_a_zone or name != turn.zone(account(turn)).key else None


def live_in(turn: Turn, task: Task, zone: str) -> None:
    """Tell times in a visitor's own zone from now on; those on offer are put anew, and the chosen one stays."""
    set_zone(turn, zone)
    put(task, zone=zone, ask_zone=None, offered=None)
