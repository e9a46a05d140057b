"""From the wall to moments: in the zone that the words name, or in the person's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from parley.when.draft import CLOCK, Choice, Draft, Scene, after_grain
from parley.when.spans import By, Question, Reading, Span
from parley.when.wall import Landing, land
from parley.when.zones import ZoneWord, pin

A_DAY = timedelta(days=1)
# What may stand between a time and its zone.
BETWEEN = re.compile(r"[\s,()-]*(?:in\s*)?")


@dataclass(frozen=True)
class Where:
    """Whose clocks count: the person's own moment and zone, those of the other side, and the zone words of the text."""

    now: datetime
    own: tzinfo
    theirs: tzinfo | None
    words: Sequence[ZoneWord]
    text: str
    by: By

    def word_for(self, begin: int, stop: int, *, alone: bool) -> ZoneWord | None:
        """Return the zone word inside or beside a place; where only one time is said, the only zone word anywhere."""
        beside = [word for word in self.words if self._is_beside(word, begin, stop)]
        if beside:
            return beside[0]
        return self.words[0] if alone and len(self.words) == 1 else None

    def _is_beside(self, word: ZoneWord, begin: int, stop: int) -> bool:
        if word.begin < stop and begin < word.stop:
            return True
        gap = self.text[stop : word.begin] if word.begin >= stop else self.text[word.stop : begin]
        return BETWEEN.fullmatch(gap) is not None


def placed(draft: Draft, scene: Scene, where: Where, *, alone: bool) -> Span:
    """Return the span of a draft. ValueError or OverflowError beyond the years that datetime has."""
    begin, stop = scene.page.place(draft.begin, draft.stop)
    span = Span(
        "", begin, stop, draft.kind, grain=draft.grain, latent=draft.latent, duration=draft.duration, by=where.by
    )
    span = replace(span, recurrence=draft.recurrence, rules=draft.rules)
    if draft.start or draft.end:
        word = where.word_for(begin, stop, alone=alone and draft.grain in CLOCK)
        span = _in_zone(span, draft, word, scene, where)
    return replace(span, text=where.text[span.begin : span.stop])


def joined(first: Span, last: Span, where: Where) -> Span | None:
    """Return the range from one time to another, each placed by itself; None when they are no two ends."""
    end = last.start if last.grain in CLOCK else last.end
    if not first.start or not end or end <= first.start or last.kind != "instant":
        return None
    rules = tuple(dict.fromkeys((*first.rules, *last.rules, "range of two whole times")))
    text, asked = where.text[first.begin : last.stop], first.question or last.question
    return replace(first, text=text, stop=last.stop, kind="range", end=end, question=asked, rules=rules)


def _in_zone(span: Span, draft: Draft, word: ZoneWord | None, scene: Scene, where: Where) -> Span:
    if draft.elapsed:
        return _elapsed(span, draft, scene, where)
    if word is None:
        return _in_one_zone(span, draft, None, where)
    if (
        draft.kind == "instant" and draft.grain == "hour" and draft.start
    ):  # nobody names a zone and means about that hour
        draft = replace(draft, grain="minute", end=after_grain(draft.start, "minute"))
        span = replace(span, grain="minute")
    gap_free = where.text[min(span.stop, word.stop) : max(span.begin, word.begin)]
    if BETWEEN.fullmatch(gap_free):
        span = replace(span, begin=min(span.begin, word.begin), stop=max(span.stop, word.stop))
    span = span.ruled("zone in words")
    zones = _zones(word, where)
    if len(zones) == 1:
        return _in_one_zone(
            replace(span, zone_said=zones[0][0]), _today_there(draft, zones[0][0], scene, where), word, where
        )
    readings = [_in_one_zone(span, _today_there(draft, zone, scene, where), None, where, zone) for zone, _ in zones]
    pairs = zip(readings, zones, strict=True)
    asked = Question("zone", tuple(Reading(each.start, each.end, name) for each, (_, name) in pairs))
    first = readings[0] if readings else _in_one_zone(span, draft, None, where)
    return replace(first, question=asked)


def _zones(word: ZoneWord, where: Where) -> list[tuple[tzinfo, str]]:
    if word.kind == "mine":
        return [(where.own, "")]
    if word.kind == "theirs":
        return [(where.theirs, "")] if where.theirs else []
    return [(each.zone, each.name) for each in word.readings]


def _today_there(draft: Draft, zone: tzinfo, scene: Scene, where: Where) -> Draft:
    """Return a time without a day on the first day, in that zone, on which it is still to come."""
    if not draft.dateless or not draft.start or draft.start < scene.wall or draft.rules.count("on the event's day"):
        return draft
    there = where.now.astimezone(zone).replace(tzinfo=None)
    days = (draft.start - there) // A_DAY
    return draft.moved(-days * A_DAY)


def _elapsed(span: Span, draft: Draft, scene: Scene, where: Where) -> Span:
    start = where.now.astimezone(UTC) + (draft.first - scene.wall)
    end = start + ((draft.end or draft.first) - draft.first)
    return replace(span, start=start.astimezone(where.own), end=end.astimezone(where.own))


def _in_one_zone(span: Span, draft: Draft, word: ZoneWord | None, where: Where, zone: tzinfo | None = None) -> Span:
    zone = zone or span.zone_said or where.own
    pinned = word if word and word.readings else None
    start = _land(draft.start, zone, pinned) if draft.start else None
    span = replace(span, start=start.moment if start else None)
    span = replace(span, end=_end(draft, span.start, zone, pinned))
    if draft.doubt:
        readings = tuple(_reading(choice, zone) for choice in draft.choices)
        return replace(span, question=Question(draft.doubt, readings))
    if start and not start.certain and draft.grain in CLOCK and start.kind != "normal":
        ends = [_end(draft, choice, zone, pinned) for choice in start.choices]
        sides = tuple(Reading(choice, end) for choice, end in zip(start.choices, ends, strict=True))
        return replace(span, question=Question(start.kind, sides)).ruled("clock change")
    return span


def _land(wall: datetime, zone: tzinfo, word: ZoneWord | None) -> Landing:
    return pin(wall, word) if word and word.zone else land(wall, zone)


def _end(draft: Draft, start: datetime | None, zone: tzinfo, word: ZoneWord | None) -> datetime | None:
    if draft.end is None:
        return None
    if start and draft.start and draft.kind in ("instant", "recurrence") and draft.grain in CLOCK:
        return (start.astimezone(UTC) + (draft.end - draft.start)).astimezone(zone)
    choices = _land(draft.end, zone, word).choices
    later = [choice for choice in choices if not start or choice > start]
    return later[0] if later else choices[-1]


def _reading(choice: Choice, zone: tzinfo) -> Reading:
    start = land(choice.start, zone).moment if choice.start else None
    return Reading(start, land(choice.end, zone).moment if choice.end else None, choice.name)
