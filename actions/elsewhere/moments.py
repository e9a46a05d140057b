"""The moments that are asked about: those told last, those at a place in the list, or those that words name."""

import re
from dataclasses import dataclass

from actions.attendances import shown
from actions.elsewhere.words import COUNTED
from actions.meant import find_meant
from actions.told_times import TOLD_TIMES, of_kept
from actions.turn import Turn
from parley.calendly.scopes import READ_EVENTS
from parley.scheduling.agenda import Attendance
from parley.scheduling.mentions import Why
from parley.scheduling.places import places_in, says_only_places
from parley.scheduling.ranges import Range
from parley.scheduling.words import folded
from parley.when import Span, without

MOST_EVENTS = 5
_COUNTED = re.compile(rf"(?: {COUNTED})*$")


@dataclass(frozen=True)
class Moment:
    """A time to be told elsewhere, and what is on then, where that is known."""

    span: Range
    name: str = ""


def moments_told(turn: Turn) -> list[Moment]:
    """Return what was told last."""
    names = {one.start: one.name for one in shown(turn)}
    return [Moment(span, names.get(span[0], "")) for span in of_kept(turn.slot(TOLD_TIMES))]


def is_place(about: str) -> bool:
    """Return whether words are no more than a place in a list."""
    return says_only_places(_counted(about))


def moments_at(turn: Turn, about: str) -> list[Moment]:
    """Return those at these places of the list that was told last; none when it has no such place."""
    told = moments_told(turn)
    listed = [Moment((one.start, one.start), one.name) for one in shown(turn)]
    if told and not {one.span[0] for one in told} & {one.span[0] for one in listed}:
        listed = told  # Free times, say, told after events were.
    ends = {one.span[0]: one for one in told}
    places = places_in(_counted(about), len(listed)) or ()
    if not all(0 < abs(one) <= len(listed) for one in places):
        return []
    found = [listed[one - 1 if one > 0 else one] for one in places]
    return [ends.get(one.span[0], one) for one in found]


def time_said(turn: Turn, about: str) -> Span | None:
    """Return the time that words are, when they are nothing but one time of a day."""
    spans = [one for one in turn.times(about, None, asked=True) if one.start and one.grain in ("hour", "minute")]
    return spans[0] if len(spans) == 1 and not without(about, spans).strip(" |,.") else None


def events_named(turn: Turn, about: str) -> list[Attendance]:
    """Return the events that words name; those among which it is not clear, too. Raises what Calendly raises."""
    found = find_meant(turn, turn.account(READ_EVENTS), about, focus=turn.focus)
    return found.attendances[:MOST_EVENTS] if found.why in (Why.FOUND, Why.SEVERAL) else []


def moment_of(turn: Turn, attendance: Attendance) -> Moment:
    """Return when an event is."""
    event = attendance.event
    return Moment((event.start_time, event.end_time), event.name or turn.part("utter_line_nameless"))


def _counted(about: str) -> str:
    return _COUNTED.sub("", folded(about))
