"""Dates: the one that the weekday fits, the nearest past or coming one, and the region's order of day and month."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from parley.when.draft import CLOCK, Choice, Draft, Scene, after_grain, words_of
from parley.when.rules.language import patterns_of

A_DAY = timedelta(days=1)
# Beyond this a date that its weekday fits is a coincidence of the calendar.
FITS_WITHIN = timedelta(days=366)
MAY_FIT_WITHIN = timedelta(days=3 * 366)
# A date so near is meant, and its weekday is the mistake.
NEAR = timedelta(days=120)
NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-]|\s*[ap]m)")

# "3.12." with its two dots is a day and a month wherever it is written; after "on" one dot is enough.
DOTTED = re.compile(
    r"(?<![\d./-])(\d{1,2})\.\s?(\d{1,2})\.(?![\d./-]|\s*[ap]\.?m\b)"
    r"|\bon\s+(\d{1,2})\.(\d{1,2})(?![\d.:/-]|\s*[ap]\.?m\b)",
    re.IGNORECASE,
)
AN_HOUR_BEFORE = re.compile(r"(?:\b(?:at|by|till?|until|before|after|from|around|about)|@)\s*$", re.IGNORECASE)


def weekday_and_date(draft: Draft, scene: Scene) -> Draft:
    """Ask when the weekday contradicts the coming date, as "Tuesday, January 10" does when that is a Sunday."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    weekday = known["weekday"].search(words)
    is_clock_range = draft.kind == "range" and draft.grain in CLOCK
    if not weekday or not draft.start or not known["month_day"].search(words):
        return draft
    if not is_clock_range and (draft.kind != "instant" or known["relative_day"].search(words)):
        return draft
    index = patterns_of(scene.region.cldr.language).lists["weekdays"].index(weekday["day"][:3])
    return _with_weekday(draft, scene, index, bool(known["year"].search(words)))


def _with_weekday(draft: Draft, scene: Scene, weekday: int, with_year: bool) -> Draft:
    if with_year:
        coming = draft.first
    else:
        years = (_in_year(draft.first, scene.wall.year + more) for more in range(-1, 5))
        dates = [each for each in years if each]
        fits = [each for each in dates if each.weekday() == weekday and abs(each - scene.today) <= FITS_WITHIN]
        if scene.prefer == "future":
            fits = [each for each in fits if each.date() >= scene.today.date()]
        if fits:
            best = min(fits, key=lambda each: abs(each - scene.today))
            return draft if best == draft.first else _at(draft, best).ruled("weekday and date")
        coming = next(each for each in dates if each.date() >= scene.today.date())
    if coming.weekday() == weekday:
        return draft
    readings = (
        [_choice(draft, each) for each in _fitting(draft.first, scene, weekday)]
        if not with_year and coming - scene.today > NEAR
        else []
    )
    near = coming + timedelta(days=(weekday - coming.weekday() + 3) % 7 - 3)
    readings += [_choice(draft, coming), _choice(draft, near)]
    return draft.asked("weekday contradicts the date", "weekday", *readings)


def _fitting(day: datetime, scene: Scene, weekday: int) -> list[datetime]:
    """Return the next date that the weekday fits, where that is not too far to be meant."""
    years = (_in_year(day, scene.wall.year + more) for more in range(1, 4))
    fits = [each for each in years if each and each.weekday() == weekday and each - scene.today <= MAY_FIT_WITHIN]
    return fits[:1]


