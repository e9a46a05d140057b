"""When somebody wants a digest, and of what, in their words."""

import re
from collections.abc import Callable, Sequence

from parley.reminders.digest import Covers
from parley.reminders.rules import Weekly
from parley.reminders.words import AFTERNOON, EVENING, MORNING
from parley.scheduling.common_words import WEEKDAY
from parley.when import Span

ALL_DAYS, WORKDAYS, WEEKEND = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6)
NOON, NIGHT, LATE = 12 * 60, 20 * 60, 16 * 60
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b", re.IGNORECASE)
_TO = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*(?:-|–|to|through|thru|till|until)\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*",
    re.IGNORECASE,
)
_WORKDAYS = re.compile(r"\b(?:week ?days?|work(?:ing)? ?days?|business days?)\b", re.IGNORECASE)
_WEEKEND = re.compile(r"\bweekends?\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:except|but not|not|without|no|don'?t|other than|skip|leave out)\b", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:also|too|as well|add)\b", re.IGNORECASE)
_DAILY = re.compile(
    r"\b(?:every|each) (?:single )?(?:day|morning|evening|night|afternoon)\b|\bdaily\b|\ba day\b"
    r"|\bmornings\b|\bevenings\b"
    r"|\b(?:morning|evening|night) (?:digest|summary|agenda|briefing|overview|schedule|message|rundown|preview|recap)\b"
    r"|\b(?:start|end) of (?:every|each|the|my) day\b",
    re.IGNORECASE,
)
_WEEKLY = re.compile(r"\bweekly\b|\bonce a week\b|\b(?:every|each) week\b", re.IGNORECASE)
_RARER = re.compile(
    r"\b(?:every|each) (?:other|second|2nd|two|three|2|3|\d+ )\b|\bfortnight\w*|\bbi-?weekly\b|\bmonth(?:ly|s)?\b"
    r"|\bhourly\b"
    rf"|\b(?:first|last) {WEEKDAY}\b|\bevery hour\b|\byearly\b",
    re.IGNORECASE,
)
_PARTS = (
    (re.compile(r"\bevenings?\b|\bend of (?:each|every|the|my) (?:work ?)?day\b", re.IGNORECASE), EVENING),
    (re.compile(r"\bnights?\b|\btonight\b", re.IGNORECASE), NIGHT),
    (re.compile(r"\bafternoons?\b", re.IGNORECASE), AFTERNOON),
    (re.compile(r"\bnoon\b|\blunch\b|\bmidday\b", re.IGNORECASE), NOON),
    (re.compile(r"\bmornings?\b|\bbreakfast\b|\bcoffee\b", re.IGNORECASE), MORNING),
)
_LATER_HALF = re.compile(r"\b(?:evenings?|nights?|afternoons?)\b|\bend of\b", re.IGNORECASE)
_HALF_SAID = re.compile(r"\d\s*[ap]\.?m\b|\b(?:am|pm|noon|midnight)\b|\b(?:1[3-9]|2[0-3]|0\d)\b", re.I)
_TELLING: tuple[tuple[re.Pattern[str], Callable[[Weekly], bool]], ...] = (
    (re.compile(r"\b(?:daily|every day|weekdays?)\b", re.IGNORECASE), lambda rule: len(rule.weekdays) > 2),
    (re.compile(r"\b(?:weekly|every week)\b", re.IGNORECASE), lambda rule: len(rule.weekdays) == 1),
    (re.compile(r"\bmornings?\b", re.IGNORECASE), lambda rule: rule.wall < NOON),
    (re.compile(r"\b(?:evenings?|nights?|nightly)\b", re.IGNORECASE), lambda rule: rule.wall >= LATE),
)
_KIND = re.compile(
    r"\b(?:daily|weekly|nightly|morning|evening|night) "
    r"(?=(?:digest|summary|agenda|briefing|overview|schedule|message|rundown|preview|recap)\b)",
    re.IGNORECASE,
)
_TOMORROW = re.compile(r"\btomorrow(?:'s)?\b|\bnext day\b|\bfollowing day\b|\bday ahead\b", re.IGNORECASE)
_WEEK = re.compile(r"\b(?:week(?:'s|ly)?|(?:coming|next) week)\b", re.IGNORECASE)
_DAY = re.compile(r"\btoday(?:'s)?\b|\b(?:my|the|that) day\b|\bday's\b|\brecap\b", re.IGNORECASE)


