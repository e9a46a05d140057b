"""Things that come again."""

from parley.when.draft import Cue, Draft, Scene
from parley.when.rules.language import patterns_of
from parley.when.spans import Grain, Recurrence

ADVERBS: dict[str, tuple[int, Grain]] = {
    "hourly": (1, "hour"),
    "daily": (1, "day"),
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "biweekly": (2, "week"),
    "bi-weekly": (2, "week"),
    "monthly": (1, "month"),
    "quarterly": (1, "quarter"),
    "yearly": (1, "year"),
    "annually": (1, "year"),
}


def again(draft: Draft, scene: Scene) -> Draft:
    """Take "every Tuesday at 3" as the first such Tuesday, and weekly from then on."""
    cue = scene.cue("recurrence", draft.begin, draft.stop)
    if not cue or draft.kind in ("duration", "open range"):
        return draft
    begin, stop = min(draft.begin, cue.begin), max(draft.stop, cue.stop)
    return draft.ruled("recurrence", begin=begin, stop=stop, kind="recurrence", recurrence=recurrence_of(cue, scene))


def recurrence_of(cue: Cue, scene: Scene) -> Recurrence:
    """Return how often the words say."""
    if adverb := cue.said.get("adverb"):
        return Recurrence(*ADVERBS[adverb.lower()])
    interval = 2 if cue.said.get("other") else 1
    if count := cue.said.get("count"):
        interval = patterns_of(scene.region.cldr.language).number(count)
    unit = "".join((cue.said.get("unit") or "").lower().split())
    if unit == "fortnight":
        return Recurrence(2 * interval, "week")
    if unit in ("weekday", "workday", "workingday"):
        return Recurrence(interval, "week", (0, 1, 2, 3, 4))
    grains: dict[str, Grain] = {"day": "day", "month": "month", "quarter": "quarter", "year": "year", "hour": "hour"}
    return Recurrence(interval, grains.get(unit, "week"))
