"""Zones in a person's words: "3pm in Tokyo", "15:00 CET", "UTC+2", "10 their time"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from parley.when.wall import Landing, land, offset_of

Kind = Literal["iana", "offset", "place", "letters", "mine", "theirs"]
_HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True)
class Reading:
    """One zone that words may mean, and what to call it when asking."""

    zone: tzinfo
    name: str


@dataclass(frozen=True)
class ZoneWord:
    """Words that name a zone: `text` from `begin` up to `stop`, with a "time", an "in" or brackets that belong to it.

    One reading is certain, several are to be asked about; `mine` and `theirs` have none, the caller knows whose.
    `offset` is the offset from UTC said beside a zone, `letters` the letters said: they pick the side of an overlap.
    """

    text: str
    begin: int
    stop: int
    kind: Kind
    readings: tuple[Reading, ...] = ()
    offset: timedelta | None = None
    letters: str = ""

    @property
    def zone(self) -> tzinfo | None:
        """Return the zone when it is certain."""
        return self.readings[0].zone if len(self.readings) == 1 else None


def settle(word: ZoneWord, own: tzinfo, at: datetime) -> ZoneWord:
    """Return the word with nothing to ask when the person's own zone goes by these letters, in winter or in summer."""
    used = {(at.astimezone(UTC) + shift).astimezone(own).tzname() for shift in (timedelta(), _HALF_A_YEAR)}
    if len(word.readings) < 2 or word.letters not in used:
        return word
    return replace(word, readings=(Reading(own, word.letters),))


def pin(wall: datetime, word: ZoneWord) -> Landing:
    """Return where a naive wall time lands in the word's zone. ValueError when the word has not exactly one reading.

    Its letters or its offset tell the two times of an overlap apart; an offset that the zone never has at that time is
    taken at its word.
    """
    if word.zone is None:
        raise ValueError(f"{word.text!r} does not name one zone")
    landing = land(wall, word.zone)
    meant = tuple(choice for choice in landing.choices if _is_meant(choice, word))
    if len(meant) == 1 and landing.kind != "gap":
        return Landing("normal", meant)
    if word.offset is None:
        return landing
    return Landing("normal", ((wall - word.offset).replace(tzinfo=UTC).astimezone(word.zone),))


def joined(words: Iterable[ZoneWord], text: str) -> list[ZoneWord]:
    """Return words in their order, none over another, with an offset in brackets made part of the zone before it."""
    kept: list[ZoneWord] = []
    for word in sorted(words, key=lambda word: (word.begin, -word.stop)):
        if kept and word.begin < kept[-1].stop:
            continue
        if kept and _explains(word, kept[-1], text):
            kept[-1] = _with_offset(kept[-1], word, text)
        else:
            kept.append(word)
    return [_with_brackets(word, text) for word in kept]


def _explains(word: ZoneWord, zone: ZoneWord, text: str) -> bool:
    between = text[zone.stop : word.begin].strip()
    return word.kind == "offset" and between == "(" and text[word.stop : word.stop + 1] == ")"


def _with_offset(zone: ZoneWord, word: ZoneWord, text: str) -> ZoneWord:
    return replace(zone, stop=word.stop + 1, text=text[zone.begin : word.stop + 1], offset=word.offset)


def _with_brackets(word: ZoneWord, text: str) -> ZoneWord:
    begin, stop = word.begin - 1, word.stop + 1
    if begin < 0 or text[begin] + text[word.stop : stop] != "()":
        return word
    return replace(word, begin=begin, stop=stop, text=text[begin:stop])


def _is_meant(moment: datetime, word: ZoneWord) -> bool:
    if word.offset is not None:
        return offset_of(moment) == word.offset
    return word.letters == moment.tzname()