def is_rarer(text: str) -> bool:
    """Return whether the words ask for something that does not come every week, or for every hour."""
    return _RARER.search(text) is not None


def days_in(text: str) -> tuple[int, ...] | None:
    """Return the days of the week that the words name, 0 for Monday; None when they name none."""
    named = _named(text)
    if _WEEKEND.search(text):
        return WORKDAYS if _BUT.search(text) else tuple(sorted({*WEEKEND, *named}))
    if named:
        but = _BUT.search(text)
        if but and _WORKDAYS.search(text):
            return tuple(day for day in WORKDAYS if day not in named)
        return tuple(day for day in ALL_DAYS if day not in named) if but and _DAILY.search(text) else named
    if _WORKDAYS.search(text):
        return WORKDAYS
    if _DAILY.search(text):
        return ALL_DAYS
    return (0,) if _WEEKLY.search(text) else None


def days_changed(text: str, before: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the days that words make of those `before`: without some, with some more, or others; None when the same.

    None of them is left where all are left out.
    """
    whole = _DAILY.search(text) or _WORKDAYS.search(text)
    named = {*_named(text), *(WEEKEND if _WEEKEND.search(text) else ())}
    if named and not whole and is_exception(text):
        return tuple(day for day in before if day not in named)
    if named and _ALSO.search(text):
        return tuple(sorted({*before, *named}))
    return days_in(text)


def names_days(text: str) -> bool:
    """Return whether the words name days of the week."""
    return days_in(text) is not None


def tells_one(text: str) -> bool:
    """Return whether the words tell one digest from others: "the evening one"."""
    return bool(_named(text)) or any(pattern.search(text) for pattern, _ in _TELLING)


def wall_in(text: str, spans: Sequence[Span], before: int | None = None) -> int | None:
    """Return the minute of the day that the words name; None when they name none.

    A bare hour is one of the morning, and one of the evening where the digest was in the evening `before`.
    """
    for span in spans:
        if span.start and span.end and (span.end - span.start).total_seconds() <= 3600 and span.grain != "day":
            return _in_its_half(text, span.start.hour * 60 + span.start.minute, before)
    return next((wall for pattern, wall in _PARTS if pattern.search(text)), None)


def covers_in(text: str, rule: Weekly) -> Covers:
    """Return what a digest by this rule is to cover: said, or what fits the time."""
    if said := covers_said(text):
        return said
    if len(rule.weekdays) == 1:
        return "week"
    return "tomorrow" if rule.wall >= LATE else "day"


def covers_said(text: str) -> Covers | None:
    """Return what the words say that a digest is to cover."""
    if _TOMORROW.search(text):
        return "tomorrow"
    if _WEEK.search(text):
        return "week"
    return "day" if _DAY.search(text) else None


def without_kind(text: str) -> str:
    """Return words that change a digest without those that only tell which: "my daily summary" asks for no days."""
    return _KIND.sub("", text)


def fits(text: str, rule: Weekly) -> bool | None:
    """Return whether the words tell a digest by this rule from others: "the daily one"; None when they tell nothing."""
    told = [fit for pattern, fit in _TELLING if pattern.search(text)]
    checks = [fit(rule) for fit in told] + ([rule.weekdays == named] if (named := _named(text)) else [])
    return all(checks) if checks else None


def is_exception(text: str) -> bool:
    """Return whether the words leave out some days rather than all: "not on weekends"."""
    return bool(_WEEKEND.search(text) or _named(text)) and _BUT.search(text) is not None


def _in_its_half(text: str, minute: int, before: int | None) -> int:
    """Return the minute in the half of the day that is said, or that it was in before."""
    if _LATER_HALF.search(text):
        return minute % NOON + NOON
    if re.search(r"\bmornings?\b", text, re.IGNORECASE):
        return minute % NOON
    if _HALF_SAID.search(text):
        return minute
    if before is not None and before >= NOON:
        return minute % NOON + NOON
    return minute if minute // 60 == 12 else minute % NOON


def _named(text: str) -> tuple[int, ...]:
    days = {_NAMES.index(found[1].lower()) for found in _NAMED.finditer(text)}
    for found in _TO.finditer(text):
        first, last = (_NAMES.index(found[place].lower()) for place in (1, 2))
        days |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    return tuple(sorted(days))