def the_nearest(draft: Draft, scene: Scene) -> Draft:
    """Look back for "the 5th" or "October" when a list is asked for and that is nearer; a booking never looks back."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if scene.prefer == "future" or draft.kind != "instant" or not draft.start or len(draft.values) < 2:
        return draft
    if draft.grain == "day" and known["day_of_month"].search(words):
        return _nearer(draft, scene, _month_before(draft.start))
    is_date = known["month_day"].search(words) and not known["relative_day"].search(words)
    if draft.grain in ("day", "month") and is_date and not known["year"].search(words):
        earlier = _in_year(draft.start, draft.start.year - 1)
        # Of weeks people speak while they remember them.
        is_far = scene.cue("week of a day", draft.begin, draft.stop) and earlier and scene.today - earlier > NEAR
        return draft if is_far else _nearer(draft, scene, earlier)
    return draft


def quarter(draft: Draft, scene: Scene) -> Draft:
    """Take "Q1" for the one that comes, or is over where the past is meant; the engine knows only this year's."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if draft.grain != "quarter" or not draft.start or not known["quarter"].search(words) or known["year"].search(words):
        return draft
    years = (each for more in (-1, 0, 1) if (each := _in_year(draft.first, scene.wall.year + more)))
    if scene.prefer == "past":
        best = max(each for each in years if each <= scene.today)
    else:
        best = min(each for each in years if after_grain(each, "quarter") > scene.today)
    return draft if best == draft.first else _at(draft, best).ruled("the quarter meant")


def _nearer(draft: Draft, scene: Scene, earlier: datetime | None) -> Draft:
    if not earlier or not draft.start or draft.start <= scene.today:
        return draft
    if scene.today - earlier >= draft.start - scene.today:
        return draft
    return _at(draft, earlier).ruled("the nearest")


def _month_before(day: datetime) -> datetime | None:
    try:
        return day.replace(year=day.year - (day.month == 1), month=(day.month - 2) % 12 + 1)
    except ValueError:
        return None


def _in_year(day: datetime, year: int) -> datetime | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None


def _at(draft: Draft, start: datetime) -> Draft:
    return draft.moved(start - draft.first)


def _choice(draft: Draft, start: datetime) -> Choice:
    return Choice(start, _at(draft, start).end, f"{start:%A}")


def numeric(text: str, wall: datetime, *, day_first: bool) -> list[tuple[int, int, str]]:
    """Return where dates in numbers stand, such as 24.11.2026 or 13/5/27, each with the date as ISO 8601 has it.

    The region's order of day and month counts unless only the other one is a date. Three numbers with dots are a date
    only with a year near this one: they are a version otherwise, and come back as an empty text.
    """
    found = []
    for match in NUMERIC.finditer(text):
        first, sign, second, year = int(match[1]), match[2], int(match[3]), _year(match[4])
        day = _date(first, second, year, day_first)
        is_version = sign == "." and len(match[4]) == 2 and abs(year - wall.year) > 2
        if day and not is_version:
            found.append((*match.span(), day.isoformat()))
        elif sign == ".":
            found.append((*match.span(), ""))
    return found


def dotted(text: str, today: datetime, *, looks_back: bool) -> list[tuple[int, int, str]]:
    """Return where days and months stand as `3.12.` or "on 3.12", each as ISO 8601 has the date that comes.

    The day is first, wherever that is written. With `looks_back` it is the nearest date, which may be past.
    """
    found = []
    for match in DOTTED.finditer(text):
        day, month = (int(part) for part in match.groups() if part)
        dates = _dates(day, month, today)
        if dates and not AN_HOUR_BEFORE.search(text[: match.start()]):
            coming = [each for each in dates if each >= today]
            best = min(dates if looks_back else coming, key=lambda each: abs(each - today))
            found.append((match.start(1 if match[1] else 3), match.end(), best.date().isoformat()))
    return found


def _dates(day: int, month: int, today: datetime) -> list[datetime]:
    """Return that date in the years around today, as far as they have it."""
    years = range(today.year - 4, today.year + 5)  # 29 February
    return [datetime(year, month, day) for year in years if _is_date(year, month, day)]


def _is_date(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year > 70 else 2000)


def _date(first: int, second: int, year: int, day_first: bool) -> date | None:
    orders = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    for month, day in orders:
        try:
            return datetime.combine(date(year, month, day), time.min).date()
        except ValueError:
            continue
    return None
