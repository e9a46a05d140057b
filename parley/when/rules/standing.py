"""Cues that are a time by themselves: "every other week", "the next day" of the event in hand."""

from datetime import datetime, time

from parley.when.draft import Draft, Scene, after_grain
from parley.when.rules.event import day_after, same_time
from parley.when.rules.recurring import recurrence_of


def drafts_of_cues(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Return drafts of the cues that no time took up."""
    taken = [(draft.begin, draft.stop) for draft in drafts]
    free = [cue for cue in scene.cues if not any(cue.begin < stop and begin < cue.stop for begin, stop in taken)]
    found: list[Draft] = []
    for cue in free:
        if cue.rule == "recurrence" and (cue.said.get("unit") or cue.said.get("adverb")):
            draft = Draft(cue.begin, cue.stop, "recurrence", recurrence=recurrence_of(cue, scene))
            found.append(draft.ruled(cue.rule))
        elif cue.rule == "a day after the event" and scene.about:
            found.append(_day_after(Draft(cue.begin, cue.stop, "instant"), cue.said, scene))
    return found


def _day_after(draft: Draft, said: dict[str, str], scene: Scene) -> Draft:
    start = day_after(said, datetime.combine(scene.event.start.date(), time.min))
    moved = draft.ruled("a day after the event", start=start, end=after_grain(start, "day"), grain="day")
    return same_time(moved, scene)
