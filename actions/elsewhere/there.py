"""Other clocks that a time is asked on: those of a place, or of whoever comes to a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from actions.booking.drafted import drafted
from actions.elsewhere.words import PRONOUN
from actions.forms.task import Task
from actions.told import zone_of_invitee
from actions.turn import Turn
from parley.scheduling.agenda import Attendance
from parley.scheduling.words import folded, names_somebody
from parley.when.gazetteer import places
from parley.when.say import zone_of
from parley.when.zones import Reading, ZoneWord, settle

MOST_PLACES, SHORT_NAME = 3, 3  # letters: "ny", "uk"
_AROUND_PLACE = ("in ", "at "), (" time zone", " timezone", " local time", " time", "'s")


@dataclass(frozen=True)
class There:
    """Other clocks, and how they are called behind a time: "in Tokyo", "for Ana"."""

    zone: tzinfo
    called: str


def places_named(turn: Turn, words: tuple[ZoneWord, ...]) -> list[There]:
    """Return the clocks that words name; letters of several zones mean the person's own, else the likeliest ones."""
    settled = [settle(one, turn.zone(), turn.now) for one in words]
    found = [There(one.zone, _place(turn, word, one)) for word in settled for one in word.readings[:MOST_PLACES]]
    return list({(str(one.zone), one.called): one for one in found}.values())[:MOST_PLACES]


def of_whom_is_booked(turn: Turn, whose: str) -> There | None:
    """Return the clocks of whoever a booking under way is for, when they are meant."""
    task = Task.of(turn.slot("booking")) if turn.form == "booking_form" else None
    draft = drafted(task) if task else None
    if draft is None or not draft.zone or not _is_meant(whose, draft.name or "", draft.email or ""):
        return None
    return There(zone_of(draft.zone), turn.part("utter_line_for_somebody", name=draft.name or whose))


def of_those_coming(turn: Turn, attendance: Attendance, whose: str) -> Iterator[There]:
    """Return the clocks of everybody who is meant and comes, as far as Calendly knows them."""
    for one in attendance.coming:
        zone = zone_of_invitee(one) if _is_meant(whose, one.name, one.email) else None
        if zone:
            yield There(zone, turn.part("utter_line_for_somebody", name=one.name))


def _is_meant(whose: str, name: str, email: str) -> bool:
    return bool(PRONOUN.fullmatch(whose)) or names_somebody(whose, name, email)


def _place(turn: Turn, word: ZoneWord, reading: Reading) -> str:
    if word.kind == "offset":  # Its time says it.
        return turn.part("utter_line_there")
    said = folded(word.text)
    for lead in _AROUND_PLACE[0]:
        said = said.removeprefix(lead)
    for end in _AROUND_PLACE[1]:
        said = said.removesuffix(end)
    is_city = len(word.readings) == 1 and said in places("en")  # "Munich" has the zone of Berlin.
    name = (said.upper() if len(said) <= SHORT_NAME else said.title()) if is_city else reading.name
    return turn.part("utter_line_in_place", place=name)
