"""Words to time: the one entry for everything in the bot."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import islice

import structlog

from parley.when.draft import Draft, Meeting, Prefer, Scene, draft_of
from parley.when.engines.grammar import Grammar
from parley.when.engines.hits import Asked, Engine, EngineError, Hit
from parley.when.engines.pool import Pool
from parley.when.engines.web import WebDuckling
from parley.when.landing import Where, joined, placed
from parley.when.page import page_of, pieces_of
from parley.when.regions import Region, region_of
from parley.when.rules import applied
from parley.when.rules.corrections import corrected
from parley.when.rules.standing import drafts_of_cues
from parley.when.rules.wording import TWO_WHOLES, prepare
from parley.when.spans import By, Span
from parley.when.zones import find_zones, settle

# What a chat takes in one message, and how many times one may name. Nothing is read beyond.
LONGEST_TEXT = 4_000
MOST_TIMES = 60
# Unicode locale extension (UTS 35 §3.6.1): a person's own first day of the week.
FIRST_DAY = re.compile(r"-u-(?:.*-)?fw-(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Event:
    """The event in hand, which "an hour later" is relative to. Both moments are aware."""

    start: datetime
    end: datetime


class Words:
    """Reads times in what people write. Share one between threads; `close` it at the end."""

    def __init__(self, engine: Engine, spare: Engine | None = None) -> None:
        """Take what finds times, and what is asked when that does not answer."""
        self._engine, self._spare = engine, spare or Grammar()

    def parse(
        self,
        text: str,
        now: datetime,
        zone: tzinfo,
        locale: str | None = None,
        prefer: Prefer = "future",
        *,
        about: Event | None = None,
        expecting: bool = False,
        their_zone: tzinfo | None = None,
    ) -> list[Span]:
        """Return the times in a text, in the order of their words. Never raises, whatever the text is.

        `now` is aware; `zone` is the person's, and counts where the words name none. With `prefer="past"` dates such
        as "the 5th" may be past ones, as for a list; a booking looks ahead. `about` is the event in hand: give it when
        that is to be moved, and at no other time. `expecting` says that a time was asked for, so that "4" is one.
        `their_zone` is what "their time" means.
        """
        region = _region(locale)
        page = page_of(text[:LONGEST_TEXT])
        words = [settle(word, zone, now) for word in find_zones(page.text, locale=region.locale)]
        for word in words:
            page.blank(word.begin, word.stop)
        scene = Scene(page, _wall(now, zone), region, prefer, _meeting(about, zone), expecting)
        prepare(scene)
        drafts, by = self._drafts(scene)
        drafts = corrected(_apart([*drafts, *drafts_of_cues(scene, drafts)]), scene)
        where = Where(now, zone, their_zone, words, text, by)
        return _spans(drafts, scene, where)

    def close(self) -> None:
        """End what the engine runs."""
        self._engine.close()

    def _drafts(self, scene: Scene) -> tuple[list[Draft], By]:
        pieces = pieces_of(scene.page.text)
        found, by = self._read(Asked(tuple(piece for _, piece in pieces), scene.wall, _locale(scene.region)))
        placed_hits = ((offset, hit) for (offset, _), hits in zip(pieces, found, strict=True) for hit in hits)
        drafts = (_ruled(draft_of(hit, offset, scene.page), scene) for offset, hit in islice(placed_hits, MOST_TIMES))
        return [draft for draft in drafts if draft], by

    def _read(self, asked: Asked) -> tuple[list[list[Hit]], By]:
        try:
            return self._engine.read(asked), self._engine.by
        except EngineError as error:
            log.warning("words.spare_asked", why=str(error))
            return self._spare.read(asked), self._spare.by


def open_words(url: str | None = None) -> Words:
    """Return Words over the Duckling server at `url`, else over Duckling in worker processes, else over our grammar."""
    if url:
        return Words(WebDuckling(url))
    try:
        return Words(Pool())
    except EngineError as error:
        log.warning("words.no_duckling", why=str(error))
        return Words(Grammar())


def _spans(drafts: list[Draft], scene: Scene, where: Where) -> list[Span]:
    alone = len([draft for draft in drafts if draft.kind != "duration"]) == 1
    spans: list[Span] = []
    last: Draft | None = None
    for draft in drafts:
        try:
            span = placed(draft, scene, where, alone=alone)
        except (ValueError, OverflowError):  # beyond the years that datetime has
            continue
        if last and TWO_WHOLES in scene.page.rules(last.stop, draft.begin) and (both := joined(spans[-1], span, where)):
            spans[-1] = both
        else:
            spans.append(span)
        last = draft
    return spans


def _ruled(draft: Draft, scene: Scene) -> Draft | None:
    try:
        return applied(draft, scene)
    except (ValueError, OverflowError):
        return None


def _apart(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in order: of two that overlap the longer, of two as long the one that is no duration."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda each: (each.begin - each.stop, each.kind == "duration")):
        if all(draft.stop <= other.begin or other.stop <= draft.begin for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda each: each.begin)


def _region(locale: str | None) -> Region:
    region = region_of((locale or "").split("-u-")[0] or None)
    first = FIRST_DAY.search(locale or "")
    return replace(region, first_weekday=WEEKDAYS.index(first[1].lower())) if first else region


def _locale(region: Region) -> str:
    language, _, territory = region.locale.partition("-")
    return f"{language.upper()}_{territory.upper()}"


def _wall(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)


def _meeting(about: Event | None, zone: tzinfo) -> Meeting | None:
    return Meeting(_wall(about.start, zone), _wall(about.end, zone)) if about else None
