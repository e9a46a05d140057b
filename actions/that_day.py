"""The day that words mean by "that day" or "that morning": of the time talked about, or of what was told last."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from actions.forms.task import Task
from actions.told_before import TELLING_TIMES, time_told
from actions.told_times import TOLD_TIMES, of_kept
from actions.turn import Turn
from parley.accounts.access import Account
from parley.scheduling.ranges import Range
from parley.scheduling.ruled_out import names_a_day
from parley.scheduling.wish import Wish

_THAT_DAY = re.compile(
    r"\b(?:(?:on|in|for) )?(?:that(?: same)?|the same) (?P<part>day|morning|afternoon|evening)\b(?! (?:after|before))",
    re.IGNORECASE,
)
# "Clear the morning", of a day that was just told of.
_PART_OF_IT = re.compile(r"\bthe (?:whole |entire )?(?P<part>morning|afternoon|evening)\b(?! of\b)", re.IGNORECASE)
_PARTS = {"morning": " in the morning", "afternoon": " in the afternoon", "evening": " in the evening"}
# Which slot keeps the time talked about in a task under way.
_HELD = {"booking_form": "booking", "reschedule_form": "rescheduling"}
_INSTANT = timedelta(microseconds=1)


def name_that_day(turn: Turn, account: Account) -> None:
    """Read the request with the day named that it means by "that day"; as it stands where it means none."""
    said = _THAT_DAY.search(turn.asked.text)
    if not said or _names_another(turn, account, said):
        return
    if day := _day(turn, account):
        named = f"on {day:%-d %B %Y}{_PARTS.get(said['part'].lower(), '')}"
        before, behind = turn.asked.text[: said.start()], turn.asked.text[said.end() :]
        turn.asked = replace(turn.asked, text=f"{before}{named}{behind}")


def part_of_that_day(turn: Turn, account: Account, words: str) -> str:
    """Return words with the day talked about beside the part that they name of it: "clear the morning of 4 December".

    As they stand where they name a day, or none that is still to come is talked about.
    """
    said = _PART_OF_IT.search(words)
    if not said or _names_another(turn, account, said):
        return words
    day = _day(turn, account)
    if day is None or day < turn.now.astimezone(turn.zone(account)).date():
        return words
    return f"{words[: said.end()]} of {day:%-d %B %Y}{words[said.end() :]}"


def _names_another(turn: Turn, account: Account, said: re.Match[str]) -> bool:
    rest = f"{said.string[: said.start()]}|{said.string[said.end() :]}"
    return any(names_a_day(one.text) for one in turn.times(rest, account, asked=False))


def _day(turn: Turn, account: Account) -> date | None:
    """Return the day in hand in the task under way, else the one that the last answer was about."""
    zone = turn.zone(account)
    if moment := _in_hand(turn):
        return moment.astimezone(zone).date()
    if turn.did_before(*TELLING_TIMES) and (told := time_told(turn, account)):
        return only_day([told], zone)
    return only_day(of_kept(turn.slot(TOLD_TIMES)), zone)


def _in_hand(turn: Turn) -> datetime | None:
    task = Task.of(turn.slot(_HELD[turn.form])) if turn.form in _HELD else None
    draft = task.draft if task else {}
    chosen, was = (datetime.fromisoformat(draft[one]) if draft.get(one) else None for one in ("start", "was"))
    return chosen or Wish.of(draft.get("wish")).start or was


def only_day(told: Sequence[Range], zone: tzinfo) -> date | None:
    """Return the day that all of these stretches lie on; None when there are several, or no stretch."""
    days = {one.astimezone(zone).date() for start, end in told for one in (start, max(start, end - _INSTANT))}
    return days.pop() if len(days) == 1 else None
