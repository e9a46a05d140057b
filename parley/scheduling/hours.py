"""Working hours: the rules of a schedule, laid over days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parley.calendly.models import AvailabilityRule, AvailabilitySchedule, Interval
from parley.scheduling.ranges import Range, common, merged

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIDNIGHT = time()


def usual(schedules: Sequence[AvailabilitySchedule]) -> AvailabilitySchedule | None:
    """Return the schedule that holds where nothing else is said; None of none."""
    return next((one for one in schedules if one.default), schedules[0] if schedules else None)


def open_hours(rules: Sequence[AvailabilityRule], zone: ZoneInfo, within: Range) -> list[Range]:
    """Return when these rules are open inside a range, in UTC, the earliest first."""
    day, last = within[0].astimezone(zone).date(), within[1].astimezone(zone).date()
    days = [day + timedelta(days=passed) for passed in range((last - day).days + 1)]
    opened = [_span(hours, one, zone) for one in days for hours in _on(rules, one)]
    return common(merged(span for span in opened if span), [(within[0].astimezone(UTC), within[1].astimezone(UTC))])


def _on(rules: Sequence[AvailabilityRule], day: date) -> list[Interval]:
    """Return a day's hours; those of the date go before those of the weekday."""
    dated = [rule for rule in rules if rule.type == "date" and rule.date == day.isoformat()]
    weekly = [rule for rule in rules if rule.type == "wday" and rule.wday == WEEKDAYS[day.weekday()]]
    return [hours for rule in dated or weekly for hours in rule.intervals]


def _span(hours: Interval, day: date, zone: ZoneInfo) -> Range | None:
    if not hours.start or not hours.end:
        return None
    start, end = _moment(hours.start, day, zone), _moment(hours.end, day, zone)
    if end <= start and hours.end == "00:00":
        end = _moment("24:00", day, zone)
    return (start, end)


def _moment(text: str, day: date, zone: ZoneInfo) -> datetime:
    """Return a local time in UTC; one that comes twice is the first, one that is skipped comes after the gap."""
    if text.startswith("24:"):
        return datetime.combine(day + timedelta(days=1), MIDNIGHT, zone).astimezone(UTC)
    return datetime.combine(day, time.fromisoformat(text), zone).astimezone(UTC)
