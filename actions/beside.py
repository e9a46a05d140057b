"""The stretch of time beside the one that was told last: "the day after that", "the week before"."""

import re
from datetime import datetime, timedelta, tzinfo

from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from actions.stretches import Stretch
from actions.told_before import time_told
from actions.turn import Turn
from parley.accounts.access import Account
from parley.scheduling.common_words import WEEKDAY
from parley.when.wall import day_start

A_DAY = timedelta(days=1)
_STEPS = {"day": relativedelta(days=1), "week": relativedelta(weeks=1), "month": relativedelta(months=1)}
_LEAD = re.compile(r"\b(?:and|ok(?:ay)?|so|then|what about|how about|on|in)\b", re.IGNORECASE)
_WEEKDAYS = {"mon": MO, "tue": TU, "wed": WE, "thu": TH, "fri": FR, "sat": SA, "sun": SU}
BESIDE = re.compile(
    r"\b(?:the )?(?P<unit>day|week|month) (?P<way>after|before)\b(?: (?:that|it|this|then))?(?=[\s?!.,]*$)"
    r"|\bthe following (?P<next>day|week|month)\b"
    rf"|\bthe (?P<weekday>{WEEKDAY}) (?:after|following)(?: (?:that|it|this|then))?"
    r"(?=[\s?!.,]*$)",
    re.IGNORECASE,
)


def says_beside(text: str) -> bool:
    """Return whether the words go by a time that was told before."""
    return BESIDE.search(text) is not None


def is_beside(text: str) -> bool:
    """Return whether the words are no more than such a time: `what about the monday after?`."""
    found = BESIDE.search(text)
    return found is not None and not _LEAD.sub("", text[: found.start()]).strip(" ,.!")


def beside_told(turn: Turn, account: Account) -> Stretch | None:
    """Return what lies beside the time that was told last; None when the words ask for no such, or nothing was told."""
    said = BESIDE.search(turn.asked.text)
    told = time_told(turn, account) if said else None
    if not said or not told:
        return None
    if said["weekday"]:
        return _weekday_after(told[1], said["weekday"].lower())
    unit = (said["unit"] or said["next"]).lower()
    return _beside(*told, unit, back=(said["way"] or "").lower() == "before")


def _weekday_after(end: datetime, name: str) -> Stretch:
    zone: tzinfo = end.tzinfo  # type: ignore[assignment]
    last = (end - timedelta(microseconds=1)).date()
    day = last + relativedelta(days=1, weekday=_WEEKDAYS[name[:3]])
    return Stretch(day_start(day, zone), day_start(day + A_DAY, zone))


def _beside(start: datetime, end: datetime, unit: str, *, back: bool) -> Stretch:
    """Return the day, week or month before or behind; of a part of a week or month, the whole ones beside it."""
    zone: tzinfo = start.tzinfo  # type: ignore[assignment]
    first, behind = start.date(), (end - timedelta(microseconds=1)).date() + A_DAY
    if behind < first + _STEPS[unit]:
        first = first - timedelta(days=first.weekday()) if unit == "week" else first.replace(day=1)
        behind = first + _STEPS[unit]
    near = first if back else behind
    far = near - _STEPS[unit] if back else near + _STEPS[unit]
    first, last = sorted((near, far))
    return Stretch(day_start(first, zone), day_start(last, zone))
