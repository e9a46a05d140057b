"""Times relative to the event in hand."""

from datetime import datetime, time, timedelta

from parley.when.draft import CLOCK, Choice, Cue, Draft, Scene, after_grain
from parley.when.rules.language import patterns_of
from parley.when.spans import Grain


def on_its_day(draft: Draft, scene: Scene) -> Draft:
    """Take "move it to 4" on the day of the event, when no day is said."""
    if not scene.about or draft.elapsed or not draft.dateless or not draft.start:
        return draft
    if cue := scene.cue("a day after the event", draft.begin, draft.stop):
        return _on_a_day_after(draft, cue, scene)
    moved = draft.moved(
        datetime.combine(scene.about.start.date(), time.min) - datetime.combine(draft.start.date(), time.min)
    )
    if scene.wall.date() == scene.about.start.date() and moved.start and moved.start <= scene.wall:
        return draft
    return moved.ruled("on the event's day")


def _on_a_day_after(draft: Draft, cue: Cue, scene: Scene) -> Draft:
    day = day_after(cue.said, datetime.combine(scene.event.start.date(), time.min))
    begin, stop = min(draft.begin, cue.begin), max(draft.stop, cue.stop)
    return draft.moved(day.date() - draft.first.date()).ruled(cue.rule, begin=begin, stop=stop)


def day_after(said: dict[str, str], day: datetime) -> datetime:
    """Return the midnight that "the next day", "the week after" or "the day before" begins with."""
    unit = (said.get("unit") or said.get("unit2") or said.get("unit3") or "day").lower()
    grain: Grain = "week" if unit == "week" else "month" if unit == "month" else "day"
    later = after_grain(day, grain)
    return day - (later - day) if said.get("back") else later


def same_time(draft: Draft, scene: Scene) -> Draft:
    """Take "same time next week" as the event's own time, a week after it; "same time on Friday" on that Friday."""
    cue = scene.cue("same time", draft.begin, draft.stop)
    if not cue or not scene.about or draft.kind == "duration" or draft.grain in CLOCK or not draft.start:
        return draft
    begin, stop = min(draft.begin, cue.begin), max(draft.stop, cue.stop)
    start = _same_clock(draft, scene)
    end = start + (scene.about.end - scene.about.start)
    return draft.ruled(cue.rule, begin=begin, stop=stop, kind="instant", start=start, end=end, grain="minute")


def by_a_length(draft: Draft, scene: Scene) -> Draft:
    """Take "an hour later" and "push it by 30 minutes" as the event's start, that much later.

    Where that leaves open which way, as "forward" and "move it by 15 minutes" do, it is asked.
    """
    if draft.kind != "duration" or draft.duration is None or not scene.about:
        return draft
    sign = _direction(draft, scene)
    if sign is None:
        return draft
    later, earlier = (_moved(scene, draft.duration * each, name) for each, name in ((1, "later"), (-1, "earlier")))
    moved = draft.ruled("by a length", kind="instant", grain="minute", duration=None, elapsed=False)
    if sign == 0:
        return moved.asked("forward, earlier or later", "direction", earlier, later)
    choice = later if sign > 0 else earlier
    return moved.ruled("by a length", start=choice.start, end=choice.end)


def _direction(draft: Draft, scene: Scene) -> int | None:
    known = patterns_of(scene.region.cldr.language).words
    before, after = scene.before(draft.begin), scene.after(draft.stop)
    if known["later"].search(after):
        return 1
    if known["earlier"].search(after):
        return -1
    if known["forward"].search(before) or known["forward_after"].search(after):
        return 0
    if known["pull"].search(before):
        return -1
    if known["push"].search(before):
        return 1
    by = scene.cue("back or forth", draft.begin, draft.stop)
    return 0 if by and known["either_way"].search(before) else None


def _moved(scene: Scene, by: timedelta, name: str) -> Choice:
    return Choice(scene.event.start + by, scene.event.end + by, name)


def _same_clock(draft: Draft, scene: Scene) -> datetime:
    if draft.grain == "day":
        return datetime.combine(draft.first.date(), scene.event.start.time())
    weeks = round((draft.first - scene.week_start(scene.wall)) / timedelta(weeks=1)) if draft.grain == "week" else 0
    return scene.event.start + timedelta(weeks=weeks)
