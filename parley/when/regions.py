"""What differs between the regions of a language: order of day and month, first day of the week, the clock, words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from parley.when.language import DEFAULT_LANGUAGE, Table, data, has_language, locale_of

Clock = Literal["12h", "24h"]
# Without a locale: day before month with the month in letters, which nobody misreads, and 24 hours.
DEFAULT_LOCALE = "en-GB"


@dataclass(frozen=True)
class Region:
    """How a region writes time; `first_weekday` is 0 for Monday, as `date.weekday()` counts."""

    locale: str
    day_first: bool
    first_weekday: int
    twelve_hours: bool

    @property
    def cldr(self) -> Locale:
        """Return CLDR's names of days, months and units."""
        return locale_of(self.locale)

    @property
    def language(self) -> Table:
        """Return the words and patterns of its language."""
        return data(self.cldr.language)

    @property
    def words(self) -> dict[str, str]:
        """Return what people of the region say, in words that the whole language knows."""
        own = self.language.get("regions", {}).get(self.cldr.territory or "", {})
        return {**self.language["words"], **own.get("words", {})}


def region_of(locale: str | None) -> Region:
    """Return the region of a locale such as `en-GB`, `en_us` or `EN`.

    One that is not known is taken as the nearest: the language where CLDR thinks it most spoken (`en` is `en-US`), else
    the same territory in a language that is known (`de-IE` is `en-IE`), else DEFAULT_LOCALE, as it is for None.
    """
    return next(region for code in _nearest(locale or "") if (region := _region(code)))


def _nearest(locale: str) -> Iterator[str]:
    language, _, territory = locale.strip().split(".")[0].replace("_", "-").partition("-")
    language, territory = language.lower(), territory.rpartition("-")[2].upper()
    if has_language(language):
        yield f"{language}-{territory}"
        yield f"{language}-{get_global('likely_subtags')[language].rpartition('_')[2]}"
    yield f"{DEFAULT_LANGUAGE}-{territory}"
    yield DEFAULT_LOCALE


@cache
def _region(locale: str) -> Region | None:
    try:
        cldr = locale_of(locale)
    except (ValueError, UnknownLocaleError):
        return None
    short, hours = cldr.date_formats["short"].pattern, cldr.time_formats["short"].pattern
    return Region(
        locale=locale,
        day_first=short.index("d") < short.index("M"),
        first_weekday=cldr.first_week_day,
        twelve_hours="a" in hours,
    )
