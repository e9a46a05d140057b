"""Days that are counted by the calendar: "week 50", "in three working days", "Friday 11"."""

from datetime import datetime, timedelta

from parley.when.draft import Scene
from parley.when.rules.language import Patterns, patterns_of

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
SATURDAY = 5
# As far as a day of the month is told by its weekday. Beyond that it is an hour.
AHEAD = timedelta(days=35)

Written = tuple[int, int, str, str]  # from where to where, in which words, by which rule


def counted(scene: Scene) -> list[Written]:
    """Return what of the page an engine reads better as a date, in the order of the page."""
    known = patterns_of(scene.region.cldr.language)
    return sorted((*_weeks(scene, known), *_working_days(scene, known), *_days_of_the_month(scene, known)))


def _weeks(scene: Scene, known: Patterns) -> list[Written]:
    """Return weeks by their number (ISO 8601): the one that comes, or has been where the past is meant."""
    return [
        (*found.span(), f"week of {monday:%Y-%m-%d}", "number of a week")
        for found in known.words["week_number"].finditer(scene.page.text)
        if (monday := _monday(int(found["number"]), scene))
    ]


def _monday(number: int, scene: Scene) -> datetime | None:
    years = range(scene.wall.year - 1, scene.wall.year + 3)
    mondays = [datetime.fromisocalendar(year, number, 1) for year in years if _has(year, number)]
    if scene.prefer == "past":
        return max((each for each in mondays if each <= scene.today), default=None)
    return min((each for each in mondays if each + A_WEEK > scene.today), default=None)


def _has(year: int, number: int) -> bool:
    return number <= datetime(year, 12, 28).isocalendar().week


def _working_days(scene: Scene, known: Patterns) -> list[Written]:
    said = known.words["working_days"].finditer(scene.page.text)
    found = [(each, known.number(each["count"] or each["count2"])) for each in said]
    return [(*each.span(), f"{_working_day(count, scene):%Y-%m-%d}", "working days") for each, count in found]


def _working_day(count: int, scene: Scene) -> datetime:
    day = scene.today
    while count > 0:
        day += A_DAY
        count -= day.weekday() < SATURDAY
    return day


def _days_of_the_month(scene: Scene, known: Patterns) -> list[Written]:
    """Return weekdays with a number that is their day of the month: "Friday 11"; of any other it is an hour."""
    found = []
    for match in known.words["weekday_and_number"].finditer(scene.page.text):
        weekday = known.lists["weekdays"].index(match["day"].lower())
        days = (scene.today + A_DAY * ahead for ahead in range(AHEAD.days))
        if day := next((one for one in days if (one.weekday(), one.day) == (weekday, int(match["number"]))), None):
            found.append((*match.span(), f"{day:%Y-%m-%d}", "weekday and day of the month"))
    return found
