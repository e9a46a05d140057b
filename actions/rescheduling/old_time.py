"""The time that a meeting has, as words speak of it while it is moved: "Friday, same time", "no, only 15 minutes"."""

import re
from datetime import datetime

from actions.booking.calendar import account
from actions.booking.drafted import wish_of
from actions.booking.in_hand import day_in_hand
from actions.forms.task import Task
from actions.rescheduling.move import WAS
from actions.turn import Turn
from parley.scheduling.courtesies import NO, YES, led_by
from parley.when import without

_SAME = re.compile(
    r",?\s*\b(?:(?:at|for) )?(?:the |its )?(?:same|usual|old) (?:time|hour)"
    r"(?: (?:as|like) (?:before|now|always|usual|the old one|it (?:is|was)(?: now| before)?))?\b"
    r"|\b(?:the )?same as (?:before|now|always|it (?:is|was)(?: now| before)?)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    rf"{led_by(NO, YES)}(?:(?:only|just|rather|make (?:it|that)(?: only| just)?|i meant?|by) )+(?:by )?(?P<length>.+)",
    re.IGNORECASE,
)
_AROUND = re.compile(r"\W|\b(?:an?|please|later|earlier|instead|then)\b", re.IGNORECASE)


def with_its_time(turn: Turn, task: Task, words: str) -> str:
    """Return words with the hour, or the moment, that they name by the meeting's own; as they stand where they do not.

    Its hour is that of the day that is named, or else of the day talked about. A length alone, such as `no, only 15
    minutes`, corrects the one by which it was moved.
    """
    if WAS not in task.draft:
        return words
    was = datetime.fromisoformat(task.draft[WAS]).astimezone(turn.zone(account(turn)))
    return _at_its_hour(turn, task, words, was) or _by_another_length(turn, task, words, was) or words


def _at_its_hour(turn: Turn, task: Task, words: str, was: datetime) -> str | None:
    if not _SAME.search(words):
        return None
    times = [one for one in turn.times(_SAME.sub(" ", words), account(turn), asked=True) if one.start]
    day = day_in_hand(turn, task)
    if not times and day:
        return f"{day:%-d %B %Y} at {was:%H:%M}"
    return f"{times[0].text} at {was:%H:%M}" if len(times) == 1 and times[0].grain == "day" else None


def _by_another_length(turn: Turn, task: Task, words: str, was: datetime) -> str | None:
    moved = _moved_to(task)
    said = _ONLY.fullmatch(words) if moved else None
    lengths = turn.times(said["length"], account(turn), asked=False) if said else []
    if not moved or not said or len(lengths) != 1 or lengths[0].duration is None:
        return None
    if _AROUND.sub("", without(said["length"], lengths).replace("|", "")):
        return None
    back = moved < was
    earlier = re.search(r"\bearlier\b", words, re.IGNORECASE) or (back and not re.search(r"\blater\b", words, re.I))
    then = was - lengths[0].duration if earlier else was + lengths[0].duration
    return f"{then:%-d %B %Y} at {then:%H:%M}"


def _moved_to(task: Task) -> datetime | None:
    """Return the moment that was chosen or wished for, whether it is free or not."""
    kept, wish = task.draft.get("start") or task.draft.get("overlapping"), wish_of(task)
    return datetime.fromisoformat(kept) if kept else wish.start if wish.exact else None
