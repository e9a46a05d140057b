"""Which of the events that were shown somebody means: one, several at once, or none of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parley.scheduling.places import places_in
from parley.scheduling.ranges import Range
from parley.scheduling.ways import Way, way_in
from parley.scheduling.words import close, folded, names_somebody, words_of

# Words that stand in many event names and many questions, and so tell nothing.
_COMMON = words_of(
    "a an and are about at be by call called can do event events for from get i in is it me meeting meetings more my "
    "of on one ones please remove show tell that the them this to what when where which who with cancel move"
)
_ALL = re.compile(
    r"\b(all|both|every|everything|each|them|these|those|the rest(?! of)|the others)\b|\b(clear|wipe) (my|the)\b"
)
_BOTH = re.compile(r"\bboth\b(?!.*\ball\b)")
_OF_TWO = r"(?: (?:one|event|meeting|call|of (?:the|those|these|them)(?: two)?))?\W*$"
_LATER, _EARLIER = re.compile(rf"\b(?:later|latter){_OF_TWO}"), re.compile(rf"\b(?:earlier|former|sooner){_OF_TWO}")
_NEXT = re.compile(r"\bnext (one|event|meeting|call|appointment)\b|^\W*(the )?next\W*$")
# "My next intro call" is the first of them that comes; "next week" is a time.
_NEXT_OF_THEM = re.compile(
    r"\b(?:my|our|the) next (?!week|month|year|quarter|day|few|two|three|four|five|\d|\w+day\b)\w"
)
TWO = 2
_WITH = re.compile(r"\b(?:with|from|for|and)\s+(.+)", re.DOTALL)


@dataclass(frozen=True)
class Candidate:
    """An event as it was last listed: `start` is aware, `people` are names and addresses, if they are known.

    `ways` are those in which one meets there: by phone, or online and by Zoom.
    """

    id: str
    name: str
    start: datetime
    people: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Mention:
    """What was said: the words, and what was understood of them beforehand.

    `place` counts from 1, or from -1 backwards; `span` is the time that was named (aware, end exclusive); `person` a
    name or an address.
    """

    text: str = ""
    place: int | None = None
    span: Range | None = None
    person: str | None = None


class Why(StrEnum):
    """How clear it is."""

    FOUND = "found"
    SEVERAL = "several"
    NONE = "none"
    NO_SUCH_PLACE = "no_such_place"
    ALL_LEFT_OUT = "all_left_out"


@dataclass(frozen=True)
class Meant:
    """Ids of the events that are meant, in the order shown; or, with `SEVERAL`, of those among which to choose."""

    why: Why
    ids: tuple[str, ...] = ()

    @property
    def one(self) -> str | None:
        """Return the only event that is meant, if it is clear and just one."""
        return self.ids[0] if self.why is Why.FOUND and len(self.ids) == 1 else None


def resolve(shown: Sequence[Candidate], mention: Mention, now: datetime, focus: str | None = None) -> Meant:
    """Return which of the events shown are meant; `focus` is the id of the one talked about last.

    A place in the list decides; otherwise time, person and name, as far as they were said, must all fit. Only "all",
    "both" or places mean several events at once.
    """
    said = folded(mention.text)
    # A number among the words of a time is no place in the list.
    places = (mention.place,) if mention.place is not None else None if mention.span else places_in(said, len(shown))
    if places is not None:
        return _by_place(shown, places)
    if _NEXT.search(said):
        ahead = sorted((one for one in shown if one.start > now), key=lambda one: one.start)
        return _found(ahead[:1]) if ahead else Meant(Why.NONE)
    fitting, told = _fitting(shown, mention)
    if len(fitting) == TWO and (end := -1 if _LATER.search(said) else 0 if _EARLIER.search(said) else None) is not None:
        return _found([sorted(fitting, key=lambda one: one.start)[end]])
    if _BOTH.search(said) and len(fitting) > TWO:
        return _one_of(fitting, told, None)
    if _ALL.search(said) and fitting:
        return _found(fitting)
    if told and _NEXT_OF_THEM.search(said):
        fitting = sorted((one for one in fitting if one.start > now), key=lambda one: one.start)[:1] or fitting
    return _one_of(fitting, told, focus)


def _one_of(fitting: list[Candidate], told: bool, focus: str | None) -> Meant:
    ids = tuple(one.id for one in fitting)
    if focus and (focus in ids or not told):
        return Meant(Why.FOUND, (focus,))
    if not ids:
        return Meant(Why.NONE)
    return Meant(Why.FOUND if len(ids) == 1 else Why.SEVERAL, ids)


def _by_place(shown: Sequence[Candidate], places: Sequence[int]) -> Meant:
    count = len(shown)
    indexes = [place - 1 if place > 0 else count + place for place in places]
    if not indexes or any(place == 0 for place in places) or not all(0 <= index < count for index in indexes):
        return Meant(Why.NO_SUCH_PLACE)
    return _found([shown[index] for index in sorted(set(indexes))])


def _found(events: Sequence[Candidate]) -> Meant:
    return Meant(Why.FOUND, tuple(one.id for one in events))


def _fitting(shown: Sequence[Candidate], mention: Mention) -> tuple[list[Candidate], bool]:
    """Return those that fit all that was said, and whether anything was said that tells events apart."""
    ways = (_by_time(mention), _by_person(shown, mention), _by_name(shown, mention), _by_way(shown, mention))
    filters = [one for one in ways if one]
    return [one for one in shown if all(fits(one) for fits in filters)], bool(filters)


type _Filter = Callable[[Candidate], bool]


def _by_time(mention: Mention) -> _Filter | None:
    span = mention.span
    return (lambda one: span[0] <= one.start < span[1]) if span else None


def _by_person(shown: Sequence[Candidate], mention: Mention) -> _Filter | None:
    """Return a filter for a person who was named before, or whose name the words have."""
    person = mention.person
    if person:
        return lambda one: any(_is(person, who) for who in one.people)
    after = _WITH.search(folded(mention.text))
    said = words_of(after[1] if after else "") - _COMMON
    known = {who for one in shown for who in one.people if said & words_of(who.partition("@")[0])}
    return (lambda one: bool(known & set(one.people))) if known else None


def _by_way(shown: Sequence[Candidate], mention: Mention) -> _Filter | None:
    """Return a filter for how one meets: "the phone calls"; what an event is called says more than that."""
    way, rest = way_in(mention.text)
    said = words_of(mention.text) - words_of(rest) - _COMMON
    if way is None or any(said & words_of(one.name) for one in shown):
        return None
    return lambda one: way in one.ways


def _is(person: str, who: str) -> bool:
    name, email = ("", who) if "@" in who else (who, "")
    return names_somebody(person, name, email)


def _by_name(shown: Sequence[Candidate], mention: Mention) -> _Filter | None:
    """Return a filter for the names that share the most words with what was said."""
    said = words_of(mention.text) - _COMMON
    scores = {one.id: sum(any(close(word, other) for other in said) for word in _telling(one)) for one in shown}
    best = max(scores.values(), default=0)
    return (lambda one: scores[one.id] == best) if best else None


def _telling(event: Candidate) -> frozenset[str]:
    return frozenset(word for word in words_of(event.name) - _COMMON if len(word) > 1)
