"""The time that is wished for when something is booked or moved, before it is known whether it is free."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from parley.scheduling.kept import as_json, of_json
from parley.scheduling.openings import Part, part_of_day
from parley.scheduling.ranges import Range
from parley.scheduling.ruled_out import A_DAY, NOTHING, RuledOut

A_MINUTE = timedelta(minutes=1)
type Time = tuple[datetime] | Range  # a moment, or a stretch


@dataclass(frozen=True)
class Wish:
    """A moment, a stretch, or one of several readings; with none of them, any time from now on.

    Moments are aware, and `end` is exclusive; a stretch without one goes on.
    """

    start: datetime | None = None
    end: datetime | None = None
    text: str = ""  # the words that it was said in
    exact: bool = False  # the moment `start`, and no other
    among: tuple[Time, ...] = ()  # what the words may mean, which is asked
    only: tuple[Range, ...] = ()  # the days of a wish that is for several: "Tuesday or Thursday"
    part: Part | None = None  # of each day
    without: RuledOut = NOTHING  # what does not suit
    unnamed: bool = False  # a moment that the words led to and did not name: "whichever is earliest", "an hour later"

    @classmethod
    def at(cls, start: datetime, text: str = "", *, unnamed: bool = False) -> Self:
        """Return the wish for a moment."""
        return cls(start, text=text, exact=True, unnamed=unnamed)

    @classmethod
    def between(cls, start: datetime, end: datetime, text: str = "") -> Self:
        """Return the wish for a time between two moments, or at one that is both."""
        return cls(start, end, text, exact=start == end)

    @classmethod
    def on(cls, day: date, part: Part | None, zone: ZoneInfo) -> Self:
        """Return the wish for a day, or for a part of it."""
        start = datetime.combine(day, time(), zone)
        return cls.between(*(part_of_day(day, part, zone) if part else (start, start + A_DAY)))

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Self:
        """Return the wish that was kept, the one for any time where none was. ValueError for anything else."""
        # What a wish does not say may be kept as null.
        return of_json(cls, {name: value for name, value in (kept or {}).items() if value is not None})

    def kept(self) -> dict[str, Any]:
        """Return the wish as JSON, without what it does not say: a turn of another version may read it."""
        unsaid = [name for name in ("start", "end", "among", "only", "part", "without") if not getattr(self, name)]
        return {name: value for name, value in as_json(self).items() if name not in unsaid}

    @property
    def span(self) -> Range | None:
        """Return when it is, in UTC, where moments compare exactly; None where it has no end or several readings."""
        end = self.end or (self.start + A_MINUTE if self.start and self.exact else None)
        return (self.start.astimezone(UTC), end.astimezone(UTC)) if self.start and end else None
