"""A person's fortnightly timetable: what falls on which weekday, and whose turn it is to book.

Everybody who books a kind of event stands in one queue (its roster). Each booking takes the next ones, so the same face
comes back only when the queue is through, and who comes on a date depends on nothing but that date.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parley.sandbox.samples import DAYS, BookingSample, Contact, EventTypeSample, PersonSample

PARITIES = {"every": (0, 1), "even": (0,), "odd": (1,)}


@dataclass(frozen=True)
class Slot:
    """One booking in one of the two weeks; `turn` counts the invitees of its kind before it in the fortnight."""

    week: int
    booking: BookingSample
    event_type: EventTypeSample
    turn: int


@dataclass(frozen=True)
class Timetable:
    slots: tuple[Slot, ...]
    turns: dict[str, int]

    def on(self, day: date) -> list[Slot]:
        """The slots of this calendar day, earliest first."""
        week = _week(day) % 2
        return [slot for slot in self.slots if slot.week == week and DAYS[day.weekday()] == slot.booking.day]

    def invitees(self, slot: Slot, day: date) -> list[Contact]:
        """Whose turn it is: distinct people, as many as the booking has seats taken."""
        roster = slot.event_type.roster
        first = _week(day) // 2 * self.turns[slot.event_type.key] + slot.turn
        return [roster[(first + place) % len(roster)] for place in range(slot.booking.invitees)]


def timetable_of(person: PersonSample) -> Timetable:
    """The fortnight of this person. Raises KeyError for a booking of an event type that the person does not have."""
    types = {event_type.key: event_type for event_type in person.event_types}
    turns = dict.fromkeys(types, 0)
    slots = []
    for week, booking in _fortnight(person.calendar):
        slots.append(Slot(week, booking, types[booking.type], turns[booking.type]))
        turns[booking.type] += booking.invitees
    return Timetable(tuple(slots), turns)


def _fortnight(calendar: Iterable[BookingSample]) -> list[tuple[int, BookingSample]]:
    both = [(week, booking) for booking in calendar for week in PARITIES[booking.weeks]]
    return sorted(both, key=lambda pair: (pair[0], DAYS.index(pair[1].day), pair[1].at))


def _week(day: date) -> int:
    """Weeks since year 1 began on a Monday: unlike ISO week numbers, never two odd ones in a row."""
    return (day.toordinal() - 1) // 7
