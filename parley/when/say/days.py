"""Days in words."""

from datetime import date, timedelta

from parley.when.regions import Region

_RELATIVE = {0: "today", 1: "tomorrow", -1: "yesterday"}


def say_day(day: date, today: date, region: Region) -> str:
    """Return a day, e.g. `Today, Tue 24 Nov`, `Mon 4 Jan 2027`, or `Tue, Nov 24` in the United States."""
    words = region.language["say"]
    relative = _RELATIVE.get((day - today) // timedelta(days=1))
    said = _plain(day, region, with_year=day.year != today.year)
    return str(words[relative].format(day=said)) if relative else said


def say_days(first: date, last: date, today: date, region: Region) -> str:
    """Return whole days from the first to the last, e.g. `Mon 23 – Fri 27 Nov`."""
    if first == last:
        return say_day(first, today, region)
    words, years = region.language["say"], first.year != last.year
    end = _plain(last, region, with_year=years or last.year != today.year)
    if region.day_first and (first.year, first.month) == (last.year, last.month):
        start = words["without_month"].format(weekday=_weekday(first, region), day=first.day)
    else:
        start = _plain(first, region, with_year=years)
    return str(words["days"].format(first=start, last=end))


def _plain(day: date, region: Region, *, with_year: bool) -> str:
    order = "day_first" if region.day_first else "month_first"
    pattern: str = region.language["say"][f"{order}_year" if with_year else order]
    month = region.cldr.months["format"]["abbreviated"][day.month]
    return pattern.format(weekday=_weekday(day, region), day=day.day, month=month, year=day.year)


def _weekday(day: date, region: Region) -> str:
    return str(region.cldr.days["format"]["abbreviated"][day.weekday()])
