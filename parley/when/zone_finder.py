"""Finding zones in text. A city or a country counts only beside a time: "Paris time", never "the Paris office"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from parley.when.gazetteer import Names, fold, iana_names, letters, long_names, place_of, places
from parley.when.language import Table, data
from parley.when.regions import region_of
from parley.when.zone_words import Kind, Reading, ZoneWord, joined

_FARTHEST = timedelta(hours=14)  # Line Islands; the other way it is 12.
_REACH = 40  # characters before a word that are looked at for a time of day
_IANA = re.compile(r"(?<![\w/.@-])[a-z]\w+(?:/[a-z][\w+-]*){1,2}", re.IGNORECASE | re.ASCII)
_NAMED_OFFSET = re.compile(
    r"\b(?:utc|gmt)(?:\s?(?P<sign>[+\-−])|\s?(?P<minus>minus)\s|\s?(?P<plus>plus)\s)(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\b"
    r"(?!\s*(?:[ap]\.?m\b|utc|gmt|:))",
    re.IGNORECASE | re.ASCII,
)
# After a time a hyphen begins a range, so a bare offset has a plus, a true minus sign, or ISO 8601's T before it.
_BARE_OFFSET = re.compile(
    r"(?:(?<=\d)|(?<=[ap]m)|(?<=\s))(?P<sign>[+−])(?P<hours>\d\d):?(?P<minutes>\d\d)\b(?![\d\s]*\d)",
    re.IGNORECASE | re.ASCII,
)
_ISO_OFFSET = re.compile(
    r"\dt\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?P<zone>z|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))\b",
    re.IGNORECASE | re.ASCII,
)
_ONLY_OFFSET = re.compile(r"\s*(?P<zone>(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)\s*", re.ASCII)
_LETTERS = re.compile(r"\b[a-z]{2,4}\b", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Patterns:
    """What surrounds a zone in one language."""

    clock_before: re.Pattern[str]
    time_before: re.Pattern[str]
    time_after: re.Pattern[str]
    after_place: re.Pattern[str]
    after_letters: re.Pattern[str]
    owners: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...]
    beside_owner: re.Pattern[str]
    words: Table
    language: str


def find_zones(text: str, *, asked: bool = False, locale: str | None = None) -> list[ZoneWord]:
    """Return the words of a text that name a zone, in their order.

    `asked` means that a zone was asked for: then "Berlin", "cet" or "+2" is one with no time beside it.
    """
    patterns = _patterns(region_of(locale).cldr.language)
    low = fold(text)
    found = [*_names(text, patterns), *_offsets(text, low, asked, patterns), *_letters(text, low, asked, patterns)]
    found += [*_owners(text, low, asked, patterns), *_places(text, low, asked, patterns)]
    return joined(found, text)


def _names(text: str, patterns: Patterns) -> Iterator[ZoneWord]:
    for match in _IANA.finditer(text):
        if name := iana_names().get(match[0].lower()):
            yield ZoneWord(match[0], *match.span(), "iana", (_reading(name, patterns.language),))


def _offsets(text: str, low: str, asked: bool, patterns: Patterns) -> Iterator[ZoneWord]:
    for match in _NAMED_OFFSET.finditer(text):
        yield from _offset(match, 0)
    for match in _ISO_OFFSET.finditer(text):
        yield from _offset(match, "zone")
    for match in _BARE_OFFSET.finditer(text):
        if _before(patterns.clock_before, low, match.start()):
            yield from _offset(match, 0)
    if asked and (only := _ONLY_OFFSET.fullmatch(text)):
        yield from _offset(only, "zone")


def _offset(match: re.Match[str], group: int | str) -> Iterator[ZoneWord]:
    said = match.groupdict()
    size = timedelta(hours=int(said["hours"] or 0), minutes=int(said["minutes"] or 0))
    offset = -size if said["sign"] in ("-", "−") or said.get("minus") else size
    if size <= _FARTHEST:
        zone = timezone(offset)
        yield ZoneWord(match[group], *match.span(group), "offset", (Reading(zone, str(zone)),), offset)


def _letters(text: str, low: str, asked: bool, patterns: Patterns) -> Iterator[ZoneWord]:
    offsets = [match.span() for match in _NAMED_OFFSET.finditer(text)]
    for match in _LETTERS.finditer(text):
        if any(begin <= match.start() < stop for begin, stop in offsets):  # "UTC+25" is no zone, least of all UTC.
            continue
        name, stop = match[0].upper(), match.end()
        if name in letters() and _are_letters(match, low, asked, patterns):
            after = patterns.after_letters.match(low, stop)
            readings = tuple(_reading(zone, patterns.language) for zone in letters()[name])
            stop = after.end() if after else stop
            yield ZoneWord(text[match.start() : stop], match.start(), stop, "letters", readings, letters=name)


def _are_letters(match: re.Match[str], low: str, asked: bool, patterns: Patterns) -> bool:
    capitals, a_word = match[0].isupper(), match[0].upper() in patterns.words["letters_also_words"]
    if _before(patterns.clock_before, low, match.start()):
        return capitals or not a_word
    if asked:
        return capitals or match[0] == match.string.strip()
    return (capitals and not a_word) or match[0].upper() in ("UTC", "GMT")


def _owners(text: str, low: str, asked: bool, patterns: Patterns) -> Iterator[ZoneWord]:
    for kind, time, zone in patterns.owners:
        for match in (*zone.finditer(low), *time.finditer(low)):
            beside = _before(patterns.beside_owner, low, match.start()) or (asked and match[0].strip() == low.strip())
            if match.re is zone or beside:
                yield ZoneWord(text[slice(*match.span())], *match.span(), kind)


def _places(text: str, low: str, asked: bool, patterns: Patterns) -> Iterator[ZoneWord]:
    for names, after_clock in _gazetteers(patterns):
        for name in (name for name in names if name in low):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}", low):
                bare = (asked and after_clock) or not after_clock
                if span := _span(match, low, bare, patterns):
                    readings = tuple(_reading(zone, patterns.language) for zone in names[name])
                    yield ZoneWord(text[slice(*span)], *span, "place", readings)


def _span(match: re.Match[str], low: str, bare: bool, patterns: Patterns) -> tuple[int, int] | None:
    """Return the place with the words that make it a zone, or None when nothing does."""
    begin, stop = match.span()
    clock = _before(patterns.clock_before, low, begin)
    begin_with_in = clock.end("clock") if clock else begin
    begin_with_in += len(low[begin_with_in:begin]) - len(low[begin_with_in:begin].lstrip(" ,("))
    if after := patterns.time_after.match(low, stop):
        return begin_with_in, after.end()
    if low[stop : stop + 1].isalnum():  # A part of a longer word, unless the language joins it ("Berliner Zeit").
        return None
    if before := _before(patterns.time_before, low, begin):
        return before.start(), stop
    if match[0] in patterns.words["only_with_time"] and not bare:
        return None
    if clock and patterns.after_place.match(low, stop):
        return begin_with_in, stop
    return (begin, stop) if bare else None


def _gazetteers(patterns: Patterns) -> Iterator[tuple[Names, bool]]:
    spoken: Names = {name: (zone,) for name, zone in patterns.words["spoken"].items()}
    yield spoken, True
    yield places(patterns.language), True
    yield long_names(patterns.language), False


def _before(pattern: re.Pattern[str], low: str, begin: int) -> re.Match[str] | None:
    return pattern.search(low, max(0, begin - _REACH), begin)


@cache
def _reading(zone: str, language: str) -> Reading:
    return Reading(ZoneInfo(zone), place_of(zone, language) or zone)


@cache
def _patterns(language: str) -> Patterns:
    words = data(language)["zones"]
    clock = rf"(?P<clock>{words['clock']})"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    def owner(kind: Kind) -> tuple[Kind, re.Pattern[str], re.Pattern[str]]:
        who = words["before_place"] + words[kind]
        return kind, compiled(who + words["time_of_owner"]), compiled(who + words["zone_of_owner"])

    return Patterns(
        clock_before=compiled(rf"{clock}\s*[,(]?\s*{words['before_place']}$"),
        time_before=compiled(rf"{words['time_before']}$"),
        time_after=compiled(words["time_after"]),
        after_place=compiled(words["after_place"]),
        after_letters=compiled(words["time_after_letters"]),
        owners=(owner("mine"), owner("theirs")),
        beside_owner=compiled(rf"(?:{clock}|\b\d{{1,2}}|{words['part_of_day']})\s*[,(]?\s*$"),
        words=words,
        language=language,
    )
