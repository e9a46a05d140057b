"""Hours and minutes: where a range of them ends, and which half of the day is meant."""

from datetime import datetime, time, timedelta

from parley.when.draft import CLOCK, Draft, Scene, words_of
from parley.when.rules.language import patterns_of

HALF_A_DAY = timedelta(hours=12)
A_DAY = timedelta(days=1)
GRAINS = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
# An hour said bare is meant between these: 1 to 6 are in the afternoon, 8 to 12 are not late in the evening.
EARLIEST, LATEST = 7, 20


def end_without_the_extra_grain(draft: Draft, scene: Scene) -> Draft:
    """End "3-4pm" at 16:00: the engine counts the last hour, minute or second in."""
    if draft.kind != "range" or draft.grain not in GRAINS or not _ends_on_a_clock(draft, scene):
        return draft
    return draft.ruled("clock end", end=draft.end and draft.end - GRAINS[draft.grain])


def half_of_the_day_from_the_end(draft: Draft, scene: Scene) -> Draft:
    """Begin "between 3:30-4:30pm" at 15:30: the half of the day is said once, at the end."""
    if draft.kind != "range" or draft.grain not in CLOCK or not (draft.start and draft.end):
        return draft
    known = patterns_of(scene.region.cldr.language).words
    later = draft.start + HALF_A_DAY
    if (
        draft.start.hour < 12
        and known["pm_at_end_alone"].search(words_of(draft, scene))
        and later < draft.end <= later + HALF_A_DAY
    ):
        return draft.ruled("half of the day from the end", start=later)
    return draft


def as_written(draft: Draft, scene: Scene) -> Draft:
    """Take "09:00", said in the afternoon, as 9:00: an hour with a zero before it is on 24 hours (ISO 8601)."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    written = known["zero_hour"].search(words)
    if not written or draft.grain not in CLOCK or known["second_half"].search(words):
        return draft
    second_half = int(written["hour"]) + 12, int(written["minute"] or 0)
    if draft.start and _clock(draft.start) == second_half:
        return draft.moved(_to_the_morning(draft.start, scene, again=draft.dateless)).ruled("hour as written")
    if draft.end and _clock(draft.end) == second_half:
        return draft.ruled("hour as written", end=draft.end + _to_the_morning(draft.end, scene, again=True))
    return draft


def _clock(moment: datetime) -> tuple[int, int]:
    return moment.hour, moment.minute


def _to_the_morning(moment: datetime, scene: Scene, *, again: bool) -> timedelta:
    """Return how far away the morning's hour is: the one of the next day when this is over and comes `again`."""
    over = moment - HALF_A_DAY <= scene.wall and scene.prefer == "future"
    return HALF_A_DAY if over and again else -HALF_A_DAY


def waking_hours(draft: Draft, scene: Scene) -> Draft:
    """Take "tomorrow at 3" as 15:00 and, at ten in the morning, "at 9" as 9:00 tomorrow, not 21:00."""
    if draft.kind == "duration" or draft.grain not in CLOCK or not _is_bare(draft, scene):
        return draft
    start, end = draft.start, draft.end
    by = _wake(start or end or draft.first, draft)
    if start and end:
        end = _after(start + by, end + by)
    if by or end != draft.end:
        return draft.ruled("waking hours", start=start and start + by, end=end if start and end else end and end + by)
    return draft


def from_its_day(draft: Draft, scene: Scene) -> Draft:
    """Begin "before 10 tomorrow" with that day: what is today is not before it. "Before Friday" begins nowhere."""
    known = patterns_of(scene.region.cldr.language).words
    if draft.kind != "open range" or draft.start or not draft.end or draft.grain not in CLOCK or draft.dateless:
        return draft
    if not known["hour_first"].search(words_of(draft, scene)):
        return draft
    begin = datetime.combine((draft.end - GRAINS["second"]).date(), time.min)  # Midnight ends the day before it.
    return draft.ruled("from the day's start", kind="range", start=begin)


def _wake(moment: datetime, draft: Draft) -> timedelta:
    if moment.hour < EARLIEST:
        return HALF_A_DAY
    return HALF_A_DAY if moment.hour >= LATEST and draft.dateless else timedelta()


def _after(start: datetime, end: datetime) -> datetime:
    while end - start > HALF_A_DAY:
        end -= HALF_A_DAY
    while end <= start:
        end += HALF_A_DAY
    return end


def _is_bare(draft: Draft, scene: Scene) -> bool:
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if known["elapsed"].search(words) and not known["clock_said"].search(words):
        return False
    words = known["counted"].sub("", words)  # the numbers of "in 2 hours" are no hours of the day
    return bool(known["clock_number"].search(words)) and not known["half_of_day"].search(words)


def _ends_on_a_clock(draft: Draft, scene: Scene) -> bool:
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if known["no_clock_end"].search(words):
        return False
    return bool(known["until_clock"].search(words) or known["for_long"].search(words))
