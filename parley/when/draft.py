"""A span in the making: times on the wall, positions on the page."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any, Literal

from dateutil.relativedelta import relativedelta

from parley.when.engines.hits import Hit, Value
from parley.when.page import Page
from parley.when.regions import Region
from parley.when.spans import Doubt, Grain, Kind, Recurrence

Prefer = Literal["future", "past"]
CLOCK: tuple[Grain, ...] = ("second", "minute", "hour")
_GRAINS: dict[Grain, relativedelta] = {
    "second": relativedelta(seconds=1),
    "minute": relativedelta(minutes=1),
    "hour": relativedelta(hours=1),
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


@dataclass(frozen=True)
class Cue:
    """Words that change the meaning of the time beside them, such as `a week from`."""

    rule: str
    begin: int
    stop: int
    said: dict[str, str]


@dataclass(frozen=True)
class Meeting:
    """The event in hand, on the wall of the person who writes."""

    start: datetime
    end: datetime


@dataclass
class Scene:
    """What a rule may know: the page, the wall clock, the person's region, and what was asked for."""

    page: Page
    wall: datetime
    region: Region
    prefer: Prefer = "future"
    about: Meeting | None = None
    expecting: bool = False
    cues: list[Cue] = field(default_factory=list)

    @property
    def today(self) -> datetime:
        """Return the midnight that today began with."""
        return datetime.combine(self.wall.date(), time.min)

    @property
    def event(self) -> Meeting:
        """Return the event in hand. ValueError where there is none."""
        if self.about is None:
            raise ValueError("no event in hand")
        return self.about

    def week_start(self, day: datetime) -> datetime:
        """Return the midnight that the week of `day` began with, in the person's region."""
        return datetime.combine(day.date(), time.min) - timedelta(days=(day.weekday() - self.region.first_weekday) % 7)

    def cue(self, rule: str, begin: int, stop: int) -> Cue | None:
        """Return the cue of that rule within the place, or with nothing but space between it and the place."""
        near = (each for each in self.cues if each.rule == rule and self._touches(each, begin, stop))
        return next(near, None)

    def before(self, begin: int) -> str:
        """Return what stands before a position, in small letters."""
        return self.page.text[:begin].lower()

    def after(self, stop: int) -> str:
        """Return what stands after a position, in small letters."""
        return self.page.text[stop:].lower()

    def _touches(self, cue: Cue, begin: int, stop: int) -> bool:
        if cue.begin < stop and begin < cue.stop:
            return True
        gap = self.page.text[cue.stop : begin] if cue.stop <= begin else self.page.text[stop : cue.begin]
        return not gap.lower().replace("the ", "").strip(" ,")


@dataclass(frozen=True)
class Choice:
    """A reading on the wall."""

    start: datetime | None
    end: datetime | None
    name: str = ""


@dataclass(frozen=True)
class Draft:
    """A span in the making. `values` are the engine's readings; `elapsed` means time that passes from now on."""

    begin: int
    stop: int
    kind: Kind
    start: datetime | None = None
    end: datetime | None = None
    grain: Grain = "second"
    values: tuple[Value, ...] = ()
    latent: bool = False
    duration: timedelta | None = None
    recurrence: Recurrence | None = None
    doubt: Doubt | None = None
    choices: tuple[Choice, ...] = ()
    elapsed: bool = False
    rules: tuple[str, ...] = ()

    def ruled(self, rule: str, **changes: Any) -> "Draft":
        """Return it changed, with the rule's name added."""
        rules = self.rules if rule in self.rules else (*self.rules, rule)
        return replace(self, rules=rules, **changes)

    def asked(self, rule: str, doubt: Doubt, *choices: Choice) -> "Draft":
        """Return it as the first of the choices, to be asked about."""
        return self.ruled(rule, start=choices[0].start, end=choices[0].end, doubt=doubt, choices=choices)

    def at(self, value: Value) -> "Draft":
        """Return it at another of the engine's readings."""
        return replace(self, **_times(value))

    @property
    def first(self) -> datetime:
        """Return the start. ValueError where there is none."""
        if self.start is None:
            raise ValueError("a time without a start")
        return self.start

    @property
    def dateless(self) -> bool:
        """Return whether it names a time of day alone, and so comes again every day."""
        starts = sorted(start for value in self.values if (start := value.start or value.end))
        far, near = timedelta(days=2), timedelta(days=1)  # on one day, 3 may be in the night or in the afternoon
        return self.grain in CLOCK and len(starts) > 2 and near <= starts[-1] - starts[0] <= far

    def moved(self, by: timedelta | relativedelta) -> "Draft":
        """Return it earlier or later."""
        return replace(self, start=self.start and self.start + by, end=self.end and self.end + by)


def draft_of(hit: Hit, offset: int, page: Page) -> Draft:
    """Return the draft of what an engine found `offset` into the page."""
    begin, stop = hit.begin + offset, hit.stop + offset
    rules = page.rules(begin, stop)
    if not hit.values:
        return Draft(begin, stop, "duration", duration=hit.length, latent=hit.latent, rules=rules)
    times = _times(hit.values[0])
    return Draft(begin, stop, values=hit.values, latent=hit.latent, rules=rules, **times)


def after_grain(start: datetime, grain: Grain) -> datetime:
    """Return the moment one grain later."""
    return start + _GRAINS[grain]


def _times(value: Value) -> dict[str, Any]:
    if not value.is_range and value.start:
        return {"kind": "instant", "start": value.start, "end": _end(value.start, value.grain), "grain": value.grain}
    kind = "range" if value.start and value.end else "open range"
    return {"kind": kind, "start": value.start, "end": value.end, "grain": value.grain}


def _end(start: datetime, grain: Grain) -> datetime:
    try:
        return after_grain(start, grain)
    except (OverflowError, ValueError):
        return start


def words_of(draft: Draft, scene: Scene) -> str:
    """Return the draft's words in small letters, spaces made one."""
    return re.sub(r"\s+", " ", scene.page.text[draft.begin : draft.stop].lower()).strip()
