"""Times that are set right in the same breath: "Tuesday, I mean Wednesday", "at 3, sorry, 4 on Thursday"."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from parley.when.draft import CLOCK, Draft, Scene, words_of
from parley.when.rules.language import patterns_of

RULE = "set right"
A_WEEK = timedelta(days=7)


def corrected(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Return the drafts with each that was set right in the place of the one that it was said for."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _sets_right(kept[-1], draft, scene):
            draft = _instead(kept.pop(), draft, scene)
        kept.append(draft)
    return kept


def _sets_right(first: Draft, second: Draft, scene: Scene) -> bool:
    known = patterns_of(scene.region.cldr.language).words
    # An engine may have taken the comma, or "no", for its own.
    between = scene.page.text[first.stop : second.begin].lower()
    if (first.kind == "duration") != (second.kind == "duration") or second.recurrence:
        return False
    if not known["set_right"].search(between) or not known["sets_right"].search(between):
        return False
    return not known["one_more"].search(scene.after(second.stop))


def _instead(first: Draft, second: Draft, scene: Scene) -> Draft:
    """Return the second: on the day, or at the hour, of the first where it names none of its own."""
    second = _in_its_week(first, second, scene)
    meant = second
    was, now = first.start or first.end, second.start or second.end
    if was and now and not first.elapsed and not second.elapsed:
        if first.grain in CLOCK and second.grain == "day":
            meant = first.moved(_midnight(now) - _midnight(was))
        elif second.dateless and not first.dateless and (first.grain in CLOCK or first.grain == "day"):
            meant = second.moved(_midnight(was) - _midnight(now))
        if meant.kind == "instant" and first.kind == "open range" and meant is not first:
            meant = _open_as(first, meant)
    plain = replace(meant, doubt=second.doubt, choices=second.choices, values=second.values)
    return plain.ruled(RULE, begin=first.begin, stop=second.stop)


def _open_as(first: Draft, second: Draft) -> Draft:
    """Return "after 3, sorry, 4" open as it was."""
    return replace(second, kind="open range", start=first.start and second.start, end=first.end and second.start)


def _in_its_week(first: Draft, second: Draft, scene: Scene) -> Draft:
    """Return a bare weekday in the later week that was named: "next Tuesday, I mean Wednesday"."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(second, scene)
    bare = known["weekday"].search(words) and not known["this_week"].search(words)
    if not bare or known["relative_day"].search(words) or not first.start or not second.start:
        return second
    if first.start - scene.today <= A_WEEK:
        return second
    moved = second.moved(scene.week_start(first.start) - scene.week_start(second.start))
    return moved if moved.first > scene.wall else second


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time.min)
