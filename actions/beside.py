"""The stretch of time beside the one that was told last: "the day after that", "the week before"."""

import re
from datetime import datetime, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from actions.stretches import Stretch
from actions.told_before import time_told
from actions.turn import Turn
from parley.accounts.access import Account
from parley.when.wall import day_start

A_DAY = timedelta(days=1)
_STEPS = {"day": relativedelta(days=1), "week": relativedelta(weeks=1), "month": relativedelta(months=1)}
_BESIDE = re.compile(
    r"\b(?:the )?(?P<unit>day|week|month) (?P<way>after|before)\b(?: (?:that|it|this|then))?(?=[\s?!.,]*$)"
    r"|\bthe following (?P<next>day|week|month)\b",
    re.IGNORECASE,
)


def says_beside(text: str) -> bool:
    """Return whether the words go by a time that was told before."""
    return _BESIDE.search(text) is not None


def beside_told(turn: Turn, account: Account) -> Stretch | None:
    """Return what lies beside the time that was told last; None when the words ask for no such, or nothing was told."""
    said = _BESIDE.search(turn.asked.text)
    told = time_told(turn, account) if said else None
    if not said or not told:
        return None
    unit = (said["unit"] or said["next"]).lower()
    return _beside(*told, unit, back=(said["way"] or "").lower() == "before")


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
