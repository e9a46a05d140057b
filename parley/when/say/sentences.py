"""Moments and ranges in words, as one person reads them, or two in different zones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from parley.when.regions import Clock, Region, region_of
from parley.when.say.days import say_day, say_days
from parley.when.say.durations import say_duration
from parley.when.say.hours import say_hour, say_hours
from parley.when.say.letters import say_zone
from parley.when.wall import offset_of

Range = tuple[datetime, datetime]
Days = tuple[date, date]
Sayable = datetime | Range | date | Days | timedelta


@dataclass(frozen=True)
class _Reader:
    """Who reads: where, as of which day, and how they write time."""

    zone: tzinfo
    today: date
    region: Region
    twelve_hours: bool

    def day(self, moment: datetime) -> str:
        return say_day(moment.date(), self.today, self.region)

    def hour(self, moment: datetime) -> str:
        return say_hour(moment, self.region, twelve_hours=self.twelve_hours)

    def fill(self, pattern: str, **parts: str) -> str:
        return str(self.region.language["say"][pattern].format(**parts))


def say(
    what: Sayable,
    now: datetime,
    zone: ZoneInfo,
    locale: str | None = None,
    clock: Clock | None = None,
    *,
    their_zone: ZoneInfo | None = None,
) -> str:
    """Return a moment, a range of moments, a day, a range of days (both ends included) or a duration in words.

    `Tomorrow, Tue 24 Nov, 15:00–15:30 CET` in Europe/Berlin for en-GB, `Tue, Nov 24, 9:00–9:30 AM EST` in
    America/New_York for en-US. Moments are aware; `now` tells which day is today. `clock` is the person's own choice of
    12 or 24 hours, else it is the locale's. With `their_zone`, the other side's times follow when their clocks differ.
    """
    region = region_of(locale)
    if isinstance(what, timedelta):
        return say_duration(what, region)
    reader = _reader(now, zone, region, clock)
    them = _reader(now, their_zone, region, clock) if their_zone else None
    if isinstance(what, tuple):
        return _say_pair(what, reader, them)
    if isinstance(what, datetime):
        return _say_both((what, what), reader, them)
    return say_day(what, reader.today, region)


def say_there(
    span: Range, now: datetime, zone: tzinfo, there: tzinfo, locale: str | None = None, clock: Clock | None = None
) -> str | None:
    """Return a range as it is `there`, with the day only where that is another one; None where the clocks are the same.

    A moment is a range that ends where it begins.
    """
    region = region_of(locale)
    mine, them = _reader(now, zone, region, clock), _reader(now, there, region, clock)
    return None if _same_clocks(span, zone, there) else _say_theirs(span, mine, them)


def _reader(now: datetime, zone: tzinfo, region: Region, clock: Clock | None) -> _Reader:
    twelve_hours = clock == "12h" if clock else region.twelve_hours
    return _Reader(zone, now.astimezone(zone).date(), region, twelve_hours)


def _say_pair(pair: Range | Days, reader: _Reader, them: _Reader | None) -> str:
    first, last = pair
    if isinstance(first, datetime) and isinstance(last, datetime):
        return _say_both((first, last), reader, them)
    return say_days(first, last, reader.today, reader.region)


def _say_both(span: Range, reader: _Reader, them: _Reader | None) -> str:
    mine = _say_span(span, reader)
    if them is None or _same_clocks(span, reader.zone, them.zone):
        return mine
    return reader.fill("both", mine=mine, theirs=_say_theirs(span, reader, them))


def _say_theirs(span: Range, reader: _Reader, them: _Reader) -> str:
    days = [[moment.astimezone(side.zone).date() for moment in span] for side in (reader, them)]
    return _say_span(span, them) if days[0] != days[1] or days[0][0] != days[0][1] else _times(span, them)


def _say_span(span: Range, reader: _Reader) -> str:
    start, end = (moment.astimezone(reader.zone) for moment in span)
    if start.date() == end.date():
        return reader.fill("on_day", day=reader.day(start), times=_times(span, reader))
    return _in_full("range_over_days", start, end, reader)


def _times(span: Range, reader: _Reader) -> str:
    """Return the times of day of a span within a day."""
    start, end = (moment.astimezone(reader.zone) for moment in span)
    zone = say_zone(end, reader.region)
    if start.timestamp() == end.timestamp():
        return reader.fill("at", hour=reader.hour(start), zone=zone)
    if offset_of(start) != offset_of(end) or say_zone(start, reader.region) != zone:
        return _in_full("range_in_full", start, end, reader)
    first, last = say_hours(start, end, reader.region, twelve_hours=reader.twelve_hours)
    return reader.fill("range", first=first, last=last, zone=zone)


def _in_full(pattern: str, start: datetime, end: datetime, reader: _Reader) -> str:
    """Return a span whose two ends each have their zone, and their offset when the clocks change between them."""
    changed = offset_of(start) != offset_of(end)
    return reader.fill(
        pattern,
        day=reader.day(start),
        first=reader.hour(start),
        first_zone=say_zone(start, reader.region, exact=changed),
        last_day=reader.day(end),
        last=reader.hour(end),
        last_zone=say_zone(end, reader.region, exact=changed),
    )


def _same_clocks(span: Range, mine: tzinfo, theirs: tzinfo) -> bool:
    return all(offset_of(at.astimezone(mine)) == offset_of(at.astimezone(theirs)) for at in span)
