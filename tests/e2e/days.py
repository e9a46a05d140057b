"""Days in words, for conversations that are played on any day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SUNDAY = 6
# Where a new week begins while it is still Sunday here.
TOKYO = ZoneInfo("Asia/Tokyo")


def words_of_days(zone: ZoneInfo, now: datetime) -> dict[str, str]:
    """What stands for each name in a conversation: days as the bot says them to British eyes, and as people type."""
    today = now.astimezone(zone).date()
    monday, in_tokyo = _next_monday(today), _next_monday(now.astimezone(TOKYO).date())
    days = {"today": today, "tomorrow": today + DAY, "sunday": today + DAY * ((SUNDAY - today.weekday() - 1) % 7 + 1)}
    said = {name: _said(day) for name, day in days.items()}
    # Far enough ahead to be no "tomorrow".
    far = monday + 7 * DAY
    typed = {"wrong_weekday": f"{far + DAY:%A} {far.day} {far:%B}", "right_day": _said(far)}
    forward, back = _changes(today)
    return {
        **said,
        **typed,
        "next_week": _said_range(monday, monday + 6 * DAY),
        "next_week_in_tokyo": _said_range(in_tokyo, in_tokyo + 6 * DAY),
        "monday_to_wednesday": _said_range(monday, monday + 2 * DAY),
        "thursday": _said(monday + 3 * DAY),
        "week_after": _said_range(monday + 7 * DAY, monday + 13 * DAY),
        "clocks_go_forward": f"{forward.day} {forward:%B %Y}",
        "clocks_go_back": f"{back.day} {back:%B %Y}",
    }


def _next_monday(day: date) -> date:
    return day + DAY * (7 - day.weekday())


def _changes(today: date) -> tuple[date, date]:
    """The next days on which New York's clocks go forward and back: second Sunday of March, first of November."""
    forward = (_sunday(date(year, 3, 8)) for year in (today.year, today.year + 1))
    back = (_sunday(date(year, 11, 1)) for year in (today.year, today.year + 1))
    return next(day for day in forward if day > today + DAY), next(day for day in back if day > today + DAY)


def _sunday(day: date) -> date:
    return day + DAY * ((SUNDAY - day.weekday()) % 7)


def _said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _said_range(first: date, last: date) -> str:
    if first.year != last.year:
        return f"{_said(first)} {first.year} – {_said(last)} {last.year}"
    start = f"{first:%a} {first.day}" if first.month == last.month else _said(first)
    return f"{start} – {_said(last)}"
