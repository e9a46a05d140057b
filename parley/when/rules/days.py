"""Days counted from now or from another day, and ranges of days that have begun already."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from parley.when.draft import CLOCK, Draft, Scene, after_grain, words_of
from parley.when.rules.language import patterns_of

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
UNITS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
}


def in_some_days(draft: Draft, scene: Scene) -> Draft:
    """Take "in 3 days" and "in a fortnight" as the whole day, not as this hour of it."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if draft.kind != "instant" or draft.grain != "hour" or not known["elapsed"].search(words):
        return draft
    if not known["days_apart"].search(words) or known["clock_said"].search(words):
        return draft
    midnight = datetime.combine(draft.first.date(), time.min)
    return draft.ruled("whole day", start=midnight, end=after_grain(midnight, "day"), grain="day")


def elapsed(draft: Draft, scene: Scene) -> Draft:
    """Count "in 2 hours" as time that passes, whatever the clocks on the wall do meanwhile."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if draft.kind != "instant" or draft.grain not in CLOCK or not known["elapsed"].search(words):
        return draft
    if known["days_apart"].search(words) or known["clock_said"].search(words):
        return draft
    return draft.ruled("elapsed time", elapsed=True)


def not_begun(draft: Draft, scene: Scene) -> Draft:
    """Take "between Monday and Thursday", said on a Thursday, as the days that come."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if draft.kind != "range" or draft.grain != "day" or not known["between_days"].search(words):
        return draft
    if scene.prefer == "past" or not draft.start or draft.start >= scene.today:
        return draft
    coming = sorted(
        (each for each in draft.values if each.start and each.start >= scene.today), key=lambda each: str(each.start)
    )
    return draft.at(coming[0]).ruled("in the future") if coming else draft


def within_a_week(draft: Draft, scene: Scene) -> Draft:
    """Take "Monday to Wednesday next week" as days of one week: the engine begins it with the Monday before."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if draft.kind != "range" or draft.grain != "day" or not draft.start or not draft.end:
        return draft
    if draft.end - draft.start <= A_WEEK or not known["weekday_to_weekday"].search(words):
        return draft
    weeks = (draft.end - draft.start - A_DAY) // A_WEEK
    return draft.ruled("within a week", start=draft.start + weeks * A_WEEK)


def not_over(draft: Draft, scene: Scene) -> Draft:
    """Take "first thing", said later in the day, as tomorrow's, and "by 9am", said at 9:20, as until tomorrow's.

    "Wednesday at 10", said on a Wednesday at noon, is that of the week after.
    """
    if draft.kind == "range" and draft.start and draft.end and draft.end < draft.start:
        return draft.ruled("not over", end=draft.end + timedelta(days=1))
    over = draft.end is not None and draft.start is not None and draft.end <= scene.wall
    if draft.kind not in ("range", "instant") or not over or scene.prefer == "past":
        return draft
    if _names_a_weekday_alone(draft, scene):
        return draft.moved(A_WEEK).ruled("not over")
    return draft.moved(relativedelta(days=1)).ruled("not over") if draft.dateless else draft


def _names_a_weekday_alone(draft: Draft, scene: Scene) -> bool:
    """Return whether hours are those of today's weekday, without a word that ties them to this week or to a date."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if draft.grain not in CLOCK or not draft.start or draft.first.date() != scene.today.date():
        return False
    return bool(known["weekday"].search(words)) and not known["this_week"].search(words)


def from_a_day(draft: Draft, scene: Scene) -> Draft:
    """Add the weeks of "a week from Friday" and "Friday week" to the day."""
    cue = scene.cue("weeks from a day", draft.begin, draft.stop)
    if not cue or draft.kind == "duration" or draft.grain not in (*CLOCK, "day"):
        return draft
    count = patterns_of(scene.region.cldr.language).number(cue.said.get("count") or "1")
    begin, stop = min(draft.begin, cue.begin), max(draft.stop, cue.stop)
    moved = draft.moved(UNITS[cue.said["unit"].lower()] * count)
    return moved.ruled(cue.rule, begin=begin, stop=stop, doubt=None, choices=())
